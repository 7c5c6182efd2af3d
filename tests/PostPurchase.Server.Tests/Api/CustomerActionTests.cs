using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class CustomerActionTests
{
    [Fact]
    public async Task An_erased_customer_is_found_nowhere_and_their_captured_mail_is_gone()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var admin = await Browser.SignedInAsync(server, "admin");
        var path = await PathAsync(server);

        var erased = await admin.DeleteAsync(path);

        var gone = await admin.GetAsync(path);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Gone), (erased.StatusCode, gone.StatusCode));
        Assert.NotNull((await gone.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("erased_at").GetString());
        Assert.DoesNotContain("jane", await (await admin.GetAsync("/api/v1/customers")).Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder.Path, "data", "outbox")));
    }

    [Fact]
    public async Task A_mail_of_an_erased_customer_is_gone_from_the_browser_and_from_the_app()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var view = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "v");
        using var admin = await Browser.SignedInAsync(server, "admin");
        await admin.DeleteAsync(await PathAsync(server));

        var seen = await server.GetAsync(view);

        var page = await seen.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        Assert.DoesNotContain("<p>Hello</p>", page, StringComparison.Ordinal);
        Assert.Contains("<strong><bdi>My store</bdi></strong><h1>This mail is no longer kept</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Shops delete mails after a while", page, StringComparison.Ordinal);
        Assert.DoesNotContain("open it from the mail again", page, StringComparison.Ordinal);
        var sends = (await (await admin.GetAsync("/api/v1/deliveries?state=accepted")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        var mail = await (await admin.GetAsync($"/api/v1/deliveries/{sends[0].GetProperty("id").GetString()}")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (mail.GetProperty("html").ValueKind, mail.GetProperty("text").ValueKind));
        Assert.Equal("the customer was erased, and the mail with them", mail.GetProperty("problem").GetString());
        // A choice leads to a page of this server.
        Assert.Equal(["https://shop.example"], mail.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("url").GetString()!).Where(url => url.Length > 0));
    }

    [Theory]
    [InlineData("p", "de-DE,de;q=0.9", "Über Sie ist hier nichts mehr gespeichert")]
    [InlineData("p", "fr", "Nothing is kept about you here")]
    [InlineData("u", null, "Nothing is kept about you here")]
    [InlineData("r", "de", "Über Sie ist hier nichts mehr gespeichert")]
    public async Task Who_was_erased_is_told_that_nothing_is_kept_in_the_language_of_the_browser(string page, string? languages, string title)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var link = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), page);
        using var admin = await Browser.SignedInAsync(server, "admin");
        await admin.DeleteAsync(await PathAsync(server));

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link, UriKind.Relative));
        if (languages is not null) request.Headers.TryAddWithoutValidation("Accept-Language", languages);
        var seen = await server.Client.SendAsync(request);

        var text = WebUtility.HtmlDecode(await seen.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_who_was_erased_still_posts_is_not_kept()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var mail = await TrackingTests.FirstMailAsync(server);
        using var admin = await Browser.SignedInAsync(server, "admin");
        await admin.DeleteAsync(await PathAsync(server));
        var before = CountOfConsent(server);

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("own", "on")]);
        var saved = await server.Client.PostAsync(new Uri(TrackingTests.Link(mail, "p"), UriKind.Relative), form);
        using var oneClick = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        var done = await server.Client.PostAsync(new Uri(TrackingTests.Link(mail, "u"), UriKind.Relative), oneClick);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (saved.StatusCode, done.StatusCode));
        Assert.Equal(before, CountOfConsent(server));
    }

    [Fact]
    public async Task A_marketer_may_pause_and_not_erase()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        var path = await PathAsync(server);

        var paused = await marketer.PostAsync($"{path}/pause", new { days = 30 });
        var erased = await marketer.DeleteAsync(path);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Forbidden), (paused.StatusCode, erased.StatusCode));
        Assert.NotNull((await CustomerAsync(server)).PausedUntil);
    }

    [Fact]
    public async Task Consent_is_kept_with_who_wrote_it_down_and_never_without_evidence()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        var path = await PathAsync(server);

        var without = await marketer.PostAsync($"{path}/consent", new { third_party = true });
        var with = await marketer.PostAsync($"{path}/consent", new { third_party = true, evidence = "asked by phone" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (without.StatusCode, with.StatusCode));
        Assert.True((await CustomerAsync(server)).Consent.ThirdParty);
        var said = server.Runner.Database.Read(session => Dapper.SqlMapper.Query<string>(session.Connection, "select source from consent")).Last();
        Assert.Equal("marketer: asked by phone", said);
    }

    [Fact]
    public async Task What_was_changed_for_a_customer_is_in_the_audit_with_before_and_after()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        var path = await PathAsync(server);

        await marketer.PostAsync($"{path}/consent", new { third_party = true, evidence = "asked by phone" });
        await marketer.PostAsync($"{path}/consent", new { third_party = false, evidence = "wrote a letter" });
        await marketer.PostAsync($"{path}/pause", new { days = 0 });
        await marketer.PostAsync($"{path}/suppressions", new { scope = "marketing" });
        await marketer.DeleteAsync($"{path}/suppressions/marketing");

        var entries = new AuditStore(server.Runner.Database).List(null, 10).Select(row => row.Entry)
            .Where(entry => entry.Action.StartsWith("customer.", StringComparison.Ordinal)).Select(entry => (entry.Before, entry.After));
        Assert.Equal<(string?, string?)>(
            [
                ("marketing, by hand: marketer", "not suppressed"), ("not suppressed", "marketing, by hand: marketer"), ("not paused", "not paused"),
                ("third_party: yes", "third_party: no (wrote a letter)"), ("third_party: not said", "third_party: yes (asked by phone)"),
            ],
            entries);
    }

    [Fact]
    public async Task Only_what_was_set_by_hand_is_lifted_by_hand()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        var path = await PathAsync(server);
        await new SuppressionStore(server.Runner.Database).AddAsync("default", "jane@example.com", new(SuppressionScope.ThirdParty, "unsubscribed"), (TimeProvider.System.Now(), null));
        await marketer.PostAsync($"{path}/suppressions", new { scope = "marketing" });

        var byHand = await marketer.DeleteAsync($"{path}/suppressions/marketing");
        var theirs = await marketer.DeleteAsync($"{path}/suppressions/third_party");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (byHand.StatusCode, theirs.StatusCode));
        Assert.Contains("they unsubscribed: only they can turn it on again", await theirs.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([SuppressionScope.ThirdParty], (await new SuppressionStore(server.Runner.Database).OfAsync("default", "jane@example.com")).Select(one => one.Scope));
    }

    [Theory]
    [InlineData("by hand: marketer", true, false)]
    [InlineData("by hand: marketer; unsubscribed too", true, true)]
    [InlineData("unsubscribed", false, true)]
    [InlineData("hard_bounce", false, false)]
    public async Task What_stops_mail_says_whether_the_shop_may_lift_it(string reason, bool mayLift, bool unsubscribed)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        await new SuppressionStore(server.Runner.Database).AddAsync("default", "jane@example.com", new(SuppressionScope.Marketing, reason), (TimeProvider.System.Now(), null));

        var story = await (await marketer.GetAsync(await PathAsync(server))).Content.ReadFromJsonAsync<JsonElement>();

        var stop = Assert.Single(story.GetProperty("suppressions").EnumerateArray());
        Assert.Equal((mayLift, unsubscribed), (stop.GetProperty("may_lift").GetBoolean(), stop.GetProperty("unsubscribed").GetBoolean()));
    }

    [Fact]
    public async Task Who_unsubscribed_can_be_stopped_by_hand_and_stays_unsubscribed_once_that_is_lifted()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        var (path, suppressions) = (await PathAsync(server), new SuppressionStore(server.Runner.Database));
        await suppressions.AddAsync("default", "jane@example.com", new(SuppressionScope.Marketing, "unsubscribed"), (TimeProvider.System.Now(), null));

        await marketer.PostAsync($"{path}/suppressions", new { scope = "marketing" });
        var stopped = await suppressions.OfAsync("default", "jane@example.com");
        await marketer.DeleteAsync($"{path}/suppressions/marketing");

        Assert.Equal("by hand: marketer; unsubscribed too", Assert.Single(stopped).Reason);
        Assert.Equal("unsubscribed", Assert.Single(await suppressions.OfAsync("default", "jane@example.com")).Reason);
        var story = await (await marketer.GetAsync(path)).Content.ReadFromJsonAsync<JsonElement>();
        var told = story.GetProperty("timeline").EnumerateArray().Where(line => line.GetProperty("kind").GetString() == "changed")
            .Select(line => (line.GetProperty("text").GetString(), line.GetProperty("detail").GetString()));
        Assert.Equal<(string?, string?)>(
            [("marketer stopped mail to them", "marketing, by hand: marketer; unsubscribed too"), ("marketer lifted a stop of mail to them", "marketing, unsubscribed")], told);
    }

    [Fact]
    public async Task What_customers_say_by_the_links_of_a_mail_and_pauses_are_in_their_story()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var link = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "u");
        using var oneClick = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        await server.Client.PostAsync(new Uri(link, UriKind.Relative), oneClick);
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        var path = await PathAsync(server);

        await marketer.PostAsync($"{path}/pause", new { days = 10 });
        await marketer.PostAsync($"{path}/pause", new { days = 0 });

        var story = await (await marketer.GetAsync(path)).Content.ReadFromJsonAsync<JsonElement>();
        var told = story.GetProperty("timeline").EnumerateArray().Where(line => line.GetProperty("kind").GetString() == "changed").Select(line => line.GetProperty("text").GetString()!).ToList();
        // All of the same second: the order is not told.
        Assert.Equal(3, told.Count);
        Assert.Contains("Unsubscribed", told);
        Assert.Contains("marketer ended the pause of marketing to them", told);
        Assert.Contains(told, text => text.StartsWith("marketer paused marketing to them until ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_names_a_customer_until_they_are_erased()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var admin = await Browser.SignedInAsync(server, "admin");
        var path = await PathAsync(server);
        var customer = await CustomerAsync(server);
        var name = $"{customer.FirstName} {customer.LastName}".Trim();

        await admin.PostAsync($"{path}/pause", new { days = 10 });
        var before = await SubjectNamesAsync(admin);
        await admin.DeleteAsync(path);

        Assert.Equal<string?>([name.Length == 0 ? "j…@example.com" : name], before);
        Assert.Equal<string?>([null, null], await SubjectNamesAsync(admin));
    }

    [Fact]
    public async Task Who_needs_no_account_is_called_whoever_runs_this_server()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney, ("Security:OpenOnLoopback", "true"));
        await TrackingTests.FirstMailAsync(server);
        server.Client.DefaultRequestHeaders.Authorization = null;
        var path = await PathAsync(server);

        await server.Client.PostAsJsonAsync(new Uri($"{path}/suppressions", UriKind.Relative), new { scope = "marketing" });

        var story = await (await server.GetAsync(path)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("by hand: whoever runs this server", Assert.Single(story.GetProperty("suppressions").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Contains("Whoever runs this server stopped mail to them", story.GetProperty("timeline").EnumerateArray().Select(line => line.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_copy_of_everything_is_a_file()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var developer = await Browser.SignedInAsync(server, "developer");

        var answer = await developer.GetAsync($"{await PathAsync(server)}/export");
        var export = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(("jane@example.com", 1), (export.GetProperty("email").GetString(), export.GetProperty("purchases").GetArrayLength()));
    }

    private static async Task<IReadOnlyList<string?>> SubjectNamesAsync(Browser browser) =>
    [
        .. (await (await browser.GetAsync("/api/v1/audit")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()
            .Where(row => row.GetProperty("action").GetString()!.StartsWith("customer.", StringComparison.Ordinal)).Select(row => row.GetProperty("subject_name").GetString()),
    ];

    private static long CountOfConsent(RunningServer server) =>
        server.Runner.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from consent"));

    private static async Task<string> PathAsync(RunningServer server) => $"/api/v1/customers/{(await CustomerAsync(server)).Owner.Value}";

    private static async Task<Customer> CustomerAsync(RunningServer server) => (await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com"))!;
}
