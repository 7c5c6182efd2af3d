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

        var now = ProgramTerms.Now([In(Of("alpha", EmailRule.Yes, null)), In(null), In(Of("two", EmailRule.Yes, null)), In(Of("two", EmailRule.No, null))], known);

        Assert.Equal([("alpha", EmailRule.Yes), ("two", EmailRule.No), ("gone", EmailRule.No)], now.Select(one => (one.Program.Key, one.Program.EmailAllowed)));
    }

    [Theory]
    [InlineData("https://www.awin1.com/cread.php?awinmid=111&awinaffid=9&clickref={token}&ued={url}")]
    [InlineData("https://www.awin1.com/cread.php?awinaffid=9&awinmid=111&ued={url}")]
    public void A_program_whose_links_another_one_has_now_is_forgotten(string link)
    {
        var now = ProgramTerms.Now([In(Of("alpha2", EmailRule.Yes, link))], [Of("alpha", EmailRule.No, "https://www.awin1.com/cread.php?awinmid=111&awinaffid=9&clickref={token}&ued={url}")]);

        Assert.Equal("alpha2", Assert.Single(now).Program.Key);
    }

    [Fact]
    public void One_without_a_link_is_forgotten_where_another_has_all_its_pages()
    {
        ProgramTerms known = new(new() { Key = "peak", Name = "Peak", Network = "awin", EmailAllowed = EmailRule.No }, ["https://peak.example/a"]);
        ProgramTerms taken = new(new() { Key = "peak2", Name = "Peak", Network = "awin", EmailAllowed = EmailRule.Yes }, ["https://peak.example/b", "https://peak.example/a"]);
        ProgramTerms other = taken with { Pages = ["https://peak.example/b"] };

        Assert.Equal(["peak2"], ProgramTerms.Now([In(taken)], [known]).Select(one => one.Program.Key));
        Assert.Equal(["peak2", "peak"], ProgramTerms.Now([In(other)], [known]).Select(one => one.Program.Key));
    }

    [Fact]
    public void A_torn_file_may_still_be_that_of_the_program_and_a_host_alone_takes_over_none()
    {
        const string Link = "https://www.awin1.com/cread.php?awinmid=111";
        var torn = OfferFile.Read("o.yaml", "\t: {");

        var beside = ProgramTerms.Now([torn, In(Of("alpha2", EmailRule.Yes, Link))], [Of("alpha", EmailRule.No, Link)]);
        var onHost = ProgramTerms.Now([In(Of("beta", EmailRule.Yes, "https://go.example/?u={url}"))], [Of("alpha", EmailRule.No, "https://go.example/?to={url}")]);

        Assert.Equal(["alpha2", "alpha"], beside.Select(one => one.Program.Key));
        Assert.Equal(["beta", "alpha"], onHost.Select(one => one.Program.Key));
    }

    [Fact]
    public void Terms_without_a_file_are_told_as_last_known_with_the_key_to_give_them_by()
    {
        var terms = new LinkTerms(ProgramTerms.Now([], [Of("alpha", EmailRule.No, "https://www.awin1.com/cread.php?awinmid=111")]));

        Assert.Equal(
            "a link of alpha is written out, and its terms say `email_allowed: no`, as they were last known: no file in workflows/offers that can be read is of the program `alpha`; "
            + "take it out, or say `email_allowed: yes` in a file of workflows/offers with `program: alpha` once you have their word",
            terms.Find("https://www.awin1.com/cread.php?awinmid=111")?.Refusal);
    }

    private static OfferReading In(ProgramTerms? terms) => new([], []) { Terms = terms };

    private static ProgramTerms Of(string key, EmailRule allowed, string? link, string network = "awin") => new(new() { Key = key, Name = key, Network = network, Link = link, EmailAllowed = allowed }, []);
}
