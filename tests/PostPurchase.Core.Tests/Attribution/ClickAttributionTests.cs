using System.Globalization;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution;

public sealed class ClickAttributionTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 10, 12, 0);
    private static readonly Money Worth = new(100_01, Currency.Parse("USD"));
    private static readonly LinkClick[] Clicks = [Click(-1, 3, 2), Click(-4, 1, 1), Click(-4, 2, 1), Click(-9, 4, 1), Click(1, 5, 1), Click(-2, 3, 2)];

    [Fact]
    public void The_last_click_before_the_order_gets_all() => Assert.Equal([(3L, 100_01L)], Given(AttributionModel.LastClick));

    [Fact]
    public void The_first_click_of_the_window_gets_all() => Assert.Equal([(1L, 100_01L)], Given(AttributionModel.FirstClick));

    [Fact]
    public void Linear_gives_each_link_an_equal_part_and_the_parts_add_up() =>
        Assert.Equal([(1L, 33_34L), (2L, 33_34L), (3L, 33_33L)], Given(AttributionModel.Linear));

    [Fact]
    public void The_end_of_the_window_counts_and_what_is_before_it_does_not()
    {
        Assert.Single(ClickAttribution.Of(Noon, Worth, [Click(-5, 1, 1)], AttributionModel.LastClick, Duration.FromDays(5)));
        Assert.Empty(ClickAttribution.Of(Noon, Worth, [new(Noon - Duration.FromDays(5) - Duration.FromMilliseconds(1), new(1), 1)], AttributionModel.LastClick, Duration.FromDays(5)));
    }

    [Fact]
    public void Earnings_count_a_mail_for_each_of_its_links_and_a_click_for_one()
    {
        var mail = new MailFacts("buyer", "suggest", new Dictionary<string, string> { ["cta"] = "exclusive" }, [
            new(LinkKind.Offer, "https://a.example/?subId1={token}", "poles", "peak"), new(LinkKind.Content, "https://shop.example/care", null, null), new(LinkKind.Service, "https://shop.example/o", null, null)]);
        EarningsFact[] facts = [new(mail, null, new() { Sends = 1000 }), new(mail, 1, new() { Clicks = 4 }), new(mail, 1, new() { Conversions = 1, Pending = 5_00, Approved = 3_00, Reversed = 2_00 })];

        string Rows(EarningsBy by) => string.Join("; ", Earnings.By(by, facts, Worth.Currency).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key}: {row.Figures.Sends} {row.Figures.Clicks} {row.Figures.Commission} {row.EarningsPerClick:0.00} {row.PerThousandSends:0.00}")));

        Assert.Equal("buyer / suggest: 1000 4 800 2.00 8.00", Rows(EarningsBy.Step));
        Assert.Equal("buyer / suggest / cta=exclusive: 1000 4 800 2.00 8.00", Rows(EarningsBy.Variant));
        Assert.Equal("poles: 1000 4 800 2.00 8.00; https://shop.example/care: 1000 0 0  0.00", Rows(EarningsBy.Link));
        Assert.Equal("peak: 1000 4 800 2.00 8.00", Rows(EarningsBy.Program));
    }

    private static IEnumerable<(long, long)> Given(AttributionModel model) => ClickAttribution.Of(Noon, Worth, Clicks, model, ClickAttribution.UsualWindow).Select(credit => (credit.Click.Send.Value, credit.Amount.Minor));

    private static LinkClick Click(int days, long send, int slot) => new(Noon + Duration.FromDays(days), new SendId(send), slot);
}
