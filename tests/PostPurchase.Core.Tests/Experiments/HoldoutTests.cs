using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class HoldoutTests
{
    [Fact]
    public void The_rate_is_kept()
    {
        var held = Enumerable.Range(0, 100_000).LongCount(owner => Holdout.Contains("new-buyer", owner, 0.1));

        Assert.InRange(SampleRatio.PValue([held, 100_000 - held], [0.1, 0.9]), 0.01, 1);
    }

    [Fact]
    public void A_higher_rate_keeps_those_of_the_lower()
    {
        for (long owner = 0; owner < 10_000; owner++)
            Assert.True(!Holdout.Contains("j", owner, 0.05) || Holdout.Contains("j", owner, 0.1));
    }

    [Fact]
    public void Who_changes_sides_between_two_rates_is_told_by_the_hash_alone()
    {
        for (long owner = 0; owner < 10_000; owner++)
        {
            var changes = Holdout.Contains("j", owner, 0.05) != Holdout.Contains("j", owner, 0.1);
            Assert.Equal(!changes, Holdout.KeepsSide("j", owner, [0.05, 0.1, 0.05]));
        }

        Assert.True(Holdout.KeepsSide("", 1, [0.1]));
        Assert.False(Holdout.KeepsSide("j", 1, [0.1, 0]) || Holdout.KeepsSide("j", 1, [1]));
    }

    [Fact]
    public void Journeys_and_the_global_holdout_are_independent()
    {
        var cells = new long[4];
        for (long owner = 0; owner < 100_000; owner++)
            cells[(Holdout.Contains("j", owner, 0.5) ? 0 : 2) + (Holdout.ContainsGlobally(owner, 0.5) ? 0 : 1)]++;

        Assert.InRange(SampleRatio.PValue(cells, [1, 1, 1, 1]), 0.01, 1);
    }

    [Fact]
    public void Nothing_and_everything_are_rates()
    {
        Assert.DoesNotContain(Enumerable.Range(0, 1000), owner => Holdout.Contains("j", owner, 0));
        Assert.All(Enumerable.Range(0, 1000), owner => Assert.True(Holdout.Contains("j", owner, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holdout.Contains("j", 1, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holdout.ContainsGlobally(1, double.NaN));
    }

    [Fact]
    public void A_holdout_is_measured_in_money()
    {
        var effect = Assert.IsType<HoldoutEffect.Measured>(HoldoutEffect.Measure(new Sample.Mean(9000, 45_000, 2_000_000), new Sample.Mean(1000, 3_000, 150_000)));

        Assert.Equal(2, effect.PerCustomer.Expected, 12);
        Assert.Equal(18_000, effect.Total, 6);
        Assert.True(effect.TotalBetween.Contains(18_000));
        Assert.InRange(effect.MoreCustomers!.Value, 50_000, 1_000_000);
    }

    [Fact]
    public void What_a_holdout_lacks_is_told_in_customers_and_in_the_orders_that_they_place_whatever_the_metric()
    {
        var (mailed, heldOut) = (new Sample.Mean(9000, 1800, 2000), new Sample.Mean(1000, 200, 230));
        var unsubscribes = HoldoutEffect.Measure(new Sample.Proportion(9000, 90), new Sample.Proportion(1000, 10)).MoreCustomers;

        var orders = HoldoutEffect.OrdersOf(unsubscribes, mailed, heldOut);

        Assert.InRange(unsubscribes!.Value, 100_000, 10_000_000);
        Assert.Equal((long)Math.Ceiling(unsubscribes.Value * 0.2), orders); // 2,000 orders of 10,000 customers
        Assert.Equal(0, HoldoutEffect.OrdersOf(0, mailed, heldOut));
        Assert.Null(HoldoutEffect.OrdersOf(unsubscribes, new Sample.Mean(9, 0, 0), new Sample.Mean(1, 0, 0)));
    }

    [Fact]
    public void A_side_without_orders_says_what_is_missing()
    {
        var effect = Assert.IsType<HoldoutEffect.NotEnoughData>(HoldoutEffect.Measure(new Sample.Mean(50, 90, 4100), new Sample.Mean(5, 0, 0)));

        Assert.Equal("nobody of the control has done it yet: there is nothing to compare", effect.Why);
        Assert.InRange(effect.MoreCustomers!.Value, 10_000, 1_000_000);
    }

    [Fact]
    public void Where_nobody_who_was_held_out_bought_it_takes_as_many_as_bring_the_first_of_them()
    {
        // 40 orders of 400 customers, half of them held out: one in ten buys, and every second one who comes is held out.
        var effect = HoldoutEffect.Measure(new Sample.Mean(200, 2000, 100_000), new Sample.Mean(200, 0, 0));

        Assert.Equal(20, Assert.IsType<HoldoutEffect.NotEnoughData>(effect).MoreCustomers);
    }

    [Theory]
    [InlineData(9000, 90, 1000, 0, true)]
    [InlineData(795, 12, 189, 0, false)]
    [InlineData(9000, 9000, 1000, 900, true)]
    public void A_side_of_which_nobody_or_everybody_did_it_is_compared_as_a_verdict_compares_it_and_differs_by_what_was_counted(long mailed, long did, long heldOut, long didThere, bool isProven)
    {
        var effect = Assert.IsType<HoldoutEffect.Measured>(HoldoutEffect.Measure(new Sample.Proportion(mailed, did), new Sample.Proportion(heldOut, didThere)));

        var difference = ((double)did / mailed) - ((double)didThere / heldOut);
        Assert.Equal(isProven, effect.IsProven);
        Assert.Equal((difference, difference * mailed), (effect.PerCustomer.Expected, effect.Total));
        Assert.True(effect.PerCustomer.Confidence.Contains(difference) && effect.TotalBetween.Contains(effect.Total));
    }

    [Fact]
    public void An_interval_that_would_not_hold_the_counted_difference_reaches_as_far_as_it()
    {
        var narrow = new Comparison.Frequentist(0.010, new Interval(0.008, 0.012), 0.001, 0.001);

        var shown = narrow.AsCounted(new Sample.Proportion(100, 0), new Sample.Proportion(1000, 15));

        Assert.Equal((0.015, new Interval(0.008, 0.015)), (shown.Expected, shown.Confidence));
    }

    [Theory]
    [InlineData(9000, 90, 99)] // too few held out
    [InlineData(9000, 0, 1000)] // nobody on either side
    public void A_rate_of_nothing_is_not_compared_with_few_customers_or_with_another_of_nothing(long mailed, long unsubscribed, long heldOut) =>
        Assert.IsType<HoldoutEffect.NotEnoughData>(HoldoutEffect.Measure(new Sample.Proportion(mailed, unsubscribed), new Sample.Proportion(heldOut, 0)));

    [Theory]
    [InlineData(50, 90, 0, 0)]
    [InlineData(0, 0, 5, 9)]
    [InlineData(50, 0, 5, 0)]
    [InlineData(0, 0, 0, 0)]
    public void No_missing_number_is_made_up_for_an_empty_side_or_where_nobody_bought(long mailed, double spent, long heldOut, double spentThere)
    {
        var effect = HoldoutEffect.Measure(new Sample.Mean(mailed, spent, spent * 40), new Sample.Mean(heldOut, spentThere, spentThere * 40));

        Assert.IsType<HoldoutEffect.NotEnoughData>(effect);
        Assert.Null(effect.MoreCustomers);
    }
}
