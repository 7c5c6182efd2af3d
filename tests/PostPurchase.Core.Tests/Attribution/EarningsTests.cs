using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution;

public sealed class EarningsTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    private static readonly MailFacts WithOffer = new("buyer", "suggest", new Dictionary<string, string> { ["cta"] = "exclusive" }, [
        new(LinkKind.Offer, "https://a.example/?subId1={token}", "poles", "peak"), new(LinkKind.Content, "https://shop.example/care", null, null), new(LinkKind.Offer, "https://b.example/", "gone", null)]);

    private static readonly MailFacts WithoutLinks = new("buyer", "thanks", new Dictionary<string, string>(), []);

    private static readonly EarningsFact[] Facts =
    [
        new(WithOffer, null, new() { Sends = 1000 }), new(WithoutLinks, null, new() { Sends = 10 }),
        new(WithOffer, 1, new() { Clicks = 4 }), new(WithOffer, 2, new() { Clicks = 3, Orders = 0.5, Revenue = 20_00 }),
        new(WithOffer, 1, new() { Conversions = 1, Pending = 5_00, Approved = 3_00, Reversed = 2_00, Sale = 90_00 }) { Program = "peak" },
        new(WithOffer, 3, new() { Conversions = 1, Paid = 7_00 }) { Program = "old" }, new(WithOffer, 9, new() { Conversions = 1, Paid = 1_00 }),
        new(WithOffer, null, new() { Conversions = 1, Approved = 11_00 }), new(WithoutLinks, null, new() { Conversions = 1, Pending = 13_00 }),
    ];

    [Fact]
    public void What_was_earned_adds_up_to_the_same_by_whatever_it_is_grouped()
    {
        var total = Sum(Facts.Select(fact => fact.Figures));

        Assert.All(Enum.GetValues<EarningsBy>(), by => Assert.Equal(total, Sum(Earnings.By(by, Facts, Usd).Select(row => row.Figures))));
    }

    [Fact]
    public void What_is_of_no_offer_has_a_row_of_its_own() =>
        Assert.Equal("no offer: 10 3 2500; poles: 1000 4 800; gone: 1000 0 700", Rows(EarningsBy.Offer));

    [Fact]
    public void A_sale_is_of_the_program_that_it_was_booked_with_also_where_its_offer_has_none_any_more() =>
        Assert.Equal("no program: 10 3 2500; peak: 1000 4 800; old: 0 0 700", Rows(EarningsBy.Program));

    [Fact]
    public void What_is_of_no_link_or_variant_is_of_none_of_its_step()
    {
        Assert.Contains("buyer / thanks / no link: 10 0 1300", Rows(EarningsBy.Slot), StringComparison.Ordinal);
        Assert.Contains("buyer / thanks / no variant: 10 0 1300", Rows(EarningsBy.Variant), StringComparison.Ordinal);
    }

    // Mails count for each of their offers and links: how many left does not add up.
    private static EarningsFigures Sum(IEnumerable<EarningsFigures> figures) => figures.Aggregate(default(EarningsFigures), (sum, one) => sum + one) with { Sends = 0 };

    private static string Rows(EarningsBy by) => string.Join("; ", Earnings.By(by, Facts, Usd).Select(row => $"{row.Key}: {row.Figures.Sends} {row.Figures.Clicks} {row.Figures.Commission}"));
}
