namespace PostPurchase.Core.Offers;

/// <summary>How well measured association would have done on history: hit rate at 3, beside showing everybody what sells best.</summary>
/// <param name="Trained">Baskets that it learnt from: the earlier ones.</param>
/// <param name="Cases">Later baskets of two or more things, each with one of them to be guessed from the others.</param>
/// <param name="WithEvidence">Cases for which there was any evidence.</param>
/// <param name="Hits">Of those: the thing was among three by association.</param>
/// <param name="PopularHits">Of the same cases: it was among the three best sellers that the basket had not.</param>
/// <param name="AllHits">Of all cases: association first, filled up with best sellers.</param>
/// <param name="AllPopularHits">Of all cases: best sellers alone.</param>
public sealed record OfferEvaluation(int Trained, int Cases, int WithEvidence, int Hits, int PopularHits, int AllHits, int AllPopularHits)
{
    /// <summary>Of all cases: a hit only with association.</summary>
    public int OnlyMeasured { get; init; }

    /// <summary>Of all cases: a hit only with best sellers.</summary>
    public int OnlyPopular { get; init; }

    /// <summary>Whether association did better than chance explains, two-sided 95 % (McNemar 1947, without correction).</summary>
    public bool Helps => OnlyMeasured > OnlyPopular && (double)(OnlyMeasured - OnlyPopular) * (OnlyMeasured - OnlyPopular) > 3.841 * (OnlyMeasured + OnlyPopular);

    /// <summary>Guesses that are counted.</summary>
    public const int At = 3;

    /// <summary>
    /// Learns from the first <paramref name="share"/> of the baskets, which are in order of time, and guesses in the others. The thing to be guessed
    /// is chosen by hash of the basket, so that two runs say the same.
    /// </summary>
    public static OfferEvaluation Of(IReadOnlyList<IReadOnlyList<string>> baskets, double share = 0.8)
    {
        var trained = (int)(baskets.Count * share);
        var counts = new BasketCounts();
        foreach (var basket in baskets.Take(trained)) counts.Add(basket);
        var associations = counts.ToAssociations();
        var popular = counts.Items.OrderByDescending(item => item.Value).ThenBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Key).Take(BasketCounts.MostItems + At).ToList();
        var (cases, with, hits, popularHits, allHits, allPopular, onlyMeasured, onlyPopular) = (0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var basket in baskets.Skip(trained).Select(items => items.Where(item => item.Length > 0).Distinct(StringComparer.Ordinal).ToList()).Where(items => items.Count >= 2))
        {
            var target = basket[StableIndex(basket)];
            var known = basket.Where(item => item != target).ToHashSet(StringComparer.Ordinal);
            var guesses = Guess(associations, known);
            var best = popular.Where(item => !known.Contains(item)).Take(At).ToList();
            cases++;
            var (isPopular, isMeasured) = (best.Contains(target), guesses.Concat(best).Distinct().Take(At).Contains(target));
            if (isPopular) allPopular++;
            if (isMeasured) allHits++;
            if (isMeasured && !isPopular) onlyMeasured++;
            if (isPopular && !isMeasured) onlyPopular++;
            if (guesses.Count == 0) continue;
            with++;
            if (guesses.Contains(target)) hits++;
            if (best.Contains(target)) popularHits++;
        }

        return new(trained, cases, with, hits, popularHits, allHits, allPopular) { OnlyMeasured = onlyMeasured, OnlyPopular = onlyPopular };
    }

    /// <summary>The three that the picker would rank first: by the greatest confidence over the things in the basket.</summary>
    public static IReadOnlyList<string> Guess(Associations associations, IReadOnlySet<string> known) =>
    [
        .. known.SelectMany(associations.With).Where(partner => !known.Contains(partner.Item))
            .GroupBy(partner => partner.Item, StringComparer.Ordinal)
            .OrderByDescending(group => group.Max(partner => partner.Evidence.Confidence)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(At).Select(group => group.Key),
    ];

    // Any of them, but the same each time: an alphabet's last letters should not be guessed more often.
    private static int StableIndex(List<string> basket) => (int)(Experiments.StableChance.Of("evaluate", string.Join('|', basket), basket.Count) * basket.Count);
}
