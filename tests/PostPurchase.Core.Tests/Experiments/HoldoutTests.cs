using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class HoldoutTests
{
    [Fact]
    public void The_rate_is_kept()
    {
        var held = Enumerable.Range(0, 100_000).LongCount(owner => Holdout.Contains("new-buyer", owner, 0.1));

        Assert.InRange(SampleRatio.PValue([held, 100_000 - held], [0.1, 0.9]), 0.01, 1);
    }

    [Fact]
    public void A_higher_rate_keeps_those_of_the_lower()
    {
        for (long owner = 0; owner < 10_000; owner++)
            Assert.True(!Holdout.Contains("j", owner, 0.05) || Holdout.Contains("j", owner, 0.1));
    }

    [Fact]
    public void Journeys_and_the_global_holdout_are_independent()
    {
        var cells = new long[4];
        for (long owner = 0; owner < 100_000; owner++)
            cells[(Holdout.Contains("j", owner, 0.5) ? 0 : 2) + (Holdout.ContainsGlobally(owner, 0.5) ? 0 : 1)]++;

        Assert.InRange(SampleRatio.PValue(cells, [1, 1, 1, 1]), 0.01, 1);
    }

    [Fact]
    public void Nothing_and_everything_are_rates()
    {
        Assert.DoesNotContain(Enumerable.Range(0, 1000), owner => Holdout.Contains("j", owner, 0));
        Assert.All(Enumerable.Range(0, 1000), owner => Assert.True(Holdout.Contains("j", owner, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holdout.Contains("j", 1, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holdout.ContainsGlobally(1, double.NaN));
    }
}
