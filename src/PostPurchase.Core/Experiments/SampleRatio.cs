namespace PostPurchase.Core.Experiments;

/// <summary>
/// Sample ratio mismatch: whether as many customers are in each arm as the weights say. If not, customers were lost on one side and no
/// difference can be trusted (Fabijan et al., KDD 2019).
/// </summary>
public static class SampleRatio
{
    /// <summary>P-value of the chi-square goodness of fit test, 0..1; 1 without customers, 0 with customers in an arm of weight 0.</summary>
    /// <param name="customers">Customers by arm, each 0 or more.</param>
    /// <param name="weights">The arms' weights in the same order; they need not sum to 1.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a value is negative, or all weights are 0.</exception>
    public static double PValue(IReadOnlyList<long> customers, IReadOnlyList<double> weights)
    {
        if (customers.Count != weights.Count)
            throw new ArgumentException($"{customers.Count} counts of customers, but {weights.Count} weights", nameof(weights));
        if (customers.Any(count => count < 0)) throw new ArgumentException("a count of customers is 0 or more", nameof(customers));
        if (weights.Any(weight => !double.IsFinite(weight) || weight < 0) || weights.Sum() <= 0)
            throw new ArgumentException("weights are 0 or more, and not all 0", nameof(weights));
        // Shares of the largest: weights of any size add up without overflow.
        var most = weights.Max();
        weights = [.. weights.Select(weight => weight / most)];
        var total = customers.Sum(count => (double)count);
        if (total == 0) return 1;
        var unit = total / weights.Sum();
        if (customers.Where((count, arm) => weights[arm] == 0 && count > 0).Any()) return 0;
        var open = Enumerable.Range(0, weights.Count).Where(arm => weights[arm] > 0).ToArray();
        if (open.Length < 2) return 1;
        var distance = open.Sum(arm => Square(customers[arm] - unit * weights[arm]) / (unit * weights[arm]));
        return Distributions.ChiSquareUpper(distance, open.Length - 1);
    }

    private static double Square(double value) => value * value;
}
