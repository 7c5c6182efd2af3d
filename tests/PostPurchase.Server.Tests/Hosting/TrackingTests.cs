using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Reading;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

public sealed partial class TrackingTests
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: thanks, content: transactional, subject: "Hello" } }
          - { id: rest, wait: { for: 1d } }
          - { id: tips, email: { template: thanks, content: own, subject: "Tips" } }
        """;

    private const string Template = """
        <p>Hello</p><a href="https://shop.example/care?a=1&amp;b=2">Care</a> <a href="{{ choice_link 'enough' }}">Enough, thanks</a>
        <a href="{{ links.unsubscribe }}">Unsubscribe</a> <a href="{{ links.preferences }}">Preferences</a> <a href="{{ links.view }}">View</a>
        """;

    [Fact]
    public async Task A_click_leads_to_the_stored_address_and_is_kept()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var mail = await FirstMailAsync(server);

        var answer = await server.GetAsync(Link(mail, "c"));

        Assert.Equal((HttpStatusCode.Redirect, "https://shop.example/care?a=1&b=2"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Single(await TouchesAsync(server));
    }

    [Fact]
    public async Task A_look_with_HEAD_is_no_human_click()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var mail = await FirstMailAsync(server);

        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(Link(mail, "c"), UriKind.Relative));
        var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(TouchActor.Machine, Assert.Single(await TouchesAsync(server)).Verdict.Actor);
    }

    [Fact]
    public async Task A_scanner_that_follows_every_link_is_led_everywhere_and_is_no_human_click()
    {
        await using var server = await RunningServer.StartAsync(WriteScanned);
        var mail = await FirstMailAsync(server);
        var paths = LinkRegex().Matches(mail).Select(match => match.Groups[1].Value).Where(url => url.Contains("/c/", StringComparison.Ordinal)).Select(url => new Uri(url).AbsolutePath).ToList();
        server.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36");

        // All at once, as a scanner does: on a slow machine one after the other would be as slow as a person.
        var picture = server.GetAsync(new Uri(PixelRegex().Match(mail).Groups[1].Value).AbsolutePath);
        Assert.All(await Task.WhenAll(paths.Select(server.GetAsync)), answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        (await picture).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (await TouchesAsync(server)).Count == paths.Count + 1);

        Assert.Equal(6, paths.Count);
        Assert.DoesNotContain(await TouchesAsync(server), touch => touch.Verdict.Actor == TouchActor.Human);
    }

    [Fact]
    public async Task Who_follows_the_link_that_people_cannot_see_is_led_to_the_shop_and_is_no_person()
    {
        await using var server = await RunningServer.StartAsync(WriteMarketing, ("Store:Url", "https://shop.example"));
        var html = await FirstMailAsync(server);
        server.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36");

        var answer = await server.GetAsync(new Uri(HoneypotRegex().Match(html).Groups[1].Value).AbsolutePath);
        var touch = Assert.Single(await TouchesAsync(server));

        Assert.Equal((HttpStatusCode.Redirect, "https://shop.example"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal((LinkRole.Honeypot, new TouchVerdict(TouchActor.Machine, TouchReason.Honeypot)), (touch.Seen.Role, touch.Verdict));
    }

    [Theory]
    [InlineData("/c/aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/u/short")]
    [InlineData("/p/aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/v/aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/r/aaaaaaaaaaaaaaaaaaaa")]
    public async Task A_token_that_was_not_made_here_leads_nowhere(string path)
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_page_for_customers_may_show_the_logo_that_this_server_serves()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);

        var page = await server.GetAsync(Link(await FirstMailAsync(server), "p"));

        Assert.Contains("img-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_unsubscribe_changes_nothing_and_posting_to_it_acts_at_once()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "u");
        var suppressions = new SuppressionStore(server.Runner.Database);

        var page = await server.GetAsync(path);
        var before = await suppressions.OfAsync("default", "jane@example.com");
        using var oneClick = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        var done = await server.Client.PostAsync(new Uri(path, UriKind.Relative), oneClick);
        var after = await suppressions.OfAsync("default", "jane@example.com");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, done.StatusCode));
        Assert.Equal((0, SuppressionScope.Marketing), (before.Count, Assert.Single(after).Scope));
        Assert.False(done.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("p")]
    public async Task A_link_checker_that_asks_by_HEAD_finds_the_page_and_changes_nothing(string page)
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), page);

        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        var answer = await server.Client.SendAsync(head);

        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Empty(await new SuppressionStore(server.Runner.Database).OfAsync("default", "jane@example.com"));
    }

    [Fact]
    public async Task Preferences_are_kept_kind_by_kind()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "p");

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("own", "on"), KeyValuePair.Create("pause", "on")]);
        var saved = await server.Client.PostAsync(new Uri(path, UriKind.Relative), form);
        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal(new ConsentFacts(true, false, false), customer!.Consent);
        Assert.NotNull(customer.PausedUntil);
        Assert.Contains("name=\"own\" checked", await (await server.GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_shop_has_stopped_stays_off_whatever_is_ticked_and_the_page_says_why()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "p");
        var since = NodaTime.Instant.FromUtc(2026, 1, 2, 10, 0);
        await new SuppressionStore(server.Runner.Database).AddAsync("default", "jane@example.com", new(SuppressionScope.Marketing, "by hand: owner"), (since, null));

        var saved = await SaveAsync(server, path, "own", "tracking");

        Assert.DoesNotContain("It holds from now on", saved, StringComparison.Ordinal);
        Assert.Contains("The shop has stopped these mails to you", saved, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"own\" checked", saved, StringComparison.Ordinal);
        Assert.Contains("name=\"tracking\" checked", saved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_shop_has_stopped_is_no_refusal_of_the_customer_who_saves_something_else()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "p");
        await SaveAsync(server, path, "own", "third_party", "tracking");
        var suppressions = new SuppressionStore(server.Runner.Database);
        var stopped = new Suppression(SuppressionScope.Marketing, "by hand: owner");
        await suppressions.AddAsync("default", "jane@example.com", stopped, (NodaTime.Instant.FromUtc(2026, 1, 2, 10, 0), null));

        var saved = await SaveAsync(server, path);

        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");
        Assert.Equal(new ConsentFacts(true, true, false), customer!.Consent);
        Assert.Equal(stopped, Assert.Single(await suppressions.OfAsync("default", "jane@example.com")));
        Assert.Contains("name=\"own\" disabled", saved, StringComparison.Ordinal);
        Assert.Contains("name=\"third_party\" disabled", saved, StringComparison.Ordinal);
        Assert.Contains("label:has(:disabled) { color: var(--quiet) }", saved, StringComparison.Ordinal);
        Assert.Contains("It holds from now on", saved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_stopped_when_the_page_was_shown_is_no_refusal_when_it_is_saved_after_the_stop_was_lifted()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "p");
        await SaveAsync(server, path, "own", "third_party", "tracking");

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("unasked", "own"), KeyValuePair.Create("unasked", "third_party")]);
        await server.Client.PostAsync(new Uri(path, UriKind.Relative), form);

        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");
        Assert.Equal(new ConsentFacts(true, true, false), customer!.Consent);
        Assert.Empty(await new SuppressionStore(server.Runner.Database).OfAsync("default", "jane@example.com"));
    }

    [Fact]
    public async Task What_the_customer_turned_off_is_theirs_to_turn_on_again()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "p");
        await SaveAsync(server, path);

        var saved = await SaveAsync(server, path, "own");

        Assert.Contains("It holds from now on", saved, StringComparison.Ordinal);
        Assert.Contains("name=\"own\" checked", saved, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped these mails", saved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_runs_is_shown_with_its_end_and_kept_when_something_else_is_saved()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "p");
        var customers = new CustomerStore(server.Runner.Database);
        var customer = (await customers.FindByEmailAsync("default", "jane@example.com"))!;
        var end = NodaTime.Instant.FromUtc(2099, 3, 14, 12, 0);
        await server.Runner.Database.WriteAsync(
            session =>
            {
                CustomerStore.Update(session, customer with { PausedUntil = end });
                return true;
            },
            CancellationToken.None);

        var saved = await SaveAsync(server, path, "own", "pause");

        Assert.Contains("Paused until 14 March 2099", saved, StringComparison.Ordinal);
        Assert.Equal(end, (await customers.FindByEmailAsync("default", "jane@example.com"))!.PausedUntil);
    }

    [Fact]
    public async Task A_choice_is_recorded_by_posting_only()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "r");
        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");
        var history = new HistoryStore(server.Runner.Database);

        var page = await server.GetAsync(path);
        var before = await history.AnswersOfAsync(customer!.Owner);
        using var nothing = new StringContent("");
        await server.Client.PostAsync(new Uri(path, UriKind.Relative), nothing);
        var after = await history.AnswersOfAsync(customer.Owner);

        Assert.Equal((HttpStatusCode.OK, 0, "enough"), (page.StatusCode, before.Count, Assert.Single(after).Choice));
    }

    [Fact]
    public async Task An_answer_is_told_in_the_words_of_the_mail()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "r");
        using var nothing = new StringContent("");
        await server.Client.PostAsync(new Uri(path, UriKind.Relative), nothing);
        await server.UseKeyAsync("read");
        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");

        using var story = JsonDocument.Parse(await (await server.GetAsync($"/api/v1/customers/{customer!.Owner.Value}")).Content.ReadAsStringAsync());
        var answer = story.RootElement.GetProperty("timeline").EnumerateArray().Single(line => line.GetProperty("kind").GetString() == "answer");
        using var mail = JsonDocument.Parse(await (await server.GetAsync($"/api/v1/deliveries/{answer.GetProperty("delivery").GetString()}")).Content.ReadAsStringAsync());
        var choice = mail.RootElement.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("kind").GetString() == "choice");

        Assert.StartsWith("Answered “Enough, thanks” in ", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("enough", "Enough, thanks", 1), (choice.GetProperty("url").GetString(), choice.GetProperty("label").GetString(), choice.GetProperty("clicks").GetInt32()));
    }

    [Fact]
    public async Task An_answer_is_asked_for_in_the_words_of_the_mail()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "r");

        var page = await (await server.GetAsync(path)).Content.ReadAsStringAsync();

        Assert.Contains("<button type=\"submit\">Enough, thanks</button>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("enough", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_is_shown_in_a_browser_without_scripts()
    {
        await using var server = await RunningServer.StartAsync(WriteJourney);
        var path = Link(await FirstMailAsync(server), "v");

        var page = await server.GetAsync(path);

        Assert.Contains("<p>Hello</p>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("sandbox", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    internal static void WriteJourney(TemporaryFolder folder)
    {
        folder.Write("workflows/hello.yaml", Journey);
        folder.Write("templates/thanks.html", Template);
    }

    private static void WriteMarketing(TemporaryFolder folder)
    {
        folder.Write("workflows/hello.yaml", "{ journey: hello, status: live, trigger: { on: purchase }, steps: [ { id: tips, email: { template: thanks, content: own, subject: Tips } } ] }");
        folder.Write("templates/thanks.html", Template);
    }

    private static void WriteScanned(TemporaryFolder folder)
    {
        folder.Write("workflows/hello.yaml", Journey);
        folder.Write("templates/thanks.html", string.Concat(Enumerable.Range(1, 6).Select(i => $"<a href=\"https://shop.example/{i}\">{i}</a> ")));
    }

    internal static async Task<string> FirstMailAsync(RunningServer server)
    {
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();
        var outbox = Path.Combine(server.Folder.Path, "data", "outbox");
        await Eventually.TrueAsync(() => Directory.Exists(outbox) && Directory.EnumerateFiles(outbox, "*.eml").Any() && server.CountOf(SendState.Accepted) == 1);
        return MailReader.Read(await File.ReadAllBytesAsync(Directory.EnumerateFiles(outbox, "*.eml").Single())).Walk().First(part => part.MediaType == "text/html").Text;
    }

    internal static string Link(string html, string page) => new Uri(LinkRegex().Matches(html).Select(match => match.Groups[1].Value).First(url => url.Contains($"/{page}/", StringComparison.Ordinal))).AbsolutePath;

    // What the page of preferences answers to these ticks.
    private static async Task<string> SaveAsync(RunningServer server, string path, params string[] ticked)
    {
        using var form = new FormUrlEncodedContent(ticked.Select(name => KeyValuePair.Create(name, "on")));
        var answer = await server.Client.PostAsync(new Uri(path, UriKind.Relative), form);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<IReadOnlyList<StoredTouch>> TouchesAsync(RunningServer server)
    {
        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");
        var history = new HistoryStore(server.Runner.Database);
        IReadOnlyList<StoredTouch> touches = [];
        await Eventually.TrueAsync(async () => (touches = await history.TouchesOfAsync(customer!.Owner)).Count > 0);
        return touches;
    }

    [GeneratedRegex("<img src=\"([^\"]+/o/[^\"]+)\"")]
    private static partial Regex PixelRegex();

    [GeneratedRegex("href=\"([^\"]+)\" tabindex=\"-1\"")]
    private static partial Regex HoneypotRegex();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex LinkRegex();
}
