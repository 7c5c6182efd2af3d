using System.Numerics;
using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

/// <summary>Experiments without any difference, and with a known one, played many times with fixed seeds.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void Peeking_fools_the_fixed_test_and_not_the_sequential_one()
    {
        const int runs = 10_000;
        var random = new Random(20260102);
        var (fixedAlarms, sequentialAlarms) = (0, 0);
        for (var run = 0; run < runs; run++)
        {
            var (isFixed, isSequential) = PeekAtNothing(random);
            if (isFixed) fixedAlarms++;
            if (isSequential) sequentialAlarms++;
        }

        Assert.True(fixedAlarms > 0.20 * runs, $"fixed horizon: {fixedAlarms} of {runs}");
        Assert.True(sequentialAlarms <= 0.05 * runs, $"always valid: {sequentialAlarms} of {runs}");
    }

    [Fact]
    public void Welch_and_credible_intervals_hold_the_truth_in_95_of_100()
    {
        const int runs = 8_000;
        var random = new Random(42);
        var (welch, bayes) = (0, 0);
        for (var run = 0; run < runs; run++)
        {
            var (a, b) = (Draw(random, 20), Draw(random, 20));
            if (((Comparison.Frequentist)WelchTest.Compare(a, b)).Confidence.Contains(0)) welch++;
            if (((Comparison.Bayesian)BayesianTest.Compare(a, b, Difference.Absolute)).Credible.Contains(0)) bayes++;
        }

        Assert.InRange(welch / (double)runs, 0.94, 0.96);
        Assert.InRange(bayes / (double)runs, 0.94, 0.96);
    }

    [Fact]
    public void Decisions_on_nothing_are_rare_even_with_three_arms_and_a_look_a_day()
    {
        const int runs = 500;
        var random = new Random(3);
        var decided = Enumerable.Range(0, runs).Count(_ => DecidesOnNothing(random));

        Assert.True(decided <= 0.05 * runs, $"{decided} of {runs}");
    }

    [Fact]
    public void A_real_difference_is_found_within_the_planned_size()
    {
        const int runs = 300;
        var random = new Random(5);
        // rates 1/8 and 3/16, planned with the larger variance
        var plan = SampleSize.Sequential(3 / 16.0 * 13 / 16.0, 1 / 16.0);
        var blocks = (int)(plan.PerArm / 128 + 1) * 2;
        var found = Enumerable.Range(0, runs).Count(_ =>
        {
            var better = Draw(random, blocks) + Draw(random, blocks / 2); // 1.5 times the successes in as many customers
            return SequentialTest.Compare(Draw(random, blocks), new Sample.Proportion(blocks * 64, better.Successes), Difference.Absolute) is Comparison.Frequentist { PValue: < 0.05 };
        });

        Assert.True(found >= 0.8 * runs, $"{found} of {runs} at {plan.PerArm} an arm");
    }

    private static (bool Fixed, bool Sequential) PeekAtNothing(Random random)
    {
        var (a, b) = (new Sample.Proportion(0, 0), new Sample.Proportion(0, 0));
        var (isFixed, isSequential) = (false, false);
        for (var peek = 0; peek < 20; peek++)
        {
            (a, b) = (a + Draw(random, 4), b + Draw(random, 4));
            isFixed |= ProportionTest.Pooled(a, b).PValue < 0.05;
            isSequential |= SequentialTest.Compare(a, b, Difference.Absolute) is Comparison.Frequentist { PValue: < 0.05 };
        }
        return (isFixed, isSequential);
    }

    private static bool DecidesOnNothing(Random random)
    {
        var arms = new[] { new Sample.Proportion(0, 0), new(0, 0), new(0, 0) };
        for (var day = 1; day <= 20; day++)
        {
            for (var i = 0; i < arms.Length; i++) arms[i] += Draw(random, 4);
            var verdict = Decision.Decide([.. arms.Select((arm, i) => An.Arm($"v{i}", arm))], day);
            if (verdict is Verdict.Decided) return true;
        }
        return false;
    }

    /// <summary>64 customers a block, each converting with probability 1/8: a bit of three random words at once.</summary>
    private static Sample.Proportion Draw(Random random, int blocks)
    {
        var successes = 0;
        for (var i = 0; i < blocks; i++) successes += BitOperations.PopCount(Word(random) & Word(random) & Word(random));
        return new Sample.Proportion(blocks * 64, successes);
    }

    private static ulong Word(Random random)
    {
        Span<byte> bytes = stackalloc byte[8];
        random.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
