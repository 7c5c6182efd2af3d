using PostPurchase.Core.Compliance;
using PostPurchase.Core.Offers;
using Xunit;

namespace PostPurchase.Core.Tests.Compliance;

public sealed class LinkTermsTests
{
    private static readonly LinkTerms s_terms = new(
    [
        Of("alpha", EmailRule.Yes, "https://www.awin1.com/cread.php?awinmid=111&awinaffid=9&clickref={token}&ued={url}"),
        Of("beta", EmailRule.No, "https://www.awin1.com/cread.php?awinmid=222&awinaffid=9&clickref={token}&ued={url}"),
        Of("gamma", EmailRule.Yes, "https://shop.pxf.io/c/1/22/333?u={url}", "impact"),
        Of("delta", EmailRule.Approval, "https://shop.pxf.io/c/1/22/444?u={url}", "impact"),
    ]);

    [Theory]
    [InlineData("https://www.awin1.com/cread.php?awinaffid=9&awinmid=111&ued=https%3A%2F%2Fa.example", "alpha")]
    [InlineData("https://www.awin1.com/cread.php?awinmid=222&awinaffid=9", "beta")]
    [InlineData("https://shop.pxf.io/c/1/22/333?u=x", "gamma")]
    [InlineData("https://shop.pxf.io/c/1/22/444", "delta")]
    public void A_link_is_of_the_program_whose_fixed_parts_it_has(string url, string program) => Assert.Equal(program, s_terms.Find(url)?.Program?.Key);

    [Theory]
    [InlineData("https://www.awin1.com/cread.php?awinmid=333&awinaffid=9", "beta")]
    [InlineData("https://shop.pxf.io/abc", "delta")]
    public void One_that_may_be_of_several_is_judged_by_the_strictest(string url, string program) => Assert.Equal(program, s_terms.Find(url)?.Program?.Key);

    [Theory]
    [InlineData("https://shop.example/?u=https://www.awin1.com/")]
    [InlineData("mailto:me@awin1.com")]
    [InlineData("no address")]
    public void Any_other_address_is_of_nobody(string url) => Assert.Null(s_terms.Find(url));

    [Fact]
    public void A_network_without_a_file_has_no_terms_and_amazon_forbids_redirects_even_so()
    {
        Assert.Equal(new WrittenLink("cj", null, true), LinkTerms.None.Find("https://www.anrdoezrs.net/x"));
        Assert.Equal(new WrittenLink("amazon", null, false), LinkTerms.None.Find("https://www.amazon.de/dp/1"));
    }

    [Fact]
    public void A_page_of_a_program_is_its_link_too()
    {
        var terms = new LinkTerms([new(new() { Key = "peak", Name = "Peak", EmailAllowed = EmailRule.No, RedirectAllowed = false }, ["https://peak.example/a"])]);

        Assert.Equal(("peak", false), (terms.Find("https://peak.example/a")!.Program!.Key, terms.Find("https://peak.example/a")!.MayBeWrapped));
        Assert.Null(terms.Find("https://peak.example/b"));
    }

    [Fact]
    public void Terms_can_be_read_from_a_file_that_has_an_error_elsewhere()
    {
        var reading = OfferFile.Read("o.yaml", "program: peak\nnetwork: awin\ncommission: nine\nterms: { email_allowed: \"no\" }\noffers: [ { id: a, name: Stove, url: \"https://peak.example/a\" } ]\n");

        Assert.Null(reading.Program);
        Assert.Equal((EmailRule.No, "https://peak.example/a"), (reading.Terms!.Program.EmailAllowed, Assert.Single(reading.Terms.Pages)));
    }

    [Fact]
    public void What_files_say_now_counts_before_what_was_known_and_the_strictest_of_them()
    {
        var known = new[] { Of("alpha", EmailRule.No, null), Of("gone", EmailRule.No, null) };

        var now = ProgramTerms.Now([Of("alpha", EmailRule.Yes, null), null, Of("two", EmailRule.Yes, null), Of("two", EmailRule.No, null)], known);

        Assert.Equal([("alpha", EmailRule.Yes), ("two", EmailRule.No), ("gone", EmailRule.No)], now.Select(one => (one.Program.Key, one.Program.EmailAllowed)));
    }

    private static ProgramTerms Of(string key, EmailRule allowed, string? link, string network = "awin") => new(new() { Key = key, Name = key, Network = network, Link = link, EmailAllowed = allowed }, []);
}
