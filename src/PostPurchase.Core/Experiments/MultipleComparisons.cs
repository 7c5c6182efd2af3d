namespace PostPurchase.Core.Experiments;

/// <summary>Adjusted p-values for several comparisons at once; each result is within 0..1 and in the order of the input.</summary>
public static class MultipleComparisons
{
    /// <summary>S. Holm, Scandinavian Journal of Statistics 6 (1979): keeps the chance of any false alarm at alpha.</summary>
    public static IReadOnlyList<double> HolmBonferroni(IReadOnlyList<double> pValues)
    {
        var (adjusted, highest) = (new double[pValues.Count], 0.0);
        var order = Ascending(pValues);
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = highest;
        }
        return adjusted;
    }

    /// <summary>Y. Benjamini, Y. Hochberg, J. R. Statist. Soc. B 57 (1995): keeps the expected share of false ones among the found at alpha.</summary>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        var (adjusted, lowest) = (new double[pValues.Count], 1.0);
        var order = Ascending(pValues);
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            lowest = Math.Min(lowest, pValues[order[rank]] * order.Length / (rank + 1));
            adjusted[order[rank]] = lowest;
        }
        return adjusted;
    }

    private static int[] Ascending(IReadOnlyList<double> pValues) => [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
}
