namespace PostPurchase.Core.Experiments;

/// <summary>
/// Which variant a customer gets: a hash of the experiment's salt and the customer, never a draw. The same on every node, after every
/// restart and re-entry.
/// </summary>
/// <remarks>
/// Weighted rendezvous hashing: every arm gets the score -ln(u) / weight of its own uniform number u, and the lowest score wins, which
/// happens with probability weight / sum of weights. An arm's score depends on that arm alone. So when one arm's weight grows, customers
/// only move to it; when it falls or the arm goes, only its own customers move; nobody moves between two arms that did not change. No
/// scheme that keeps the shares can move fewer.
/// </remarks>
public static class Assignment
{
    private static readonly ulong Purpose = StableChance.Key(0, "variant");

    /// <summary>The name of the customer's variant.</summary>
    /// <param name="salt">Names the experiment, for instance <c>journey/step/experiment</c>. Different salts assign independently.</param>
    /// <param name="variants">The arms in any order, which does not matter; at least one with a weight over 0.</param>
    /// <param name="owner">The customer's owner id: the customer id first given, which a merge does not change.</param>
    /// <exception cref="ArgumentException">No arm has a weight over 0, or a weight is negative or not finite.</exception>
    public static string Choose(string salt, IReadOnlyList<VariantWeight> variants, long owner)
    {
        var experiment = StableChance.Key(Purpose, salt);
        var (best, bestScore) = ((VariantWeight?)null, double.PositiveInfinity);
        foreach (var variant in variants)
        {
            if (!double.IsFinite(variant.Weight) || variant.Weight < 0)
                throw new ArgumentException($"variant '{variant.Name}' of '{salt}' has the weight {variant.Weight}; expected 0 or more", nameof(variants));
            if (variant.Weight == 0) continue;
            var score = Score(experiment, variant, owner);
            if (best is null || score < bestScore || (score == bestScore && string.CompareOrdinal(variant.Name, best.Name) < 0))
                (best, bestScore) = (variant, score);
        }
        return best?.Name ?? throw new ArgumentException($"'{salt}' has no variant with a weight over 0", nameof(variants));
    }

    private static double Score(ulong experiment, VariantWeight variant, long owner) =>
        -Math.Log(StableChance.Of(StableChance.Key(experiment, variant.Name), owner)) / variant.Weight;
}
