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
        Assert.Equal("'plain' has 40 of at least 100 recipients", missing.Why);
    }

    [Fact]
    public void Few_orders_are_not_enough_whatever_the_recipients()
    {
        var amounts = new Sample.Mean(1000, 100, 5000); // two orders of 50
        var verdict = Decision.Decide([An.Arm("a", amounts), An.Arm("b", amounts)], 10);

        var missing = Assert.IsType<Verdict.NotEnoughData>(verdict);
        Assert.Equal(8000, missing.MoreRecipients); // 16 orders more at one in 500
        Assert.Equal(40, missing.DaysAtThisRate!.Value, 9);
        Assert.Equal("4 of at least 20 conversions or orders in all variants", missing.Why);
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

    [Fact]
    public void The_bayesian_rule_decides_earlier()
    {
        ExperimentArm[] arms = [An.Arm("a", new Sample.Proportion(5000, 250)), An.Arm("b", new Sample.Proportion(5000, 300))];

        Assert.IsType<Verdict.Ahead>(Decision.Decide(arms, 10));
        Assert.IsType<Verdict.Decided>(Decision.Decide(arms, 10, new DecisionPolicy { Rule = DecisionRule.Bayesian }));
    }
}
