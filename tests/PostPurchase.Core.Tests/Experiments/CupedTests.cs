using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class CupedTests
{
    [Fact]
    public void Earlier_spend_that_explains_half_halves_the_variance_and_keeps_the_truth()
    {
        var random = new Random(11);
        var (plain, adjusted, hits) = (0.0, 0.0, 0);
        for (var run = 0; run < 200; run++)
        {
            PairedSample[] arms = [Arm(random, 0), Arm(random, 1)];
            var better = Cuped.Adjust(arms);
            plain += arms[0].During.Variance;
            adjusted += better[0].Variance;
            if (((Comparison.Frequentist)WelchTest.Compare(better[0], better[1], Difference.Absolute)).Confidence.Contains(1)) hits++;
        }

        Assert.InRange(adjusted / plain, 0.47, 0.53);
        Assert.InRange(hits, 182, 198);
    }

    [Fact]
    public void Without_earlier_spend_nothing_changes()
    {
        var arm = PairedSample.Of([(1, 0), (2, 0), (6, 0)]);

        var adjusted = Cuped.Adjust([arm, arm])[0];

        Assert.Equal((arm.During.Average, arm.During.Variance), (adjusted.Average, adjusted.Variance));
    }

    [Fact]
    public void An_empty_arm_gives_no_numbers_that_are_none() =>
        Assert.All(Cuped.Adjust([PairedSample.Of([]), PairedSample.Of([(1, 2)])]), arm => Assert.True(double.IsFinite(arm.Average + arm.Variance)));

    private static PairedSample Arm(Random random, double effect) => PairedSample.Of(Enumerable.Range(0, 500).Select(_ =>
    {
        var earlier = Normal(random);
        return (10 + effect + earlier + Normal(random), 5 + earlier);
    }).ToList());

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
