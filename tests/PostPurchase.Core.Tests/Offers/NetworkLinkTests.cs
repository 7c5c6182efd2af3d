using PostPurchase.Core.Offers;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

public sealed class NetworkLinkTests
{
    private const string Token = "abcdefghijklmnopqrst";

    // As the networks document them, with ids of nobody.
    private static readonly Dictionary<string, string?> Programs = new()
    {
        ["impact"] = "https://partner.pxf.example/c/111/222/333?u={url}&subId1={token}",
        ["cj"] = "https://www.anrdoezrs.example/click-1-2?url={url}",
        ["awin"] = "https://www.awin1.example/cread.php?awinmid=1&awinaffid=2&ued={url}",
        ["rakuten"] = "https://click.linksynergy.example/deeplink?id=AbCdEfGhIjK&mid=1&murl={url}",
        ["shareasale"] = "https://shareasale.example/r.cfm?u=1&b=2&m=3&urllink={url}",
        ["clickbank"] = null,
        ["amazon"] = "https://www.amazon.example/?tag=shop-20",
        ["ebay"] = "https://www.ebay.example/?mkevt=1&mkcid=1&mkrid=711-53200&campid=5338000000&toolid=10001",
        ["skimlinks"] = "https://go.skimresources.example/?id=1X2&xs=1&url={url}",
        ["flexoffers"] = "https://track.flexlinkspro.example/a.ashx?foid=1.2&foc=1&fot=9999&fos=1&url={url}",
        ["partnerstack"] = null,
        ["partnerize"] = "https://prf.example/click/camref:1100l/destination:{url}",
        ["tradedoubler"] = "https://clk.tradedoubler.example/click?p=1&a=2&url={url}",
        ["webgains"] = "https://track.webgains.example/click.html?wgcampaignid=1&wgprogramid=2&wgtarget={url}",
        ["admitad"] = "https://ad.admitad.example/g/abc/?ulp={url}",
        ["everflow"] = null,
        ["direct"] = null,
    };

    private static readonly string[] Targets =
    [
        "https://shop.example/p",
        "https://shop.example/p?a=1&b=2",
        "https://shop.example/p?a=%20x&b=50%25+off",
        "https://shop.example/p?q=a+b#top",
        "https://shop.example/p#only",
        "https://shop.example/straße/größe?q=日本",
        "https://bücher.example/p?x=1",
        "https://shop.example/p?subId1=old&sid=old&clickref=old&u1=old&epi=old&url=https%3A%2F%2Fother.example%2F%3Fx%3D1",
        "https://shop.example/p?t={token}&u={url}",
        "https://shop.example/p?empty=&flag&&x==y",
        "https://shop.example/a b?c=d e",
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var network in NetworkLink.Known)
            {
                foreach (var target in Targets) cases.Add(network, target);
            }

