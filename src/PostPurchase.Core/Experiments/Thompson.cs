namespace PostPurchase.Core.Experiments;

/// <summary>Thompson sampling: every arm's share is the probability that it is the best one, with a floor.</summary>
public static class Thompson
{
    /// <summary>P(arm is best), by quadrature: no draws. Sums to 1.</summary>
    /// <param name="arms">
    /// At least one arm. Proportions have exact Beta posteriors with uniform priors; amounts have normal ones, and need 2 customers and a
    /// variance each.
    /// </param>
    /// <returns>One probability an arm, in the same order.</returns>
    /// <exception cref="ArgumentException">An arm of amounts has fewer than 2 customers or no variance.</exception>
    public static IReadOnlyList<double> ChancesToBeBest(IReadOnlyList<Sample> arms)
    {
        if (arms.Count == 0) throw new ArgumentException("there are no arms", nameof(arms));
        var grid = new PosteriorGrid([.. arms.Select(Believe)]);
        var chances = Enumerable.Range(0, arms.Count).Select(arm => Math.Max(0, grid.ChanceToBeBest(arm))).ToArray();
        var sum = chances.Sum();
        return [.. chances.Select(chance => chance / sum)];
    }

    /// <summary>The arms' next weights, floor + (1 - arms * floor) * P(best); they sum to 1.</summary>
    /// <param name="arms">As for <see cref="ChancesToBeBest"/>.</param>
    /// <param name="floor">The least share of an arm, 0..1/arms, so that every arm goes on being learned about.</param>
    public static IReadOnlyList<double> Weights(IReadOnlyList<Sample> arms, double floor = 0.01)
    {
        if (!(floor >= 0 && floor * arms.Count <= 1))
            throw new ArgumentOutOfRangeException(nameof(floor), floor, $"the floor of {arms.Count} arms is within 0..1/{arms.Count}");
        return [.. ChancesToBeBest(arms).Select(chance => floor + (1 - arms.Count * floor) * chance)];
    }

    private static Posterior Believe(Sample arm) => arm switch
    {
        Sample.Proportion proportion => BetaBinomial.Rate(proportion),
        { Count: >= 2, Variance: > 0 } => new Posterior.Normal(arm.Average, Math.Sqrt(arm.Variance / arm.Count)),
        _ => throw new ArgumentException($"an arm has {arm.Count} customers and the variance {arm.Variance}; at least 2 and a variance are needed", nameof(arm)),
    };
}
