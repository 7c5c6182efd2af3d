namespace PostPurchase.Core.Experiments;

/// <summary>The best arm against another one, with every figure that a verdict rests on.</summary>
/// <param name="Leader">The arm with the best average.</param>
/// <param name="Other">The arm that it is compared with.</param>
/// <param name="Sequential">
/// Always-valid comparison of absolute averages, leader against other; the intervals of all pairs of arms hold together (<see cref="SequentialTest.OneOf"/>).
/// </param>
/// <param name="Relative">The same relative to the other arm; not enough data where that arm's average is 0.</param>
/// <param name="Belief">Bayesian comparison of absolute averages, flat prior.</param>
/// <param name="AdjustedPValue">The always-valid p-value after Holm's adjustment for all pairs of arms, 0..1.</param>
public sealed record Standing(
    string Leader, string Other, Comparison.Frequentist Sequential, Comparison Relative, Comparison.Bayesian Belief, double AdjustedPValue);
