using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

/// <summary>Figures that others published or that other programs compute; the source is named at each.</summary>
public sealed class PublishedFiguresTests
{
    private static readonly Sample.Proportion FewClicks = new(10_000, 200);
    private static readonly Sample.Proportion ManyClicks = new(10_000, 250);

    // R 4.2.2: power.prop.test(n = 50, p1 = .50, p2 = .75), from its help page
    [Fact]
    public void Power_of_two_rates_is_Rs() => Assert.Equal(0.7401659, SampleSize.PowerOf(50, 0.5, 0.75), 7);

    // R 4.2.2: power.prop.test(p1 = .50, p2 = .75, power = .90) and (p1 = .2, p2 = .25, power = .8)
    [Fact]
    public void Sample_size_with_pooled_variance_is_Rs()
    {
        Assert.Equal(76.7, SampleSize.Pooled(0.5, 0.25, 0.9).Exact, 1);
        Assert.Equal(1093.73904583, SampleSize.Pooled(0.2, 0.05).Exact, 3);
        Assert.Equal(1094, SampleSize.Pooled(0.2, 0.05).PerArm);
    }

    // evanmiller.org/ab-testing/sample-size.html at 20 %, 5 points, 80 %, 5 %; arcsine by Cohen's formula
    [Fact]
    public void Planners_give_their_own_numbers_and_names()
    {
        Assert.Equal(1030, SampleSize.EvanMiller(0.2, 0.05).PerArm);
        Assert.Equal(1092, SampleSize.Arcsine(0.2, 0.05).PerArm);
        Assert.Equal("Evan Miller", SampleSize.EvanMiller(0.2, 0.05).Formula);
        Assert.Equal(3, new[] { SampleSize.EvanMiller(0.2, 0.05), SampleSize.Pooled(0.2, 0.05), SampleSize.Arcsine(0.2, 0.05) }.Select(p => p.Formula).Distinct().Count());
    }

    // statsmodels documentation: proportions_ztest([5, 12], [83, 99])
    [Fact]
    public void Z_test_is_statsmodels()
    {
        var (z, p) = ProportionTest.Pooled(new(83, 5), new(99, 12));

        Assert.Equal(-1.4078304151258787, z, 12);
        Assert.Equal(0.15918129181156992, p, 12);
    }

    // R 4.2.2: prop.test(c(200, 250), c(10000, 10000), correct = FALSE)
    [Fact]
    public void Z_test_is_Rs() => Assert.Equal(0.0171258288722, ProportionTest.Pooled(FewClicks, ManyClicks).PValue, 11);

    // Kohavi, Tang, Xu, "Trustworthy Online Controlled Experiments", chapter 21: p = 1.8E-6
    [Fact]
    public void Sample_ratio_of_the_book_raises_the_alarm() =>
        Assert.Equal(1.8217928726191858e-06, SampleRatio.PValue([821_588, 815_482], [0.5, 0.5]), 15);

    [Fact]
    public void Weights_of_any_size_are_shares() =>
        Assert.Equal((1.0, 1.0), (SampleRatio.PValue([5, 5], [1e308, 1e308]), SampleRatio.PValue([5, 5], [1e-308, 1e-308])));

    // R 4.2.2: p.adjust(c(.01, .04, .03, .005), "holm") and "BH"
    [Fact]
    public void Adjusted_p_values_are_Rs()
    {
        double[] p = [0.01, 0.04, 0.03, 0.005];

        Assert.Equal([0.03, 0.06, 0.06, 0.02], MultipleComparisons.HolmBonferroni(p).Select(v => Math.Round(v, 12)));
        Assert.Equal([0.02, 0.04, 0.04, 0.02], MultipleComparisons.BenjaminiHochberg(p).Select(v => Math.Round(v, 12)));
    }

    // Evan Miller's closed form, recomputed elsewhere
    [Fact]
    public void Chance_and_loss_of_two_rates_are_exact()
    {
        var (ifControl, ifTreatment) = BetaBinomial.ExpectedLoss(FewClicks, ManyClicks);

        Assert.Equal(0.991423, BetaBinomial.ChanceToWin(FewClicks, ManyClicks), 6);
        Assert.Equal(5.005e-3, ifControl, 6);
        Assert.Equal(6.02e-6, ifTreatment, 8);
    }

    // growthbook gbstats, TestGetRiskNumericalStability (MIT)
    [Theory]
    [InlineData(0.01, 4.5e-9, 0.01, 0)]
    [InlineData(-0.01, 4.5e-9, 0, 0.01)]
    [InlineData(0.1, 0.05, 0.1004245351308, 0.0004245351308414)]
    public void Risk_is_stable_far_from_zero(double mean, double deviation, double ifControl, double ifTreatment)
    {
        var risk = BayesianTest.Risk(mean, deviation);

        Assert.Equal(ifControl, risk.IfControl, 10);
        Assert.Equal(ifTreatment, risk.IfTreatment, 10);
    }

    // evanmiller.org/sequential-ab-testing.html: N = 2922 with a lead of 2 sqrt(N)
    [Fact]
    public void Race_of_successes_stops_at_its_lines()
    {
        Assert.Equal(RaceState.GoOn, SuccessRace.Look(1000, 1108, 2922));
        Assert.Equal(RaceState.TreatmentWins, SuccessRace.Look(1000, 1109, 2922));
        Assert.Equal(RaceState.GoOn, SuccessRace.Look(1000, 1121, 2922, Tail.Both));
        Assert.Equal(RaceState.ControlWins, SuccessRace.Look(1122, 1000, 2922, Tail.Both));
        Assert.Equal(RaceState.NoWinner, SuccessRace.Look(1461, 1461, 2922));
    }
}
