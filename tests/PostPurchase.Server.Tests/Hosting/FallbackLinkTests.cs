using System.Text.RegularExpressions;
using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Learning;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Where somebody is led whose offer's page is not there any more.</summary>
public sealed partial class FallbackLinkTests
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: suggest, email: { template: suggest, content: third_party, subject: "For you", offers: { pick: "rule:all", count: 2 } } }
        """;

    [Theory]
    [InlineData(null, "https://partner.example/a?subId1=TOKEN")]
    [InlineData(LinkProblem.Unreachable, "https://partner.example/a?subId1=TOKEN")]
    [InlineData(LinkProblem.SubIdStripped, "https://partner.example/all?subId1=TOKEN")]
    [InlineData(LinkProblem.Gone, "https://partner.example/all?subId1=TOKEN")]
    [InlineData(LinkProblem.HostChanged, "https://partner.example/all?subId1=TOKEN")]
    public async Task A_link_whose_page_is_gone_or_elsewhere_or_that_loses_its_token_leads_to_the_offers_own_fallback(LinkProblem? problem, string expected) => Assert.Equal(expected, await FollowAsync("with", problem));

    [Theory]
    [InlineData(LinkProblem.Gone, "https://shop.example")]
    [InlineData(LinkProblem.HostChanged, "https://partner.example/b?subId1=TOKEN")]
    [InlineData(LinkProblem.SubIdStripped, "https://partner.example/b?subId1=TOKEN")]
    public async Task Without_one_a_page_that_is_gone_leads_to_the_shop_and_any_other_link_is_followed(LinkProblem problem, string expected) => Assert.Equal(expected, await FollowAsync("without", problem));

    private static async Task<string> FollowAsync(string offer, LinkProblem? problem)
    {
        await using var server = await RunningServer.StartAsync(
            folder =>
            {
                folder.Write("workflows/hello.yaml", Journey);
                folder.Write("workflows/offers/peak.yaml", $$"""
                    program: peak
                    network: impact
                    terms: { email_allowed: "yes", disclosure: Ad }
                    offers:
                      - { id: with, name: A, url: "https://partner.example/a", fallback_url: "https://partner.example/all" }
                      - { id: without, name: B, url: "https://partner.example/b" }
                    rules: [ { rule: all, offers: [ {{offer}} ] } ]
                    """);
                folder.Write("templates/suggest.html", "{{ for offer in offers }}{{ offer.disclosure ?? '' }} <a href=\"{{ offer.url }}\">{{ offer.name }}</a>{{ end }}<p>{{ store.postal_address }}</p><a href=\"{{ links.unsubscribe }}\">Unsubscribe</a>");
            },
            ("Store:PostalAddress", "1 Road"), ("Store:Url", "https://shop.example"));
        var path = new Uri(LinkRegex().Match(await TrackingTests.FirstMailAsync(server)).Groups[1].Value).AbsolutePath;
        if (problem is not null) await KeepAsync(server, offer, problem.Value);

        var answer = await server.GetAsync(path);

        return answer.Headers.Location!.OriginalString.Replace(path[(path.LastIndexOf('/') + 1)..], "TOKEN", StringComparison.Ordinal).TrimEnd('/');
    }

    private static Task<int> KeepAsync(RunningServer server, string offer, LinkProblem problem) => server.Runner.Database.WriteAsync(
        session =>
        {
            var at = Instant.FromUtc(2026, 1, 2, 3, 0);
            session[LinkHealthSql.Keep].With(offer).With("https://partner.example/").With(problem.ToString()).With("404").With(at).With(at).Run();
            return 0;
        },
        default);

    [GeneratedRegex("href=\"([^\"]+/c/[^\"]+)\"")]
    private static partial Regex LinkRegex();
}
