using System.IO.Compression;
using System.Net;
using System.Text;
using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Connectors.Feeds;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors.Feeds;

/// <summary>Feeds that come by themselves: what is taken, what is kept of each fetch, and what is never fetched.</summary>
public sealed class FeedPullTests : IAsyncLifetime
{
    private const string Head = "id,title,link\n";
    private const string Bottle = Head + "p1,Bottle,https://shop.example/p1\n";
    private static readonly OfferFeed Shop = new("shop", new("https://shop.example/feed.csv?key=s3cret"), "own", "default", null, Duration.FromHours(6));

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();
    private readonly FeedServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task A_feeds_products_are_taken_for_its_program_and_store_and_its_bad_rows_are_kept_with_line_and_reason()
    {
        _server.Answer = _ => Text(Bottle + "p2,,https://shop.example/p2\n");

        var run = await RunAsync(A.Noon, Shop with { Store = "de", Program = "peak" });

        var (store, program, item) = Assert.Single(new CatalogueStore(_temporary.Database).All());
        Assert.Equal(("de", "peak", "p1"), (store, program, item.Id));
        Assert.Equal("1 feeds fetched, 1 products taken", run.ToString());
        var state = State(Shop with { Store = "de", Program = "peak" });
        Assert.Equal((A.Noon, A.Noon, 1, 1, null), (state.FetchedAt, state.TakenAt!.Value, state.Taken, state.Refused, state.Problem));
        Assert.Equal([new RefusedRow(3, "it has no `name` (or title, product_name)")], state.SetAside);
    }

