using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

public sealed class OfferTests
{
    private const string File = """
        program: peak-partners
        name: Peak Partners
        network: impact
        terms: { email_allowed: yes, disclosure: "Ad" }
        commission: 8%
        offers:
          - { id: poles, name: Carbon poles, url: "https://partner.example/p?a=1", price: "79.00 USD", category: poles, complements: [backpacks] }
          - { id: stove, name: Stove, url: "https://partner.example/s", price: "49.00 EUR", complements: [backpacks] }
          - { id: tent, name: Tent, url: "https://partner.example/t", in_stock: false, complements: [backpacks] }
        """;

    [Theory]
    [InlineData("0d", 1)]
    [InlineData("0h", 1)]
    [InlineData("1h", 0)]
    public void Codes_that_are_over_at_once_are_refused(string validity, int expected)
    {
        var problems = OfferFile.Read("x.yaml", $"coupons: [ {{ pool: back, summary: 10 EUR off, valid_for: {validity} }} ]").Problems;

        Assert.Equal(expected, problems.Count(problem => problem is { IsError: true, Path: "coupons[0].valid_for" }));
    }

    [Fact]
    public void A_file_reads_into_offers_of_its_program()
    {
        var reading = OfferFile.Read("peak.yaml", File);

        Assert.Empty(reading.Problems);
        Assert.Equal(["poles", "stove", "tent"], reading.Offers.Select(offer => offer.Id));
        Assert.Equal((0.08, "79.00"), (reading.Offers[0].Program.Commission.Rate, reading.Offers[0].Price!.Value.ToString()));
    }

    [Fact]
    public void Mistakes_are_told_with_their_places() =>
        Assert.Equal(
            ["x.yaml:1:1: error PP102 the offers file has no `program`: Key of the program; `own` is the shop's own catalogue.", "x.yaml:1:27: error PP103 `offers[0].price` is `79 dollars`; expected a price such as \"79.00 USD\""],
            OfferFile.Read("x.yaml", "offers: [ { id: a, price: 79 dollars, name: A, url: \"https://x.example\" } ]").Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("https://shop.example/p", "impact", "https://shop.example/p?subId1={token}")]
    [InlineData("https://shop.example/p?a=1&subId1=old#top", "impact", "https://shop.example/p?a=1&subId1={token}#top")]
    [InlineData("https://shop.example/p?q=%C3%BC+x", "awin", "https://shop.example/p?q=%C3%BC+x&clickref={token}")]
    public void The_sub_id_goes_into_the_networks_own_parameter(string url, string network, string expected) =>
        Assert.Equal(expected, NetworkLink.WithToken(url, network));

    [Fact]
    public void A_link_template_encodes_the_target_exactly_once()
    {
        var program = new OfferProgram { Key = "p", Name = "P", Network = "impact", Link = "https://track.example/c?u={url}&subId1={token}" };

        var url = new Offer { Id = "a", Program = program, Name = "A", Url = "https://shop.example/p?a=1&b=%20#x" }.TrackedUrl;

        Assert.Equal("https://track.example/c?u=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1%26b%3D%2520%23x&subId1={token}", url);
    }

    [Fact]
    public void Only_what_relates_fits_and_is_to_be_had_is_picked_with_its_reason()
    {
        var picked = OfferPicker.Pick(OfferFile.Read("peak.yaml", File).Offers, Request());

        Assert.Equal([("poles", "Goes with your Trail backpack")], picked.Offers.Select(pair => (pair.Offer.Id, pair.Why)));
        Assert.Equal([("stove", "its price is in EUR"), ("tent", "out of stock")], picked.Left.Select(left => (left.Id, left.Reason)).Order());
    }

    [Fact]
    public void What_the_customer_owns_is_not_offered_again() =>
        Assert.Empty(OfferPicker.Pick(OfferFile.Read("peak.yaml", File).Offers, Request() with { Owned = new HashSet<string> { "poles" } }).Offers);

    [Fact]
    public void A_program_that_does_not_allow_mail_is_never_mailed() =>
        Assert.Empty(OfferPicker.Pick(OfferFile.Read("peak.yaml", File.Replace("email_allowed: yes", "email_allowed: approval", StringComparison.Ordinal)).Offers, Request()).Offers);

    private static PickRequest Request() => new()
    {
        Pick = "cross_sell",
        Count = 3,
        Owner = new(7),
        Step = "suggest",
        Lines = [new() { Id = "l1", ProductId = "p1", Name = "Trail backpack", Category = "backpacks" }],
        Country = "US",
        Currency = Currency.Parse("USD"),
        Today = new LocalDate(2026, 1, 5),
    };

    [Fact]
    public void An_odd_link_is_told_and_its_offers_are_there()
    {
        var reading = OfferFile.Read("x.yaml", """
            program: x
            network: impact
            link: "https://p.example/c/1/2/3?u={url}&foo={token}"
            offers: [ { id: a, name: A, url: "https://x.example/a", price: "5.00 USD" } ]
            """);

        Assert.Equal((3, false, 1), (Assert.Single(reading.Problems).Line, reading.Problems[0].IsError, reading.Offers.Count));
    }

    [Fact]
    public void A_price_names_a_currency_that_there_is() =>
        Assert.Single(OfferFile.Read("x.yaml", "program: x\noffers: [ { id: a, name: A, url: \"https://x.example/a\", price: \"5.00 XXZ\" } ]").Problems);
}
