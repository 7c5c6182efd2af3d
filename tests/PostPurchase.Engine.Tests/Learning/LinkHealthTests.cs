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

    [Fact]
    public async Task A_ring_and_an_address_that_is_no_page_end() =>
        Assert.Equal(
            (LinkProblem.Unreachable, LinkProblem.Unreachable),
            ((await CheckAsync((s_probe, 302, s_probe))).Problem!.Value, (await CheckAsync((s_probe, 302, "file:///etc/passwd"))).Problem!.Value));

    [Fact]
    public async Task Nothing_but_public_addresses_is_connected_to()
    {
        using var client = new HttpClient(GuardedHandler.Of());

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://127.0.0.1:9/")));

        Assert.Contains("not on the public internet", problem.ToString(), StringComparison.Ordinal);
    }

    private static async Task<LinkState> CheckAsync(params (string Url, int Status, string? Location)[] answers)
    {
        await using var temporary = TemporaryDatabase.New();
        var offer = ALink.Poles with { Program = ALink.Poles.Program with { EmailAllowed = EmailRule.Yes } };
        using var health = new LinkHealth(temporary.Database, () => [offer], new Answers(answers));
        await health.CheckAsync(A.Noon, default);
        return Assert.Single(temporary.Database.Read(LinkHealth.Read));
    }

    private sealed class Answers((string Url, int Status, string? Location)[] answers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = answers.First(one => one.Url == request.RequestUri!.OriginalString || one.Url == request.RequestUri.AbsoluteUri);
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status);
            if (answer.Location is { } location) response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            return Task.FromResult(response);
        }
    }
}
