using System.Net;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

public sealed class LinkHealthTests
{
    private static readonly string s_probe = $"https://partner.example/p?subId1={LinkHealth.ProbeSubId}";

    [Fact]
    public async Task A_link_that_is_there_is_fine() => Assert.Null((await CheckAsync((s_probe, 200, null))).Problem);

    [Fact]
    public async Task A_page_that_is_gone_is_told() => Assert.Equal(LinkProblem.Gone, (await CheckAsync((s_probe, 404, null))).Problem);

    [Fact]
    public async Task A_link_that_ends_elsewhere_is_told() =>
        Assert.Equal(LinkProblem.HostChanged, (await CheckAsync((s_probe, 302, "https://parked.example/"), ("https://parked.example/", 200, null))).Problem);

    [Fact]
    public async Task A_redirect_that_drops_the_sub_id_is_told_and_one_that_carries_it_is_fine()
    {
        Assert.Equal(LinkProblem.SubIdStripped, (await CheckAsync((s_probe, 301, "/q"), ("https://partner.example/q", 200, null))).Problem);
        Assert.Null((await CheckAsync((s_probe, 301, $"/q?subId1={LinkHealth.ProbeSubId}"), ($"https://partner.example/q?subId1={LinkHealth.ProbeSubId}", 200, null))).Problem);
    }

    [Theory]
    [InlineData(LinkProblem.Gone, true)]
    [InlineData(LinkProblem.HostChanged, true)]
    [InlineData(LinkProblem.SubIdStripped, true)]
    [InlineData(LinkProblem.Unreachable, false)]
    [InlineData(null, false)]
    public void A_fallback_is_better_than_a_link_that_leads_nowhere_or_elsewhere_or_earns_nothing(LinkProblem? problem, bool isBetter) => Assert.Equal(isBetter, LinkHealth.IsAstray(problem));

    [Fact]
    public async Task A_ring_and_an_address_that_is_no_page_end() =>
        Assert.Equal(
            (LinkProblem.Unreachable, LinkProblem.Unreachable),
            ((await CheckAsync((s_probe, 302, s_probe))).Problem!.Value, (await CheckAsync((s_probe, 302, "file:///etc/passwd"))).Problem!.Value));

    [Fact]
    public async Task An_address_that_is_not_asked_is_told_as_such_and_asked_once()
    {
        var answers = new Answers([(s_probe, 302, "http://10.0.0.1/")]) { Closed = "http://10.0.0.1/" };

        Assert.Equal((LinkProblem.Unreachable, "10.0.0.1 was not asked after 1 redirect: it is not on the public internet"), Told(await CheckAsync(answers)));
        Assert.Equal(["HEAD", "HEAD"], answers.Asked.Select(one => one.Method));
        Assert.Equal((LinkProblem.Unreachable, "partner.example was not asked after 1 redirect: port 22 is not one of a web service"), Told(await CheckAsync((s_probe, 302, "https://partner.example:22/"))));
    }

    [Fact]
    public async Task Nothing_but_public_addresses_is_connected_to()
    {
        using var client = new HttpClient(GuardedHandler.Of());

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://127.0.0.1:9/")));

        Assert.Contains("not on the public internet", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_know_HEAD_is_asked_again_with_GET()
    {
        var answers = new Answers([(s_probe, 405, null)]) { Get = (s_probe, 200, null) };

        Assert.Null((await CheckAsync(answers)).Problem);
        Assert.Equal(["HEAD", "GET"], answers.Asked.Select(one => one.Method));
    }

    [Fact]
    public async Task Offers_of_one_page_cost_one_request_and_a_night_that_is_begun_again_costs_none()
    {
        await using var temporary = TemporaryDatabase.New();
        var answers = new Answers([(s_probe, 404, null)]);
        using var health = new LinkHealth(temporary.Database, () => [Mailable("a"), Mailable("b")], answers, new QuickClock());

        var first = await health.CheckAsync(A.Noon, default);
        var again = await health.CheckAsync(A.Noon + NodaTime.Duration.FromHours(2), default);
        var asked = answers.Asked.Count;
        await health.CheckAsync(A.Noon + NodaTime.Duration.FromHours(24), default);

        Assert.Equal(("2 links to 1 pages looked at, 2 broken", "0 links to 0 pages looked at, 0 broken", 2, 4), (first, again, asked, answers.Asked.Count));
        Assert.Equal([("a", A.Noon), ("b", A.Noon)], temporary.Database.Read(LinkHealth.GoneSince));
    }

    [Fact]
    public async Task A_host_is_asked_once_a_second_at_most()
    {
        await using var temporary = TemporaryDatabase.New();
        var clock = new QuickClock();
        var answers = new Answers([(s_probe, 404, null)]) { Clock = clock };
        using var health = new LinkHealth(temporary.Database, () => [Mailable("a")], answers, clock);

        await health.CheckAsync(A.Noon, default);

        Assert.Equal(TimeSpan.FromSeconds(1), answers.Asked[1].At - answers.Asked[0].At);
    }

    [Fact]
    public async Task An_offer_whose_page_is_gone_is_left_out_with_the_day()
    {
        await using var temporary = TemporaryDatabase.New();
        using var health = new LinkHealth(temporary.Database, () => [Mailable("a")], new Answers([(s_probe, 410, null)]), new QuickClock());
        await health.CheckAsync(A.Noon, default);

        Assert.Equal((true, LinkProblem.Gone), (temporary.Database.Read(session => LinkHealth.IsAstray(session, "a")), temporary.Database.Read(session => LinkHealth.ProblemOf(session, "a"))!.Value));
        Assert.Null(temporary.Database.Read(session => LinkHealth.ProblemOf(session, "other")));
    }

    private static Offer Mailable(string id) => ALink.Poles with { Id = id, Program = ALink.Poles.Program with { EmailAllowed = EmailRule.Yes } };

    private static (LinkProblem Problem, string Detail) Told(LinkState state) => (state.Problem!.Value, state.Detail!);

    private static Task<LinkState> CheckAsync(params (string Url, int Status, string? Location)[] answers) => CheckAsync(new Answers(answers));

    private static async Task<LinkState> CheckAsync(Answers answers)
    {
        await using var temporary = TemporaryDatabase.New();
        using var health = new LinkHealth(temporary.Database, () => [Mailable("poles")], answers, new QuickClock());
        await health.CheckAsync(A.Noon, default);
        return Assert.Single(temporary.Database.Read(LinkHealth.Read));
    }

    private sealed class Answers((string Url, int Status, string? Location)[] answers) : HttpMessageHandler
    {
        public (string Url, int Status, string? Location)? Get { get; init; }

        // An address that the handler refuses to connect to.
        public string? Closed { get; init; }

        public TimeProvider Clock { get; init; } = new QuickClock();

        public List<(string Method, DateTimeOffset At)> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add((request.Method.Method, Clock.GetUtcNow()));
            if (request.RequestUri!.AbsoluteUri == Closed) throw new HttpRequestException("refused", new ClosedAddressException("refused"));
            var answer = request.Method == HttpMethod.Get && Get is { } other ? other : answers.First(one => one.Url == request.RequestUri!.OriginalString || one.Url == request.RequestUri.AbsoluteUri);
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status);
            if (answer.Location is { } location) response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            return Task.FromResult(response);
        }
    }

    /// <summary>A clock whose waits are over at once, and have passed.</summary>
    private sealed class QuickClock : TimeProvider
    {
        private DateTimeOffset _now = A.Noon.ToDateTimeOffset();

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _now += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