            return cases;
        }
    }

    /// <summary>Built, followed and read back: the sub-id is ours, the target is the page, encoded exactly once.</summary>
    [Theory]
    [InlineData("impact", "https://p.example/c/1/2/3?u={url}&foo={token}", "subId1={token}")]
    [InlineData("impact", "https://p.example/c/1/2/3?u={url}&subid1={token}", "subId1={token}")]
    [InlineData("awin", "https://a.example/cread.php?awinmid=1&ClickRef={token}&ued={url}", "clickref={token}")]
    [InlineData("partnerize", "https://prf.example/click/camref:1/ref:{token}/destination:{url}", "pubref:{token}")]
    [InlineData("awin", "https://a.example/cread.php?awinmid=1&clickref={token}", "ued={url}")]
    public void A_link_that_will_not_bring_its_sales_back_is_odd(string network, string link, string advice) => Assert.Contains(advice, NetworkLink.Oddness(link, network), StringComparison.Ordinal);

    [Theory]
    [InlineData("impact", "https://p.example/c/1/2/3?u={url}&subId2={token}")]
    [InlineData("partnerstack", "https://p.example/abc?sid={token}")]
    [InlineData("direct", "https://p.example/go?to={url}&ref={token}")]
    public void A_link_with_any_sub_id_that_comes_back_is_not_odd(string network, string link) => Assert.Null(NetworkLink.Oddness(link, network));

    [Fact]
    public void Tradedoublers_sub_id_goes_before_the_target_wherever_the_program_says_it() => Assert.Equal(
        "https://clk.tradedoubler.example/click?p=1&a=2&epi={token}&url=https%3A%2F%2Fx.example%2Fp",
        NetworkLink.Build("https://clk.tradedoubler.example/click?p=1&a=2&url={url}&epi={token}", "tradedoubler", "https://x.example/p"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_link_is_built_and_read_back(string network, string target)
    {
        var built = NetworkLink.Build(Programs[network], network, target);
        var followed = built.Replace(NetworkLink.TokenMark, Token, StringComparison.Ordinal);

        Assert.Equal(Token, NetworkLink.SubIdOf(followed, network));
        Assert.Single(built.Split(NetworkLink.TokenMark).Skip(1));
        Assert.True(Uri.TryCreate(followed, UriKind.Absolute, out _) && followed.All(char.IsAscii), followed);
        if (Programs[network]?.Contains(NetworkLink.TargetMark, StringComparison.Ordinal) != true) return;
        Assert.True(NetworkLink.TryReadTarget(followed, network, out var read));
        Assert.Equal(WebText.ToAscii(target.Replace("{token}", "%7Btoken%7D", StringComparison.Ordinal)), read);
    }

    [Fact]
    public void Every_network_has_a_case() => Assert.Equal(NetworkLink.Known.Order(), Programs.Keys.Order());

    [Fact]
    public void A_token_fits_every_network() => Assert.All(NetworkLink.Known, network => Assert.True(NetworkLink.LongestSubId(network) >= Token.Length));

    [Theory]
    [InlineData("tradedoubler", "https://clk.tradedoubler.example/click?p=1&a=2&epi={token}&url=https%3A%2F%2Fx.example%2Fp")]
    [InlineData("shareasale", "https://shareasale.example/r.cfm?u=1&b=2&m=3&afftrack={token}&urllink=x.example%2Fp")]
    [InlineData("ebay", "https://x.example/p?mkevt=1&mkcid=1&mkrid=711-53200&campid=5338000000&toolid=10001&customid={token}")]
    [InlineData("amazon", "https://x.example/p?tag=shop-20&ascsubtag={token}")]
    [InlineData("rakuten", "https://click.linksynergy.example/deeplink?id=AbCdEfGhIjK&mid=1&u1={token}&murl=https%3A%2F%2Fx.example%2Fp")]
    [InlineData("partnerize", "https://prf.example/click/camref:1100l/pubref:{token}/destination:https%3A%2F%2Fx.example%2Fp")]
    [InlineData("impact", "https://partner.pxf.example/c/111/222/333?u=https%3A%2F%2Fx.example%2Fp&subId1={token}")]
    public void Each_network_has_its_sub_id_at_its_place(string network, string expected) => Assert.Equal(expected, NetworkLink.Build(Programs[network], network, "https://x.example/p"));

    [Fact]
    public void A_sub_id_that_is_there_in_another_casing_is_replaced() =>
        Assert.Equal("https://t.example/c?u=x&subId1={token}", NetworkLink.WithToken("https://t.example/c?SUBID1=old&u=x&subid1=older", "impact").Replace("subId1={token}&u=x", "u=x&subId1={token}", StringComparison.Ordinal));

    [Fact]
    public void Campaign_parameters_are_added_where_there_are_none_of_the_targets_own() =>
        Assert.Equal(
            "https://x.example/p?utm_source=mine&utm_content={token}&utm_medium=email&utm_campaign=peak%20%26%20co#top",
            WebText.WithCampaign("https://x.example/p?utm_source=mine&utm_content={token}#top", ("utm_source", "postpurchase"), ("utm_medium", "email"), ("utm_campaign", "peak & co")));
}
