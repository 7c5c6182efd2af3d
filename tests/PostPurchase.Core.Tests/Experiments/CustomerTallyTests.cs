using NodaTime;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class CustomerTallyTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 10, 12, 0);
    private static readonly ArmMembership Arm = new(9, 1, Start, Duration.FromDays(30)) { Journey = 3, Step = 4 };

    private static readonly CustomerHistory Nobody = new() { Zone = DateTimeZone.Utc, IsTracked = true, Arms = [Arm] };

    [Fact]
    public void A_customer_who_did_nothing_is_one_observation_of_each_metric()
    {
        Assert.Equal(new TallySum(1, 0, 0), Of(Nobody, TallyKind.ArmClick));
        Assert.Equal(new TallySum(1, 0, 0), Of(Nobody, TallyKind.ArmRevenue));
        Assert.Equal(new TallySum(1, 0, 0), Of(Nobody, TallyKind.ArmUnsubscribe));
    }

    [Fact]
    public void What_counts_is_after_the_assignment_and_within_the_window()
    {
        var history = Nobody with
        {
            Orders = [Order(-5, 1000), Order(0, 2000), Order(1, 300), Order(29, 400), Order(30, 8000)],
            Spendings = [new(At(-5), 1200), new(At(-2), -200), new(At(0), 2000), new(At(1), 300), new(At(3), -2000)],
        };

        Assert.Equal(new TallySum(1, 700, 490_000), Of(history, TallyKind.ArmRevenue));
        Assert.Equal(new TallySum(1, 2, 4), Of(history, TallyKind.ArmOrders));
        Assert.Equal(new TallySum(1, 3000, 9_000_000), Of(history, TallyKind.ArmEarlier));
        Assert.Equal(700.0 * 3000, Of(history, TallyKind.ArmRevenueEarlier).Squares);
    }

    [Fact]
    public void Only_clicks_on_the_tested_mail_count_and_those_who_cannot_be_tracked_are_left_out()
    {
        var elsewhere = Nobody with { Clicks = [new(3, 5, At(1)), new(8, 4, At(1))] };

        Assert.Equal(0, Of(elsewhere, TallyKind.ArmClick).Total);
        Assert.Equal(1, Of(elsewhere with { Clicks = [new(3, 4, At(1)), new(3, 4, At(2))] }, TallyKind.ArmClick).Total);
        Assert.Equal(default, Of(elsewhere with { IsTracked = false }, TallyKind.ArmClick));
        Assert.Equal(1, Of(elsewhere with { IsTracked = false }, TallyKind.ArmConversion).Customers);
    }

    [Fact]
    public void Who_cannot_be_tracked_is_counted_among_the_assigned_also_before_they_are_compared()
    {
        var waiting = Nobody with { IsTracked = false, Arms = [Arm with { CountsFrom = At(30) }] };

        Assert.Equal((1L, 1L, 1L), (Of(waiting, TallyKind.ArmAssigned).Customers, Of(waiting, TallyKind.ArmWaiting).Customers, Of(waiting, TallyKind.ArmUntracked).Customers));
        Assert.Equal((1L, 0L), (Of(Nobody with { IsTracked = false }, TallyKind.ArmUntracked).Customers, Of(Nobody, TallyKind.ArmUntracked).Customers));
    }

    [Fact]
    public void A_commission_that_was_reversed_is_a_conversion_no_more()
    {
        Assert.Equal((1L, 450L), Conversion(Nobody with { Earnings = [new(At(3), 450)] }));
        Assert.Equal((0L, 0L), Conversion(Nobody with { Earnings = [new(At(3), 0)] }));
    }

    [Fact]
    public void What_came_with_the_assignment_is_no_outcome_of_it()
    {
        var atOnce = Nobody with { Earnings = [new(At(0), 450)], Unsubscribes = [At(0)] };

        Assert.Equal((0L, 0L), Conversion(atOnce));
        Assert.Equal(0, Of(atOnce, TallyKind.ArmUnsubscribe).Total);
        Assert.Equal(1, Of(Nobody with { Unsubscribes = [At(0), At(1)] }, TallyKind.ArmUnsubscribe).Total);
    }

    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(true, 0, 0)] // with the assignment
    [InlineData(true, 30, 0)]
    [InlineData(false, 1, 0)]
    public void A_no_to_offers_of_others_alone_is_an_unsubscribe_of_what_may_show_them(bool hasPartners, int day, long unsubscribed) => Assert.Equal(
        new TallySum(1, unsubscribed, unsubscribed), Of(Nobody with { Arms = [Arm with { HasPartners = hasPartners }], PartnerRefusals = [At(day)] }, TallyKind.ArmUnsubscribe));

    [Fact]
    public void Of_two_customers_who_are_one_the_first_assignment_counts()
    {
        var sums = CustomerTally.Of(Nobody with { Arms = [Arm with { Arm = 0, At = At(2) }, Arm] });

        Assert.Equal(1, sums[new(TallyKind.ArmConversion, 9, 1)].Customers);
        Assert.False(sums.ContainsKey(new(TallyKind.ArmConversion, 9, 0)));
    }

    [Fact]
    public void Months_count_in_the_stores_zone_and_a_month_counts_its_customer_once()
    {
        var zone = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];
        var orders = new OwnOrder[] { new(Instant.FromUtc(2026, 1, 31, 12, 0), 100), new(Instant.FromUtc(2026, 4, 2, 0, 0), 50), new(Instant.FromUtc(2026, 4, 9, 0, 0), 25) };
        var sums = CustomerTally.Of(new CustomerHistory { Zone = zone, IsTracked = true, Orders = orders });
        var february = (2026 * 12L) + 1;

        Assert.Equal(new TallySum(1, 75, 5625), sums[new(TallyKind.Cohort, february, 2)]);
        Assert.Equal(new TallySum(1, 2, 4), sums[new(TallyKind.CohortOrders, february, 2)]);
        Assert.Equal((1, 1), (sums[new(TallyKind.NextOrder, 0)].Customers, sums[new(TallyKind.NextOrder, 3)].Customers));
        Assert.Equal(1, sums[new(TallyKind.Repeat, 3)].Customers);
    }

    [Fact]
    public void A_customer_of_a_store_of_another_currency_is_counted_in_both_and_what_has_no_rate_apart()
    {
        var history = new CustomerHistory { Zone = DateTimeZone.Utc, IsTracked = true, Store = 7, IsForeign = true, Orders = [new(At(1), 100, 120), new(At(2), 50)] };
        var january = 2026 * 12L;

        var sums = CustomerTally.Of(history);

        Assert.Equal((150, 120), (sums[new(TallyKind.Revenue, january, 0, 7)].Total, sums[new(TallyKind.Revenue, january, 0, -7)].Total));
        Assert.Equal(50, sums[new(TallyKind.WithoutRate, january, CustomerTally.NumberOf(Currency.Parse("USD")), -7)].Total);
        Assert.Equal(2, sums[new(TallyKind.RevenueOrders, january, 0, 7)].Total);
        Assert.DoesNotContain(sums.Keys, key => key.Store == -7 && !key.Kind.IsMoneyOfStore());
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(30, 1L)]
    [InlineData(90, 1L)]
    public void Whether_a_customer_ordered_again_counts_once_their_time_for_it_is_over(int days, long? again)
    {
        var history = Nobody with { Arms = [], Orders = [Order(31, 900), Order(0, 500), Order(2, 300), Order(30, 40)], CountedAt = At(days) };

        var sums = CustomerTally.Of(history);

        long? Total(TallyKind kind) => sums.TryGetValue(new(kind, 0), out var sum) ? sum.Total : null;
        Assert.Equal((again, again * 340), (Total(TallyKind.OrderedAgain), Total(TallyKind.OrderedAgainRevenue)));
        Assert.Equal(again is null, CustomerTally.ChangesAt(history) == At(30));
    }

    [Fact]
    public void What_changes_next_is_the_window_that_is_over_first() => Assert.Equal(
        At(5), CustomerTally.ChangesAt(Nobody with { Arms = [Arm with { CountsFrom = At(9) }, Arm, Arm with { CountsFrom = At(5) }], Orders = [Order(0, 1)], CountedAt = At(1) }));

    [Fact]
    public void A_currency_comes_out_of_a_key_as_it_went_in() =>
        Assert.All(["USD", "EUR", "JPY", "AED", "ZWL"], code => Assert.Equal(code, CustomerTally.CurrencyOf(CustomerTally.NumberOf(Currency.Parse(code))).Code));

    [Fact]
    public void A_customer_of_a_store_whose_currency_had_no_rate_is_in_no_amount_of_an_arm_and_in_all_counts()
    {
        var history = Nobody with { Store = 7, IsForeign = true, Arms = [Arm with { HasRate = false }], Orders = [new(At(1), 100)] };

        Assert.Equal(default, Of(history, TallyKind.ArmRevenue));
        Assert.Equal((1, 1), (Of(history, TallyKind.ArmOrders).Customers, Of(history, TallyKind.ArmConversion).Total));
    }

    [Fact]
    public void An_order_and_a_commission_without_a_rate_are_in_no_amount_of_an_arm_and_named_by_arm_and_currency()
    {
        var pounds = Currency.Parse("GBP");
        var history = Nobody with
        {
            Orders = [new(At(1), 100), new(At(2), null) { Paid = new(2000, pounds) }, new(At(31), null) { Paid = new(9000, pounds) }],
            Earnings = [new(At(3), 0) { Stands = true, HasRate = false, Reported = new(450, pounds) }],
        };

        var sums = CustomerTally.Of(history);

        Assert.Equal((100L, 2L), (Of(history, TallyKind.ArmRevenue).Total, Of(history, TallyKind.ArmOrders).Total));
        Assert.Equal(new TallySum(1, 2000, 4_000_000), sums[new(TallyKind.ArmWithoutRate, 9, TallyKinds.OfArm(1, pounds))]);
        Assert.Equal(450, sums[new(TallyKind.ArmCommissionWithoutRate, 9, TallyKinds.OfArm(1, pounds))].Total);
    }

    [Fact]
    public void Who_does_not_count_yet_or_changed_sides_is_assigned_and_in_no_figure()
    {
        var bought = Nobody with { Orders = [new(At(1), 100)] };

        var (waiting, changed) = (bought with { Arms = [Arm with { CountsFrom = At(30) }] }, bought with { Arms = [Arm with { KeepsSide = false, CountsFrom = At(30) }] });

        Assert.Equal((1L, 1L, 0L), (Of(waiting, TallyKind.ArmAssigned).Customers, Of(waiting, TallyKind.ArmWaiting).Customers, Of(waiting, TallyKind.ArmChangedSide).Customers));
        Assert.Equal((1L, 0L, 1L), (Of(changed, TallyKind.ArmAssigned).Customers, Of(changed, TallyKind.ArmWaiting).Customers, Of(changed, TallyKind.ArmChangedSide).Customers));
        Assert.All([waiting, changed], one => Assert.Equal(default, Of(one, TallyKind.ArmConversion)));
    }

    private static (long, long) Conversion(CustomerHistory history) => (Of(history, TallyKind.ArmConversion).Total, Of(history, TallyKind.ArmCommission).Total);

    private static TallySum Of(CustomerHistory history, TallyKind kind) => CustomerTally.Of(history).GetValueOrDefault(new TallyKey(kind, 9, 1));

    private static OwnOrder Order(double days, long value) => new(At(days), value);

    private static Instant At(double days) => Start + Duration.FromDays(days);
}
