using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using PostPurchase.Engine.Connectors.Feeds;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>Feeds that are fetched by themselves, over real HTTP, and what the page of offers says of them.</summary>
public sealed class FeedEndpointTests : IDisposable
{
    private static readonly Instant s_noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    private readonly ShopStub _stub = new() { Answer = _ => new(200, "id,title,link\np1,Bottle,https://shop.example/p1\np2,,https://shop.example/p2\n") };

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task A_feed_of_a_file_fills_the_catalogue_and_shows_when_how_many_and_what_was_set_aside()
    {
        await using var server = await StartAsync("true");
        using var analyst = await Browser.SignedInAsync(server, "analyst");

        await server.Runner.Engine.FetchFeedsAsync(s_noon);

        Assert.Equal("p1", (await JsonAsync(analyst, "offers")).GetProperty("items")[0].GetProperty("id").GetString());
        var feed = (await JsonAsync(analyst, "offers/feeds")).GetProperty("items")[0];
        Assert.Equal(("shop", "127.0.0.1", "6h", "2026-03-01T12:00:00Z", 1, 1), (Text(feed, "name"), Text(feed, "host"), Text(feed, "every"), Text(feed, "taken_at"), feed.GetProperty("taken").GetInt32(), feed.GetProperty("refused").GetInt32()));
        Assert.Equal((3, "it has no `name` (or title, product_name)"), (feed.GetProperty("set_aside")[0].GetProperty("line").GetInt32(), Text(feed.GetProperty("set_aside")[0], "reason")));
        Assert.DoesNotContain("s3cret", feed.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_on_a_private_network_is_refused_unless_that_is_allowed()
    {
        await using var server = await StartAsync("false");
        using var analyst = await Browser.SignedInAsync(server, "analyst");

        var refused = await Assert.ThrowsAsync<FeedException>(() => server.Runner.Engine.FetchFeedsAsync(s_noon));

        Assert.Equal("shop: 127.0.0.1 is not on the public internet: it is this machine or a private network, from which nothing is fetched unless whoever runs this server allows it (Webhooks:AllowPrivate=true)", refused.Message);
        Assert.Equal(refused.Message, "shop: " + Text((await JsonAsync(analyst, "offers/feeds")).GetProperty("items")[0], "problem"));
        Assert.Equal(("feeds", 1, refused.Message), (await JsonAsync(analyst, "overview/attention")).GetProperty("waiting").EnumerateArray().Select(item => (Text(item, "what"), item.GetProperty("count").GetInt32(), Text(item, "detail"))).Single(item => item.Item1 == "feeds"));
        Assert.Empty(_stub.Asked);
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("false", "127.0.0.1 was not asked: it is not on the public internet")]
    public async Task A_link_to_a_private_network_is_followed_where_that_is_allowed_and_else_said_not_to_be_asked(string allowsPrivate, string? detail)
    {
        await using var server = await StartAsync(allowsPrivate, $"program: peak\nname: Peak\nterms: {{ email_allowed: \"yes\" }}\noffers: [ {{ id: poles, name: Poles, url: \"{_stub.Url}/p\" }} ]");
        using var analyst = await Browser.SignedInAsync(server, "analyst");

        await server.Runner.Engine.Links.CheckAsync(s_noon, default);

        Assert.Equal(detail, Text((await JsonAsync(analyst, "link-health")).GetProperty("items")[0], "detail"));
    }

    [Fact]
    public async Task A_feed_that_was_not_fetched_yet_says_when_it_will_be()
    {
        await using var server = await StartAsync("true");
        using var analyst = await Browser.SignedInAsync(server, "analyst");

        var before = TimeProvider.System.GetUtcNow();
        var feed = (await JsonAsync(analyst, "offers/feeds")).GetProperty("items")[0];

        Assert.Equal((null, null, null), (Text(feed, "fetched_at"), Text(feed, "taken_at"), Text(feed, "problem")));
        Assert.InRange(feed.GetProperty("next_at").GetDateTimeOffset(), before.AddSeconds(-1), TimeProvider.System.GetUtcNow().AddMinutes(15));
    }

    [Fact]
    public async Task A_feed_that_was_fetched_says_the_first_round_at_which_it_is_due_again()
    {
        await using var server = await StartAsync("true");
        using var analyst = await Browser.SignedInAsync(server, "analyst");
        var now = TimeProvider.System.Now();

        await server.Runner.Engine.FetchFeedsAsync(now);
        var next = (await JsonAsync(analyst, "offers/feeds")).GetProperty("items")[0].GetProperty("next_at").GetDateTimeOffset();

        Assert.InRange(next - now.ToDateTimeOffset(), TimeSpan.FromMinutes(6 * 60 - 2), TimeSpan.FromMinutes((6 * 60) + 15));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Feeds_are_fetched_by_a_recurring_job_and_not_in_a_demo(bool isOffline, bool expected)
    {
        using var folder = new TemporaryFolder();
        var folders = new RunnerFolders(new DataFolder(Path.Combine(folder.Path, "data")), Path.Combine(folder.Path, "workflows"), Path.Combine(folder.Path, "templates"));
        var shell = new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder.Path, Environment = new Dictionary<string, string>() };
        await using var runner = await RunnerService.OpenAsync(SettingsReader.Read(shell, folders.Data) with { IsOffline = isOffline }, folders, shell.Clock, liven: null, CancellationToken.None);

        Assert.Equal((expected, expected), (runner.Engine.Jobs.Any(job => job.Name == "feeds"), runner.Engine.Jobs.Any(job => job.Name == "link-health")));
    }

    [Fact]
    public async Task An_offer_whose_page_is_gone_says_since_when_it_cannot_be_mailed()
    {
        await using var server = await StartAsync("true", "program: peak\nname: Peak\nterms: { email_allowed: \"yes\" }\noffers: [ { id: poles, name: Poles, url: \"https://partner.example/p\", fallback_url: \"https://partner.example/all\" } ]");
        using var analyst = await Browser.SignedInAsync(server, "analyst");
        await server.Runner.Database.WriteAsync(
            session =>
            {
                session.Execute($"insert into link_health (offer, url, problem, failing_since, checked_at) values ('poles', 'https://partner.example/p', 'Gone', {s_noon.ToUnixTimeMilliseconds()}, 0)");
                return 0;
            },
            default);

        var offer = (await JsonAsync(analyst, "offers")).GetProperty("items")[0];

        Assert.Equal(("page gone since 2026-03-01", "https://partner.example/all"), (Text(offer, "why_not"), Text(offer, "fallback_url")));
    }

    private Task<RunningServer> StartAsync(string allowsPrivate, string offers = "coupons: []") => RunningServer.StartAsync(
        folder =>
        {
            folder.Write("workflows/offers/feeds.yaml", $"feeds:\n  - {{ name: shop, url: \"{_stub.Url}/feed.csv?key=s3cret\", every: 6h }}\n");
            folder.Write("workflows/offers/peak.yaml", offers);
            folder.Write("templates/thanks.html", "<p>Hello</p>");
        },
        ("Webhooks:AllowPrivate", allowsPrivate));

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static async Task<JsonElement> JsonAsync(Browser browser, string what)
    {
        var answer = await browser.GetAsync($"/api/v1/{what}");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
