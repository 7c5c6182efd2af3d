using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class PosteriorTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(10, 0, 10, 0)]
    [InlineData(10, 0, 12, 12)]
    [InlineData(100, 49, 100, 51)]
    [InlineData(10_000, 200, 10_000, 250)]
    [InlineData(37, 5, 20_000, 1900)]
    [InlineData(3, 3, 5, 1)]
    public void Quadrature_agrees_with_the_closed_form(long firstCount, double first, long secondCount, double second)
    {
        var (a, b) = (new Sample.Proportion(firstCount, first), new Sample.Proportion(secondCount, second));

        Assert.Equal(BetaBinomial.ClosedForm(a, b), BetaBinomial.ByQuadrature(a, b), 9);
    }

    [Fact]
    public void Nothing_known_is_an_even_chance() => Assert.Equal(0.5, BetaBinomial.ChanceToWin(new(0, 0), new(0, 0)), 12);

    // P(uniform > Beta(1, n + 1)) has the closed form 1 - 1 / (n + 2)
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000_000)]
    public void Arms_of_very_different_size_are_compared(long count) =>
        Assert.Equal(1 - 1 / (count + 2.0), BetaBinomial.ByQuadrature(new(count, 0), new(0, 0)), 9);

    [Fact]
    public void A_billion_customers_are_compared_as_the_normal_law_says()
    {
        var (a, b) = (new Sample.Proportion(1_000_000_000, 500_000_000), new Sample.Proportion(1_000_000_000, 500_030_000));

        Assert.Equal(((Comparison.Bayesian)BayesianTest.Compare(a, b, Difference.Absolute)).ChanceToWin, BetaBinomial.ChanceToWin(a, b), 6);
    }

    [Fact]
    public void Losses_differ_by_the_difference_of_the_posterior_means()
    {
        var (a, b) = (new Sample.Proportion(120, 11), new Sample.Proportion(90, 14));
        var (ifControl, ifTreatment) = BetaBinomial.ExpectedLoss(a, b);

        Assert.Equal(15 / 92.0 - 12 / 122.0, ifControl - ifTreatment, 10);
    }

    [Theory]
    [InlineData(20, 25)]
    [InlineData(20, 25, 31)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(5, 5, 9, 1)]
    public void Chances_to_be_best_are_those_of_an_independent_sum(params int[] successes)
    {
        Sample[] arms = [.. successes.Select(s => new Sample.Proportion(1000, s))];

        var chances = Thompson.ChancesToBeBest(arms);

        Assert.Equal(1, chances.Sum(), 12);
        for (var arm = 0; arm < arms.Length; arm++) Assert.Equal(BestByMidpoints(successes, arm), chances[arm], 5);
    }

    [Fact]
    public void The_floor_keeps_every_arm_in_play()
    {
        var weights = Thompson.Weights([new Sample.Proportion(1000, 10), new Sample.Proportion(1000, 100), new Sample.Proportion(1000, 11)]);

        Assert.Equal(1, weights.Sum(), 12);
        Assert.Equal(0.01, weights[0], 9);
        Assert.Equal(0.98, weights[1], 9);
        Assert.Throws<ArgumentOutOfRangeException>(() => Thompson.Weights([new Sample.Proportion(1, 1), new Sample.Proportion(1, 1)], 0.6));
    }

    [Fact]
    public void Amounts_have_normal_beliefs()
    {
        Sample[] arms = [new Sample.Mean(10, 100, 1002.25), new Sample.Mean(10, 105, 1111.5)];
        var pair = (Comparison.Bayesian)BayesianTest.Compare(arms[0], arms[1], Difference.Absolute);

        Assert.Equal(pair.ChanceToWin, Thompson.ChancesToBeBest(arms)[1], 9);
        Assert.Throws<ArgumentException>(() => Thompson.ChancesToBeBest([arms[0], new Sample.Mean(1, 1, 1)]));
    }

    // P(best) as a plain sum over a fine mesh of rates, with densities cumulated on the way
    private static double BestByMidpoints(int[] successes, int arm)
    {
        const int steps = 200_000;
        var cumulative = new double[successes.Length];
        var total = successes.Select(s => Enumerable.Range(0, steps).Sum(i => Density(s, (i + 0.5) / steps * 0.2))).ToArray();
        var sum = 0.0;
        for (var i = 0; i < steps; i++)
        {
            var product = 1.0;
            for (var j = 0; j < successes.Length; j++)
            {
                var mass = Density(successes[j], (i + 0.5) / steps * 0.2) / total[j];
                product *= j == arm ? mass : cumulative[j] + mass / 2;
                cumulative[j] += mass;
            }
            sum += product;
        }
        return sum;
    }

    private static double Density(int successes, double rate) =>
        Math.Exp(successes * Math.Log(rate / 0.02) + (1000 - successes) * Math.Log((1 - rate) / 0.98));
}