    [Fact]
    public async Task A_feed_is_fetched_when_it_is_due_and_not_before()
    {
        _server.Answer = _ => Text(Bottle);
        await RunAsync(A.Noon, Shop);
        await RunAsync(A.Noon + Duration.FromHours(5), Shop);
        var early = _server.Asked.Count;

        await RunAsync(A.Noon + Duration.FromHours(6), Shop);

        Assert.Equal((1, 2), (early, _server.Asked.Count));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again_and_counts_as_it_was()
    {
        _server.Answer = request => request.Headers.Contains("If-None-Match") ? new(HttpStatusCode.NotModified) : Marked(Bottle);
        await RunAsync(A.Noon, Shop);

        var run = await RunAsync(A.Noon + Duration.FromHours(6), Shop);

        Assert.Equal(("\"one\"", "Mon, 01 Jun 2026 10:00:00 GMT"), (_server.Asked[1].ETag, _server.Asked[1].Since));
        Assert.Equal((0, A.Noon + Duration.FromHours(6), A.Noon, 1, null), (run.Taken, State(Shop).FetchedAt, State(Shop).TakenAt!.Value, State(Shop).Taken, State(Shop).Problem));
    }

    [Theory]
    [InlineData(403, "", "shop.example answered 403: is the key in its address right?")]
    [InlineData(500, "", "shop.example answered 500")]
    [InlineData(200, Head, "it holds no product")]
    [InlineData(200, "<html><br></html>", "it holds no product; line 1: this is xml, by how it starts; expected csv")]
    public async Task A_fetch_that_fails_keeps_what_was_taken_says_why_without_the_address_and_is_tried_again_in_an_hour(int status, string body, string expected)
    {
        var feed = Shop with { Format = FeedFormat.Csv };
        _server.Answer = _ => Marked(Bottle);
        await RunAsync(A.Noon, feed);
        _server.Answer = _ => new((HttpStatusCode)status) { Content = new StringContent(body) };

        var run = await RunAsync(A.Noon + Duration.FromHours(6), feed);
        await RunAsync(A.Noon + Duration.FromHours(7), feed);

        Assert.Equal([$"shop: {expected}"], run.Failures);
        Assert.Equal((expected, 1, A.Noon, 3), (State(feed).Problem, State(feed).Taken, State(feed).TakenAt!.Value, _server.Asked.Count));
        Assert.Single(new CatalogueStore(_temporary.Database).All());
    }

    [Fact]
    public async Task A_feed_of_a_store_that_is_none_is_not_fetched()
    {
        var run = await RunAsync(A.Noon, Shop with { Store = "fr" });

        Assert.Equal(["shop: there is no store 'fr' in the settings"], run.Failures);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task One_that_fails_does_not_keep_the_others_from_being_taken()
    {
        _server.Answer = request => request.RequestUri!.Host == "shop.example" ? new(HttpStatusCode.BadGateway) : Text(Bottle);

        var run = await RunAsync(A.Noon, Shop, Shop with { Name = "peak", Url = new("https://peak.example/feed") });

        Assert.Equal((1, "shop: shop.example answered 502"), (run.Taken, Assert.Single(run.Failures)));
    }

    [Fact]
    public async Task A_redirect_is_followed_and_a_ring_ends_and_none_leads_off_https()
    {
        _server.Answer = request => request.RequestUri!.Host == "shop.example" ? Leads("https://cdn.example/feed") : Text(Bottle);
        Assert.Equal(1, (await RunAsync(A.Noon, Shop)).Taken);

        _server.Answer = _ => Leads("/again");
        Assert.Equal("shop: shop.example leads on and on, more than 5 times", Assert.Single((await RunAsync(A.Noon + Duration.FromHours(6), Shop)).Failures));

        _server.Answer = _ => Leads("http://shop.example/feed");
        Assert.Equal("shop: shop.example leads to an address that does not start with https://", Assert.Single((await RunAsync(A.Noon + Duration.FromHours(12), Shop)).Failures));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_feed_that_is_longer_than_allowed_is_not_taken_however_it_is_packed(bool isPacked)
    {
        var text = Bottle + new string(' ', 5_000);
        _server.Answer = _ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(isPacked ? Packed(text) : Encoding.UTF8.GetBytes(text)) };

        Assert.Equal("shop: the feed of shop.example is longer than 4000 bytes: fetch it in parts", Assert.Single((await RunAsync(A.Noon, 4_000, Shop)).Failures));
        Assert.Equal(1, (await RunAsync(A.Noon + Duration.FromHours(1), Shop)).Taken);
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_left()
    {
        using var client = new FeedClient(new Silence(), new HastyClock());

        Assert.Equal(new FeedAnswer.Failed("shop.example did not send it in 2 minutes"), await client.FetchAsync(Shop, FeedMark.None, default));
    }

    [Theory]
    [InlineData("http://127.0.0.1/feed", "127.0.0.1 is not on the public internet: it is this machine or a private network, from which nothing is fetched unless whoever runs this server allows it (Webhooks:AllowPrivate=true)")]
    [InlineData("http://127.0.0.1:25/feed", "port 25 is not one of a web service")]
    public async Task Private_networks_and_ports_of_other_services_are_refused(string url, string expected)
    {
        using var client = new FeedClient(GuardedHandler.Of(), TimeProvider.System);

        Assert.Equal(new FeedAnswer.Failed(expected), await client.FetchAsync(Shop with { Url = new(url) }, FeedMark.None, default));
    }

    private Task<FeedRun> RunAsync(Instant now, params OfferFeed[] feeds) => RunAsync(now, 1_000_000, feeds);

    private async Task<FeedRun> RunAsync(Instant now, int mostBytes, params OfferFeed[] feeds)
    {
        using var pull = new FeedPull(_temporary.Database, new CatalogueStore(_temporary.Database), new FeedClient(_server.Handler(), TimeProvider.System) { MostBytes = mostBytes });
        return await pull.RunAsync(feeds, store => store is "default" or "de", now, default);
    }

    private FeedState State(OfferFeed feed) => _temporary.Database.Read(FeedPull.Read)[FeedPull.KeyOf(feed)];

    private static HttpResponseMessage Text(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    private static HttpResponseMessage Marked(string text)
    {
        var response = Text(text);
        response.Headers.TryAddWithoutValidation("ETag", "\"one\"");
        response.Content.Headers.TryAddWithoutValidation("Last-Modified", "Mon, 01 Jun 2026 10:00:00 GMT");
        return response;
    }

    private static HttpResponseMessage Leads(string location) => new(HttpStatusCode.Found) { Headers = { Location = new(location, UriKind.RelativeOrAbsolute) } };

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionMode.Compress)) packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class FeedServer
    {
        public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = _ => new(HttpStatusCode.NotFound);

        public List<(string? ETag, string? Since)> Asked { get; } = [];

        public HttpMessageHandler Handler() => new Carrier(this);

        private sealed class Carrier(FeedServer server) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? values.First() : null;
                server.Asked.Add((Header("If-None-Match"), Header("If-Modified-Since")));
                return Task.FromResult(server.Answer(request));
            }
        }
    }

    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new(HttpStatusCode.OK);
        }
    }

    /// <summary>A clock whose waits are over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
