namespace PostPurchase.Core.Experiments;

/// <summary>All pairs of the arms of an experiment, looked at together.</summary>
public static class ArmPairs
{
    /// <summary>How many pairs so many arms have.</summary>
    public static int CountOf(int arms) => arms * (arms - 1) / 2;

    /// <summary>
    /// Compares all pairs on absolute averages, always valid. All intervals hold together (Bonferroni, <see cref="SequentialTest.OneOf"/>); p-values are adjusted together
    /// by Holm's step-down (<see cref="MultipleComparisons.HolmBonferroni"/>), which proves whatever an interval that leaves out 0 proves, and may prove a little more.
    /// </summary>
    /// <param name="arms">One sample an arm, the control first.</param>
    /// <param name="policy">Alpha and tuning; null for the defaults.</param>
    /// <returns>One a pair, by first and then second arm.</returns>
    public static IReadOnlyList<ArmPair> Of(IReadOnlyList<Sample> arms, DecisionPolicy? policy = null)
    {
        policy ??= new DecisionPolicy();
        var count = CountOf(arms.Count);
        var pairs = arms.SelectMany((_, first) => Enumerable.Range(first + 1, arms.Count - first - 1).Select(second => (First: first, Second: second)))
            .Select(pair => (pair.First, pair.Second, Test: SequentialTest.OneOf(count, arms[pair.First], arms[pair.Second], policy.Alpha, policy.Tuning))).ToList();
        // What cannot be compared yet is a comparison all the same: it will be looked at.
        var adjusted = MultipleComparisons.HolmBonferroni([.. pairs.Select(pair => pair.Test is Comparison.Frequentist test ? test.PValue : 1)]);
        return [.. pairs.Select((pair, index) => new ArmPair(pair.First, pair.Second, pair.Test, pair.Test is Comparison.Frequentist ? adjusted[index] : null))];
    }
}

/// <summary>Two arms, the second against the first.</summary>
/// <param name="First">Place of the arm to compare with.</param>
/// <param name="Second">Place of the other arm, after the first.</param>
/// <param name="Test"><see cref="Comparison.Frequentist"/> or <see cref="Comparison.NotEnoughData"/>.</param>
/// <param name="AdjustedPValue">After Holm's adjustment for all pairs, 0..1; null where there is no comparison.</param>
public sealed record ArmPair(int First, int Second, Comparison Test, double? AdjustedPValue);
