using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class DistributionsTests
{
    // Student's own table and R's qt(0.975, df)
    [Theory]
    [InlineData(1, 12.706204736)]
    [InlineData(3, 3.182446305)]
    [InlineData(10, 2.228138852)]
    [InlineData(30, 2.042272456)]
    public void Quantiles_of_t_are_the_tables(double freedom, double expected) =>
        Assert.Equal(expected, Distributions.StudentUpperQuantile(0.025, freedom), 7);

    [Theory]
    [InlineData(2.5)]
    [InlineData(7)]
    [InlineData(6861.3)]
    [InlineData(99_999)]
    [InlineData(100_001)]
    [InlineData(2e9)]
    public void Tail_and_quantile_of_t_undo_each_other(double freedom)
    {
        foreach (var p in new[] { 0.2, 0.6, 0.9, 0.975, 0.999 })
            Assert.Equal(1 - p, Distributions.StudentUpper(Distributions.StudentUpperQuantile(1 - p, freedom), freedom), 8);
    }

    [Fact]
    public void Every_number_of_degrees_has_its_quantiles_of_t()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var (freedom, tail) = (1 + Math.Pow(10, 5 * random.NextDouble()), Math.Pow(10, -1 - 19 * random.NextDouble()));
            Assert.Equal(1, Distributions.StudentUpper(Distributions.StudentUpperQuantile(tail, freedom), freedom) / tail, 5);
        }
    }

    [Fact]
    public void The_approximation_of_t_takes_over_without_a_step()
    {
        foreach (var t in new[] { -3, 0.1, 1.96, 4 })
            Assert.Equal(Distributions.StudentUpper(t, 99_999.9), Distributions.StudentUpper(t, 100_000.1), 9);
    }

    [Theory]
    [InlineData(7, 2.5)]
    [InlineData(50_000, 1.3)]
    public void Tail_of_t_is_the_integral_of_its_density(double freedom, double t)
    {
        double Density(double x) => Math.Exp(-(freedom + 1) / 2 * Math.Log(1 + x * x / freedom));
        double Sum(double from, double to) => Enumerable.Range(0, 400_000).Sum(i => Density(from + (to - from) * (i + 0.5) / 400_000)) * (to - from) / 400_000;

        Assert.Equal(Sum(t, 200) / (2 * Sum(0, 200)), Distributions.StudentUpper(t, freedom), 7);
    }

    // critical values of every table of chi-square
    [Theory]
    [InlineData(3.841458821, 1, 0.05)]
    [InlineData(5.991464547, 2, 0.05)]
    [InlineData(16.265, 3, 0.001)]
    [InlineData(0, 4, 1)]
    public void Tail_of_chi_square_is_the_tables(double x, double freedom, double expected) =>
        Assert.Equal(expected, Distributions.ChiSquareUpper(x, freedom), 5);

    // for an even number of degrees the tail is exp(-x/2) times a finite sum
    [Fact]
    public void Far_tail_of_chi_square_keeps_its_figures() =>
        Assert.Equal(1, Distributions.ChiSquareUpper(200, 4) / (Math.Exp(-100) * 101), 9);
}
