using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class ComparisonTests
{
    private static readonly Sample.Mean Control = new(10, 100, 1002.25);
    private static readonly Sample.Mean Treatment = new(10, 105, 1111.5);

    public static TheoryData<string> Methods => ["bayesian", "welch", "sequential"];

    // growthbook gbstats, TestNorm (MIT)
    [Fact]
    public void A_proper_prior_pulls_the_posterior_to_its_mean()
    {
        var result = Assert.IsType<Comparison.Bayesian>(BayesianTest.Compare(Control, Treatment, prior: new Prior(0.1, 0.1)));

        Assert.Equal([0.05063, -0.01893, 0.12019, 0.03549, 0.92315, 0.05186, 0.00123],
            new[] { result.Expected, result.Credible.Low, result.Credible.High, result.UpliftDeviation, result.ChanceToWin, result.LossIfControl, result.LossIfTreatment }
                .Select(value => Math.Round(value, 5)));
    }

    [Fact]
    public void Swapping_the_arms_mirrors_every_result()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = (AnySample(random), AnySample(random));
            var there = (Comparison.Bayesian)BayesianTest.Compare(a, b, Difference.Absolute);
            var back = (Comparison.Bayesian)BayesianTest.Compare(b, a, Difference.Absolute);

            Assert.Equal(there.Expected, -back.Expected);
            Assert.Equal(there.ChanceToWin, 1 - back.ChanceToWin, 12);
            Assert.Equal((there.LossIfControl, there.LossIfTreatment), (back.LossIfTreatment, back.LossIfControl));
            AssertMirrored(WelchTest.Compare(a, b, Difference.Absolute), WelchTest.Compare(b, a, Difference.Absolute));
            AssertMirrored(SequentialTest.Compare(a, b, Difference.Absolute), SequentialTest.Compare(b, a, Difference.Absolute));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(100, 100)]
    [InlineData(1, 1_000_000_000)]
    [InlineData(1_000_000_000, 1_000_000_000)]
    [InlineData(0, 1_000_000_000)]
    public void No_count_gives_a_number_that_is_none(double successes, long count)
    {
        Sample.Proportion[] others = [new(0, 0), new(1, 0), new(2, 1), new(1_000_000_000, 0), new(1_000_000_000, 500_000_000), new(1_000_000_000, 1e9)];
        foreach (var other in others)
            foreach (var difference in Enum.GetValues<Difference>())
                foreach (var tail in Enum.GetValues<Tail>())
                {
                    var sample = new Sample.Proportion(count, successes);
                    AssertFinite(BayesianTest.Compare(other, sample, difference));
                    AssertFinite(WelchTest.Compare(other, sample, difference, tail: tail));
                    AssertFinite(SequentialTest.Compare(other, sample, difference, tail: tail));
                }
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    [InlineData(1e100)]
    public void Tiny_and_huge_amounts_compare_like_ordinary_ones(double unit)
    {
        var (a, b) = (Scaled(Control, unit), Scaled(Treatment, unit));

        var welch = Assert.IsType<Comparison.Frequentist>(WelchTest.Compare(a, b));

        Assert.Equal(0.05, welch.Expected, 10);
        Assert.Equal(0.03572, welch.UpliftDeviation, 5);
    }

    [Fact]
    public void Missing_data_are_said_in_words()
    {
        Assert.Contains("at least 2", Missing(new Sample.Proportion(1, 1), Treatment), StringComparison.Ordinal);
        Assert.Contains("average is 0", Missing(new Sample.Proportion(100, 0), new Sample.Proportion(100, 5)), StringComparison.Ordinal);
        Assert.StartsWith("all customers of the control did the same so far", Missing(new Sample.Mean(3, 3, 3), Treatment), StringComparison.Ordinal);
        Assert.StartsWith("all customers of the variant did the same so far", Missing(Control, new Sample.Proportion(100, 100)), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WelchTest.Compare(Control, Treatment, alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialTest.Compare(Control, Treatment, tuning: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialTest.Compare(Control, Treatment, alpha: 0.6, tail: Tail.Greater));
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesianTest.Compare(Control, Treatment, prior: new Prior(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sample.Proportion(5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sample.Mean(5, double.NaN, 6));
    }

    private static string Missing(Sample a, Sample b) => Assert.IsType<Comparison.NotEnoughData>(BayesianTest.Compare(a, b)).Why;

    private static Sample.Mean Scaled(Sample.Mean sample, double unit) => new(sample.Count, sample.Sum * unit, sample.SumSquares * unit * unit);

    private static Sample AnySample(Random random)
    {
        var count = random.Next(2, 100_000);
        if (random.Next(2) == 0) return new Sample.Proportion(count, random.Next(1, count));
        var (mean, deviation) = (random.NextDouble() * 100, 0.1 + random.NextDouble() * 50);
        return new Sample.Mean(count, count * mean, count * (mean * mean + deviation * deviation));
    }

    private static void AssertMirrored(Comparison there, Comparison back)
    {
        var (t, b) = ((Comparison.Frequentist)there, (Comparison.Frequentist)back);
        Assert.Equal(t.Expected, -b.Expected);
        Assert.Equal(t.Confidence.Low, -b.Confidence.High, 9);
        Assert.Equal(t.Confidence.High, -b.Confidence.Low, 9);
        Assert.Equal(t.PValue, b.PValue, 9);
    }

    private static void AssertFinite(Comparison comparison)
    {
        double[] values = comparison switch
        {
            Comparison.Bayesian b => [b.Expected, b.Credible.Low, b.Credible.High, b.UpliftDeviation, b.ChanceToWin, b.LossIfControl, b.LossIfTreatment],
            Comparison.Frequentist f => [f.Expected, f.UpliftDeviation, f.PValue],
            _ => [],
        };
        Assert.All(values, value => Assert.True(double.IsFinite(value), $"{comparison}"));
        if (comparison is Comparison.Frequentist { Confidence: var interval }) Assert.False(double.IsNaN(interval.Low) || double.IsNaN(interval.High), $"{comparison}");
    }
}
