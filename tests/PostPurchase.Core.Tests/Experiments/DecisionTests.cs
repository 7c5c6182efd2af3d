using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class DecisionTests
{
    [Fact]
    public void Few_recipients_are_not_enough_and_the_wait_is_said()
    {
        var verdict = Decision.Decide([An.Arm("plain", new Sample.Proportion(40, 15)), An.Arm("picked", new Sample.Proportion(50, 15))], days: 9);

        var missing = Assert.IsType<Verdict.NotEnoughData>(verdict);
        Assert.Equal(120, missing.MoreRecipients); // 60 more for the smaller of two equal arms
        Assert.Equal(12, missing.DaysAtThisRate!.Value, 9);
        Assert.Equal("'plain' has 40 of at least 100 customers", missing.Why);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whom_the_metric_leaves_out_come_all_the_same_and_are_in_the_wait(bool isHalfApart)
    {
        // Half of those who are compared cannot be tracked; who is on neither side is not left out by the metric.
        ExperimentArm[] arms = [An.Arm("plain", new Sample.Proportion(40, 15), assigned: 80), An.Arm("picked", new Sample.Proportion(50, 15), assigned: 100)];
        if (isHalfApart) arms = [.. arms.Select(arm => arm with { Assigned = 2 * arm.Assigned, Compared = arm.Assigned })];

        var missing = Assert.IsType<Verdict.NotEnoughData>(Decision.Decide(arms, days: 9));

        Assert.Equal(240, missing.MoreRecipients); // 60 trackable ones more for the smaller of two equal arms
        Assert.Equal(isHalfApart ? 6 : 12, missing.DaysAtThisRate!.Value, 9);
    }

    [Theory]
    [InlineData(640, 100, 0, 30)] // all that it takes are there
    [InlineData(640, 70, 300, 42)] // 30 more for an arm that gets a tenth, at 25 a day
    public void Who_waits_for_the_end_of_a_window_is_counted_before_anybody_more_is_asked_for(long first, long second, long more, double days)
    {
        ExperimentArm Waits(string name, long waiting, double share) => An.Arm(name, new Sample.Proportion(0, 0), assigned: waiting) with { Compared = 0, Waiting = waiting, Share = share, Weight = waiting };

        var missing = Assert.IsType<Verdict.NotEnoughData>(Decision.Decide([Waits("plain", first, 0.9), Waits("x", second, 0.1)], (first + second) / 25.0, daysToWait: 30));

        Assert.Equal((more, first + second, "'plain' has 0 of at least 100 customers"), (missing.MoreRecipients, missing.Waiting, missing.Why));
        Assert.Equal(days, missing.DaysAtThisRate!.Value, 9);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(50_000, true)]
    public void What_those_who_wait_will_show_takes_nobody_more(long waiting, bool isEnough)
    {
        ExperimentArm[] arms = [An.Arm("a", new Sample.Proportion(5000, 250), assigned: 5000 + waiting), An.Arm("b", new Sample.Proportion(5000, 260), assigned: 5000 + waiting)];

        var open = Assert.IsType<Verdict.NoDifferenceYet>(Decision.Decide([.. arms.Select(arm => arm with { Compared = 5000, Waiting = waiting })], 10, daysToWait: waiting == 0 ? 0 : 30));

        Assert.Equal((isEnough, isEnough, 2 * waiting), (open.MoreRecipients == 0, open.DaysAtThisRate == 30, open.Waiting));
    }

    [Fact]
    public void A_variant_that_just_joined_raises_no_alarm_and_waits_by_the_shares_in_force()
    {
        ExperimentArm[] arms = [An.Arm("plain", new Sample.Proportion(500, 50), weight: 500), An.Arm("picked", new Sample.Proportion(500, 60), weight: 500), An.Arm("new", new Sample.Proportion(0, 0), weight: 0)];

        var missing = Assert.IsType<Verdict.NotEnoughData>(Decision.Decide([.. arms.Select(arm => arm with { Share = 1 })], days: 10));

        Assert.Equal(300, missing.MoreRecipients);
        Assert.Equal("'new' has 0 of at least 100 customers", missing.Why);
    }

    [Theory]
    [InlineData(0.1, 1000)]
    [InlineData(0.07, 1429)]
    public void What_a_share_leaves_behind_the_point_is_no_customer_more(double share, long customers)
    {
        ExperimentArm[] arms = [An.Arm("a", new Sample.Proportion(1000, 100)) with { Share = 1 - share + 1e-12 }, An.Arm("b", new Sample.Proportion(0, 0)) with { Share = share }];

        Assert.Equal(customers, new Pace(arms, 1).UntilCount(arms[1], 100));
    }

    [Fact]
    public void Few_orders_are_not_enough_whatever_the_recipients()
    {
        var amounts = new Sample.Mean(1000, 100, 5000); // two orders of 50
        var verdict = Decision.Decide([An.Arm("a", amounts), An.Arm("b", amounts)], 10);

        var missing = Assert.IsType<Verdict.NotEnoughData>(verdict);
        Assert.Equal(8000, missing.MoreRecipients); // 16 orders more at one in 500
        Assert.Equal(40, missing.DaysAtThisRate!.Value, 9);
        Assert.Equal("in all variants there is as much to go by as from 4 orders of the same size; at least 20 are needed", missing.Why);
    }

    [Fact]
    public void Where_a_variant_sold_nothing_it_takes_as_many_as_bring_its_first_order()
    {
        var verdict = Decision.Decide([An.Arm("a", new Sample.Mean(200, 2000, 100_000)), An.Arm("b", new Sample.Mean(200, 0, 0))], 10);

        var missing = Assert.IsType<Verdict.NotEnoughData>(verdict);
        Assert.Equal((20, "nobody of 'b' has done it yet"), (missing.MoreRecipients, missing.Why));
    }

    [Fact]
    public void Few_customers_who_did_it_are_counted_as_what_they_are()
    {
        var verdict = Decision.Decide([An.Arm("a", new Sample.Proportion(1000, 7)), An.Arm("b", new Sample.Proportion(1000, 5))], 10);

        Assert.Equal("12 of at least 20 customers who did it, in all variants", Assert.IsType<Verdict.NotEnoughData>(verdict).Why);
    }

    [Fact]
    public void Nobody_assigned_has_no_rate()
    {
        var nobody = new Sample.Proportion(0, 0);

        var missing = Assert.IsType<Verdict.NotEnoughData>(Decision.Decide([An.Arm("a", nobody), An.Arm("b", nobody)], 0));

        Assert.Equal(200, missing.MoreRecipients);
        Assert.Null(missing.DaysAtThisRate);
    }

    [Fact]
    public void A_clear_difference_is_decided_whichever_arm_it_is()
    {
        var (low, high) = (new Sample.Proportion(5000, 250), new Sample.Proportion(5000, 450));

        var forTreatment = Assert.IsType<Verdict.Decided>(Decision.Decide([An.Arm("a", low), An.Arm("b", high)], 10));
        var forControl = Assert.IsType<Verdict.Decided>(Decision.Decide([An.Arm("a", high), An.Arm("b", low)], 10));

        Assert.Equal(("b", "a"), (forTreatment.Winner, forControl.Winner));
        Assert.Equal(0.8, forTreatment.Standings[0].Relative is Comparison.Frequentist relative ? relative.Expected : 0, 9);
    }

    [Fact]
    public void A_likely_difference_is_ahead_and_a_small_one_is_open()
    {
        var low = new Sample.Proportion(5000, 250);

        var ahead = Assert.IsType<Verdict.Ahead>(Decision.Decide([An.Arm("a", low), An.Arm("b", new Sample.Proportion(5000, 292))], 10));
        var open = Assert.IsType<Verdict.NoDifferenceYet>(Decision.Decide([An.Arm("a", low), An.Arm("b", new Sample.Proportion(5000, 260))], 10));

        Assert.Equal("b", ahead.Leader);
        Assert.InRange(ahead.ChanceToWin, 0.95, 0.99);
        Assert.InRange(open.MoreRecipients, 10_000, 100_000);
        Assert.Equal(open.MoreRecipients / 1000.0, open.DaysAtThisRate!.Value, 9);
    }

    [Fact]
    public void A_sample_ratio_mismatch_blocks_even_a_clear_winner()
    {
        var verdict = Decision.Decide([An.Arm("a", new Sample.Proportion(5000, 250)), An.Arm("b", new Sample.Proportion(4600, 450))], 10);

        var mismatch = Assert.IsType<Verdict.SampleRatioMismatch>(verdict);
        Assert.InRange(mismatch.PValue, 0, 0.001);
        Assert.Equal([4800.0, 4800.0], mismatch.Expected);
    }

    [Fact]
    public void A_broken_guard_holds_the_winner()
    {
        var control = An.Arm("a", new Sample.Proportion(5000, 250), unsubscribes: new Sample.Proportion(5000, 20));
        var treatment = An.Arm("b", new Sample.Proportion(5000, 450), unsubscribes: new Sample.Proportion(5000, 90));

        var held = Assert.IsType<Verdict.Ahead>(Decision.Decide([control, treatment], 10));

        Assert.Equal(["unsubscribes"], held.BrokenGuards);
        Assert.IsType<Verdict.Decided>(Decision.Decide([control, treatment with { Guards = control.Guards }], 10));
    }

    [Fact]
    public void An_arm_without_any_success_can_lose()
    {
        var verdict = Decision.Decide([An.Arm("a", new Sample.Proportion(2000, 120)), An.Arm("b", new Sample.Proportion(2000, 0))], 10);

        Assert.Equal("a", Assert.IsType<Verdict.Decided>(verdict).Winner);
    }

    [Fact]
    public void Three_arms_need_the_best_to_beat_both_others()
    {
        var (low, high, higher) = (new Sample.Proportion(5000, 250), new Sample.Proportion(5000, 450), new Sample.Proportion(5000, 470));

        var verdict = Decision.Decide([An.Arm("a", low), An.Arm("b", high), An.Arm("c", higher)], 10);
        var clear = Decision.Decide([An.Arm("a", low), An.Arm("b", low), An.Arm("c", higher)], 10);

        Assert.IsNotType<Verdict.Decided>(verdict);
        Assert.Equal("c", Assert.IsType<Verdict.Decided>(clear).Winner);
    }

    [Theory]
    [InlineData(36, 13)]
    [InlineData(0, 0)]
    [InlineData(300, 150)] // better than both others, but nobody can get it
    public void A_removed_variant_keeps_nobody_waiting_and_neither_wins_nor_loses(long count, long successes)
    {
        ExperimentArm[] left = [An.Arm("a", new Sample.Proportion(273, 93)), An.Arm("b", new Sample.Proportion(291, 29))];
        var removed = An.Arm("c", new Sample.Proportion(count, successes), weight: count) with { IsRemoved = true, Share = 0 };

        var verdict = Assert.IsType<Verdict.Decided>(Decision.Decide([left[0] with { Weight = 282, Share = 1 }, left[1] with { Weight = 282, Share = 1 }, removed], 10));

        Assert.Equal(("a", "b"), (verdict.Winner, Assert.Single(verdict.Standings).Other));
        Assert.InRange(verdict.Standings[0].AdjustedPValue, Assert.IsType<Verdict.Decided>(Decision.Decide(left, 10)).Standings[0].AdjustedPValue, 0.05);
    }

    [Fact]
    public void A_removed_variant_is_not_what_is_missing_and_its_customers_are_of_the_rate()
    {
        ExperimentArm[] arms = [An.Arm("a", new Sample.Proportion(80, 15)), An.Arm("b", new Sample.Proportion(80, 15)), An.Arm("c", new Sample.Proportion(40, 4)) with { IsRemoved = true, Share = 0 }];

        var missing = Assert.IsType<Verdict.NotEnoughData>(Decision.Decide([.. arms.Select(arm => arm with { Weight = arm.Assigned })], days: 10));

        Assert.Equal((40L, "'a' has 80 of at least 100 customers"), (missing.MoreRecipients, missing.Why));
        Assert.Equal(2, missing.DaysAtThisRate!.Value, 9);
    }

    [Fact]
    public void The_size_of_a_removed_variant_is_checked_all_the_same_and_where_one_is_left_all_are_compared()
    {
        ExperimentArm[] arms = [An.Arm("a", new Sample.Proportion(2000, 250)), An.Arm("b", new Sample.Proportion(2000, 450)), An.Arm("c", new Sample.Proportion(900, 80), weight: 1) with { IsRemoved = true }];

        Assert.IsType<Verdict.SampleRatioMismatch>(Decision.Decide(arms, 10));
        Assert.Equal("b", Assert.IsType<Verdict.Decided>(Decision.Decide([arms[0], arms[1] with { IsRemoved = true }], 10)).Winner);
    }

    [Fact]
    public void The_bayesian_rule_decides_earlier()
    {
        ExperimentArm[] arms = [An.Arm("a", new Sample.Proportion(5000, 250)), An.Arm("b", new Sample.Proportion(5000, 300))];

        Assert.IsType<Verdict.Ahead>(Decision.Decide(arms, 10));
        Assert.IsType<Verdict.Decided>(Decision.Decide(arms, 10, new DecisionPolicy { Rule = DecisionRule.Bayesian }));
    }

    [Fact]
    public void Intervals_of_three_variants_hold_together_and_prove_nothing_that_the_verdict_does_not()
    {
        Sample[] arms = [new Sample.Proportion(5000, 250), new Sample.Proportion(5000, 325), new Sample.Proportion(5000, 250)];
        var alone = Assert.IsType<Comparison.Frequentist>(SequentialTest.Compare(arms[0], arms[1], Difference.Absolute));

        var pair = ArmPairs.Of(arms)[0];

        var together = Assert.IsType<Comparison.Frequentist>(pair.Test);
        Assert.False(alone.Confidence.Contains(0));
        Assert.True(together.Confidence.Contains(0));
        Assert.InRange(pair.AdjustedPValue!.Value, 0.05, 0.15);
        Assert.IsNotType<Verdict.Decided>(Decision.Decide([An.Arm("a", arms[0]), An.Arm("b", arms[1]), An.Arm("c", arms[2])], 10));
    }

    [Fact]
    public void Two_variants_are_one_pair_whose_interval_is_not_widened()
    {
        Sample[] arms = [new Sample.Proportion(5000, 250), new Sample.Proportion(5000, 310)];
        var alone = Assert.IsType<Comparison.Frequentist>(SequentialTest.Compare(arms[0], arms[1], Difference.Absolute));

        var pair = Assert.Single(ArmPairs.Of(arms));

        Assert.Equal((alone, alone.PValue), ((Comparison.Frequentist)pair.Test, pair.AdjustedPValue!.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void An_interval_leaves_out_0_exactly_where_the_p_value_is_at_most_its_part_of_alpha(int comparisons)
    {
        for (var successes = 250; successes < 450; successes++)
        {
            var test = Assert.IsType<Comparison.Frequentist>(SequentialTest.OneOf(comparisons, new Sample.Proportion(5000, 250), new Sample.Proportion(5000, successes)));

            Assert.Equal(test.PValue <= 0.05 / comparisons, !test.Confidence.Contains(0));
        }
    }
}
