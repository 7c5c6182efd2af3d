using NodaTime;
using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class MetricTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 2, 10, 0);
    private static readonly Duration Week = Duration.FromDays(7);

    [Fact]
    public void Everybody_who_was_assigned_counts_once()
    {
        AssignedCustomer[] assigned = [new(1, "a", Start), new(1, "a", Start + Week), new(2, "a", Start), new(3, "b", Start)];
        CustomerOutcome[] clicks = [new(1, Start + Week / 2), new(1, Start + Week / 3), new(9, Start)];

        var samples = Metric.Tally(MetricKind.Rate, assigned, clicks, Week);

        Assert.Equal(new Sample.Proportion(2, 1), samples["a"]);
        Assert.Equal(new Sample.Proportion(1, 0), samples["b"]);
    }

    [Fact]
    public void Only_what_comes_within_the_window_counts()
    {
        AssignedCustomer[] assigned = [new(1, "a", Start), new(2, "a", Start)];
        CustomerOutcome[] orders = [new(1, Start - Duration.Epsilon, 7), new(1, Start, 10), new(1, Start + Week - Duration.Epsilon, 20), new(1, Start + Week, 40)];

        Assert.Equal(new Sample.Mean(2, 30, 900), Metric.Tally(MetricKind.Amount, assigned, orders, Week)["a"]);
    }

    [Fact]
    public void A_reversal_takes_back_its_commission()
    {
        CustomerOutcome[] entries = [new(1, Start, 12), new(1, Start + Duration.FromDays(3), -12)];

        Assert.Equal(new Sample.Mean(1, 0, 0), Metric.Tally(MetricKind.Amount, [new(1, "a", Start)], entries, Week)["a"]);
    }

    [Fact]
    public void The_deepest_metric_that_decides_in_eight_weeks_is_preselected()
    {
        MetricForecast[] metrics =
        [
            new("clicks", new Sample.Proportion(10_000, 2_000)),
            new("conversions", new Sample.Proportion(10_000, 700)),
            new("revenue", new Sample.Mean(10_000, 35_000, 4_000_000)),
            new("commission", new Sample.Mean(10_000, 0, 0)),
        ];

        var busy = TestPlan.For(metrics, recipientsPerWeek: 4000);

        Assert.Equal("conversions", busy.Preselected);
        Assert.True(busy.Waits[0].Weeks < busy.Waits[1].Weeks && busy.Waits[1].Weeks < busy.Waits[2].Weeks);
        Assert.Null(busy.Waits[3].Weeks);
    }

    [Fact]
    public void A_metric_that_counts_half_of_all_takes_twice_as_many_and_twice_as_long()
    {
        MetricForecast all = new("clicks", new Sample.Proportion(10_000, 2_000));

        var plan = TestPlan.For([all, all with { CountedShare = 0.5 }, all with { CountedShare = 0 }], recipientsPerWeek: 4000);

        Assert.Equal(2 * plan.Waits[0].Plan!.Exact, plan.Waits[1].Plan!.Exact, 6);
        Assert.Equal(2 * plan.Waits[0].Weeks!.Value, plan.Waits[1].Weeks!.Value, 9);
        Assert.Null(plan.Waits[2].Plan);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_plan_ends_where_the_test_that_decides_so_many_variants_finds_the_effect(int arms)
    {
        MetricForecast clicks = new("clicks", new Sample.Proportion(10_000, 2_000));

        var plan = TestPlan.For([clicks], recipientsPerWeek: 4000, arms).Waits[0].Plan!;

        var arm = new Sample.Proportion(plan.PerArm, plan.PerArm * 0.2);
        var test = Assert.IsType<Comparison.Frequentist>(SequentialTest.OneOf(ArmPairs.CountOf(arms), arm, arm));
        var effect = clicks.Past.Average * new DecisionPolicy().EffectWorthFinding;
        Assert.Equal(effect / test.UpliftDeviation, Distributions.NormalQuantile(0.8) + (test.Confidence.High / test.UpliftDeviation), tolerance: 0.002);
    }

    [Fact]
    public void Where_nothing_decides_in_eight_weeks_nothing_is_preselected_and_the_shortest_is_named()
    {
        MetricForecast[] metrics = [new("clicks", new Sample.Proportion(10_000, 2_000)), new("conversions", new Sample.Proportion(10_000, 700)), new("commission", new Sample.Mean(0, 0, 0))];

        var small = TestPlan.For(metrics, recipientsPerWeek: 40);

        Assert.Null(small.Preselected);
        Assert.Equal(("clicks", true), (small.Shortest!.Name, small.Shortest.Weeks > TestPlan.Patience));
        Assert.Null(TestPlan.For(metrics, recipientsPerWeek: 0).Shortest);
    }
}
