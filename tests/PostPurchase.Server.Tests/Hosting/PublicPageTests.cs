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
    public async Task Names_of_shops_and_answers_are_written_in_the_direction_of_their_letters()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney, ("Store:Name", "קפה לנטרן"));
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "u");

        var page = await GetAsync(server, path);

        AssertSays(page, "<strong><bdi>קפה לנטרן</bdi></strong>", "overflow-wrap: anywhere");
    }

    private static void AssertSays(string page, params string[] texts) => Assert.All(texts, text => Assert.Contains(text, page, StringComparison.Ordinal));

    private static async Task<string> GetAsync(RunningServer server, string path) => WebUtility.HtmlDecode(await (await server.GetAsync(path)).Content.ReadAsStringAsync());

    private static async Task<string> PostAsync(RunningServer server, string path, params string[] ticked)
    {
        using var form = new FormUrlEncodedContent(ticked.Select(name => KeyValuePair.Create(name, "on")));
        var answer = await server.Client.PostAsync(new Uri(path, UriKind.Relative), form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
