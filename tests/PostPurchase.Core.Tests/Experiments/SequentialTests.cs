using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class SequentialTests
{
    [Fact]
    public void The_interval_leaves_zero_exactly_when_the_p_value_passes_alpha()
    {
        var random = new Random(9);
        for (var i = 0; i < 1000; i++)
        {
            var (a, b) = (new Sample.Proportion(4000, 200 + random.Next(100)), new Sample.Proportion(4000, 200 + random.Next(200)));
            var test = (Comparison.Frequentist)SequentialTest.Compare(a, b, Difference.Absolute);

            Assert.Equal(test.PValue < 0.05, !test.Confidence.Contains(0));
        }
    }

    [Fact]
    public void An_always_valid_interval_is_wider_than_a_fixed_one()
    {
        var (a, b) = (new Sample.Proportion(2500, 250), new Sample.Proportion(2500, 280));

        Assert.True(Width(SequentialTest.Compare(a, b)) > Width(WelchTest.Compare(a, b)));
    }

    [Fact]
    public void The_mixture_test_never_takes_back_what_it_said()
    {
        var (a, b) = (new Sample.Proportion(1000, 100), new Sample.Proportion(1000, 180));
        var found = MixtureRatioTest.PValue(a, b, 0.0001);

        Assert.InRange(found, 0, 0.05);
        Assert.Equal(found, MixtureRatioTest.PValue(a, a, 0.0001, found));
        Assert.Equal(1, MixtureRatioTest.PValue(a, a, 0.0001));
        Assert.Equal(0.3, MixtureRatioTest.PValue(new Sample.Proportion(0, 0), b, 0.0001, 0.3));
    }

    // Lambda of the formula for equal arms: sqrt(V / (V + n t)) exp(n^2 t d^2 / (2 V (V + n t)))
    [Fact]
    public void The_mixture_test_is_its_formula()
    {
        var (n, t, v, d) = (1000.0, 0.0001, 0.1 * 0.9 + 0.13 * 0.87, 0.03);
        var lambda = Math.Sqrt(v / (v + n * t)) * Math.Exp(n * n * t * d * d / (2 * v * (v + n * t)));

        Assert.Equal(1 / lambda, MixtureRatioTest.PValue(new Sample.Proportion(1000, 100), new Sample.Proportion(1000, 130), t), 12);
    }

    private static double Width(Comparison comparison) =>
        comparison is Comparison.Frequentist { Confidence: var interval } ? interval.High - interval.Low : double.NaN;
}
