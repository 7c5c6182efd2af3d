using PostPurchase.Core.Offers;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

/// <summary>The campaign parameters that links carry, and where a link leads while its page is gone.</summary>
public sealed class CampaignTests
{
    [Fact]
    public void The_shops_own_products_say_where_the_visitor_came_from() =>
        Assert.Equal("https://shop.example/p?utm_source=postpurchase&utm_medium=email&utm_campaign=new-buyer", LinkOf("program: own"));

    [Theory]
    [InlineData("https://shop.example/p?utm_campaign=mine")]
    [InlineData("https://shop.example/p?a=1&UTM_Source=x#top")]
    public void A_link_that_has_campaign_parameters_stays_as_it_is(string url) => Assert.Equal(url, LinkOf("program: own", url));

    [Fact]
    public void A_store_says_its_own_and_may_name_journey_and_step() =>
        Assert.Equal(
            "https://shop.example/p?utm_source=shop&utm_medium=email&utm_campaign=own-new-buyer&utm_content=suggest#top",
            LinkOf("program: own\nutm: { source: shop, campaign: \"{program}-{journey}\", content: \"{step}\" }", "https://shop.example/p#top"));

    [Fact]
    public void A_store_may_have_none() => Assert.Equal("https://shop.example/p", LinkOf("program: own\nutm: off"));

    [Fact]
    public void A_program_of_no_network_has_its_key_and_the_sub_id() =>
        Assert.Equal("https://shop.example/p?utm_content={token}&utm_source=postpurchase&utm_medium=email&utm_campaign=peak", LinkOf("program: peak\nnetwork: direct"));

    [Fact]
    public void A_program_of_a_network_has_none_unless_it_says_so()
    {
        Assert.Equal("https://shop.example/p?subId1={token}", LinkOf("program: peak\nnetwork: impact"));
        Assert.Equal("https://shop.example/p?subId1={token}&utm_source=postpurchase&utm_medium=email&utm_campaign=new-buyer", LinkOf("program: peak\nnetwork: impact\nutm: { }"));
    }

    [Theory]
    [InlineData("https://www.shop.example/all", "https://www.shop.example/all?subId1={token}")]
    [InlineData("https://mine.invalid/x", "https://mine.invalid/x")]
    public void A_fallback_on_the_same_site_earns_and_one_elsewhere_is_linked_as_it_is(string fallback, string expected) =>
        Assert.Equal(expected, Read("program: peak\nnetwork: impact", "https://shop.example/p", $", fallback_url: \"{fallback}\"").FallbackIn("new-buyer", "suggest"));

    [Fact]
    public void An_offer_without_a_fallback_has_none() => Assert.Null(Read("program: peak\nnetwork: impact", "https://shop.example/p").FallbackIn("new-buyer", "suggest"));

    private static string LinkOf(string head, string url = "https://shop.example/p") => Read(head, url).LinkIn("new-buyer", "suggest");

    private static Offer Read(string head, string url, string more = "")
    {
        var reading = OfferFile.Read("x.yaml", $"{head}\noffers: [ {{ id: a, name: A, url: \"{url}\"{more} }} ]");
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Offers);
    }
}
