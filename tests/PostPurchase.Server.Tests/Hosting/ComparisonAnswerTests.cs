using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What is said of a variant against the control, in the API, the page and the table alike.</summary>
public sealed class ComparisonAnswerTests
{
    [Fact]
    public void What_two_variants_prove_alone_they_do_not_prove_as_two_of_three()
    {
        var alone = Assert.Single(Of((5000, 250), (5000, 325)).Comparisons, one => one.Metric == "click");
        var three = Of((5000, 250), (5000, 325), (5000, 250));
        var together = three.Comparisons.Single(one => one is { Metric: "click", Arm: "b" });

        Assert.True(alone.IsProven && alone.Low > 0);
        Assert.False(together.IsProven || together.Low > 0);
        Assert.Equal((alone.Difference, 3), (together.Difference, three.Pairs));
        Assert.NotEqual("decided", three.Verdict!.Kind);
    }

    [Fact]
    public void An_interval_that_leaves_out_0_is_marked_as_proven_and_the_verdict_says_the_same()
    {
        var three = Of((5000, 250), (5000, 500), (5000, 250));

        Assert.Equal(("decided", "b"), (three.Verdict!.Kind, three.Verdict.Leader));
        Assert.True(three.Comparisons.Single(one => one is { Metric: "click", Arm: "b" }) is { IsProven: true, Low: > 0, PValue: < 0.05 });
        Assert.False(three.Comparisons.Single(one => one is { Metric: "click", Arm: "c" }).IsProven);
    }

    [Theory]
    [InlineData(50, 2, 45)] // few recipients
    [InlineData(5000, 0, 15)] // few clicks
    public void Nothing_is_proven_before_there_is_enough_data(long customers, long first, long second)
    {
        var two = Of((customers, first), (customers, second));

        Assert.Equal("not_enough_data", two.Verdict!.Kind);
        Assert.False(Assert.Single(two.Comparisons, one => one.Metric == "click").IsProven);
    }

    [Fact]
    public void A_variant_that_nobody_clicked_in_is_compared_as_the_verdict_compares_it()
    {
        var two = Of((5000, 250), (5000, 0));

        Assert.Equal("decided", two.Verdict!.Kind);
        Assert.True(Assert.Single(two.Comparisons, one => one.Metric == "click") is { IsProven: true, High: < 0, Why: null });
    }

    private static ExperimentAnswer Of(params (long Customers, long Clicks)[] arms)
    {
        string Name(int index) => ((char)('a' + index)).ToString();
        var definition = new ExperimentDefinition(new(ExperimentKind.Mail, "hello", "suggest", "subject"), "click", [.. arms.Select((_, index) => new VariantWeight(Name(index), 1))], Duration.FromDays(7));
        var stored = new StoredExperiment(1, definition, Instant.FromUtc(2026, 1, 1, 0, 0)) { Arms = [.. arms.Select((arm, index) => new StoredArm(index, Name(index), 1, null, arm.Customers, false))] };
        return ExperimentAnswer.Of(new(stored, [.. arms.Select((arm, index) => new ArmFigures(stored.Arms[index], kind => Sum(kind, arm), 100))], 10));
    }

    private static TallySum Sum(TallyKind kind, (long Customers, long Clicks) arm) => new(arm.Customers, kind == TallyKind.ArmClick ? arm.Clicks : 0, kind == TallyKind.ArmClick ? arm.Clicks : 0);
}
