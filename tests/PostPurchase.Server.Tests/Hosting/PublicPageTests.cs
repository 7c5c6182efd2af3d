using System.Net;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What the pages say that customers open from a mail.</summary>
public sealed class PublicPageTests
{
    private const string Stop = "Stop tips, news and offers?";

    [Fact]
    public async Task Unsubscribing_is_asked_first_and_then_told_as_done_with_a_way_back()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "u");

        var asked = await GetAsync(server, path);
        var done = await PostAsync(server, path);
        var again = await GetAsync(server, path);

        AssertSays(asked, Stop, "Nothing has changed yet.", "<button", "Choose what you get instead");
        AssertSays(done, "You are unsubscribed", "have stopped", $"href=\"{path.Replace("/u/", "/p/", StringComparison.Ordinal)}\">Changed your mind?");
        AssertSays(again, "You are already unsubscribed", "Changed your mind?");
        Assert.DoesNotContain("<button", done + again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_turned_mails_on_again_is_asked_again()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "u");
        await PostAsync(server, path);

        await PostAsync(server, path.Replace("/u/", "/p/", StringComparison.Ordinal), "own");

        AssertSays(await GetAsync(server, path), Stop);
    }

    [Fact]
    public async Task Who_was_stopped_by_the_shop_alone_may_still_say_so_and_is_told_that_they_did()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "u");
        await new SuppressionStore(server.Runner.Database).AddAsync("default", "jane@example.com", new(SuppressionScope.Marketing, "by hand: owner"), (NodaTime.Instant.FromUtc(2026, 1, 2, 10, 0), null));

        var asked = await GetAsync(server, path);
        await PostAsync(server, path);

        AssertSays(asked, Stop);
        AssertSays(await GetAsync(server, path), "You are already unsubscribed");
    }

    [Fact]
    public async Task The_page_of_an_answer_says_what_it_is_about_and_what_was_answered()
    {
        await using var server = await RunningServer.StartAsync(WriteQuestion);
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "r");

        var asked = await GetAsync(server, path);
        var said = await PostAsync(server, path);
        var again = await GetAsync(server, path);

        AssertSays(asked, "About your order <bdi>#evt-1</bdi> of ", ": <bdi>Trail backpack</bdi>", "Nothing is sent until you press the button.", "<button type=\"submit\">All is well</button>");
        AssertSays(said, "Thank you, we have your answer.", "You said: <strong><bdi>All is well</bdi></strong>", "<bdi>Something is wrong</bdi></a>");
        AssertSays(again, "We already have your answer.", "You said: <strong><bdi>All is well</bdi></strong>", "You can change it");
        Assert.DoesNotContain("<button", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_changed_by_another_one_and_changed_back()
    {
        await using var server = await RunningServer.StartAsync(WriteQuestion);
        var good = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "r");
        var bad = OtherOf(await PostAsync(server, good));

        var before = await GetAsync(server, bad);
        await PostAsync(server, bad);
        var changed = await GetAsync(server, good);
        await PostAsync(server, good);

        AssertSays(before, "So far you said: <strong><bdi>All is well</bdi></strong>", "<button type=\"submit\">Something is wrong</button>");
        AssertSays(changed, "So far you said: <strong><bdi>Something is wrong</bdi></strong>", "<button type=\"submit\">All is well</button>");
        AssertSays(await GetAsync(server, good), "You said: <strong><bdi>All is well</bdi></strong>");
    }

    [Fact]
    public async Task Conditions_of_the_journey_ask_for_the_last_answer()
    {
        await using var server = await RunningServer.StartAsync(WriteQuestion);
        var good = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "r");
        var owner = (await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com"))!.Owner;
        List<string> Counted() => server.Runner.Database.Read(session =>
        {
            var run = EnrollmentStore.OfOwner(session, owner.Value).Single().Run;
            return new[] { "good", "bad" }.Where(choice => HistoryStore.HasAnswered(session, run, "thanks", choice)).ToList();
        });

        var bad = OtherOf(await PostAsync(server, good));
        var first = Counted();
        await PostAsync(server, bad);

        Assert.Equal(["good"], first);
        Assert.Equal(["bad"], Counted());
    }

    [Fact]
    public async Task Names_of_shops_and_answers_are_written_in_the_direction_of_their_letters()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney, ("Store:Name", "קפה לנטרן"));
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "u");

        var page = await GetAsync(server, path);

        AssertSays(page, "<strong><bdi>קפה לנטרן</bdi></strong>", "overflow-wrap: anywhere");
    }

    private static void WriteQuestion(TemporaryFolder folder)
    {
        TrackingTests.WriteJourney(folder);
        folder.Write(
            "templates/thanks.html",
            """<a href="{{ choice_link 'good' }}">All is well</a> <a href="{{ choice_link 'bad' }}">Something is wrong</a> <a href="{{ links.unsubscribe }}">Unsubscribe</a>""");
    }

    private static string OtherOf(string page) => page[page.IndexOf("/r/", StringComparison.Ordinal)..][..23];

    private static void AssertSays(string page, params string[] texts) => Assert.All(texts, text => Assert.Contains(text, page, StringComparison.Ordinal));

    private static async Task<string> GetAsync(RunningServer server, string path) => WebUtility.HtmlDecode(await (await server.GetAsync(path)).Content.ReadAsStringAsync());

    private static async Task<string> PostAsync(RunningServer server, string path, params string[] ticked)
    {
        using var form = new FormUrlEncodedContent(ticked.Select(name => KeyValuePair.Create(name, "on")));
        var answer = await server.Client.PostAsync(new Uri(path, UriKind.Relative), form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
