namespace PostPurchase.Core.Experiments;

/// <summary>The z-test of two rates with pooled variance and no continuity correction, as statsmodels' proportions_ztest and R's prop.test.</summary>
public static class ProportionTest
{
    /// <summary>
    /// z of first minus second, and its two-sided p-value. Where nobody or everybody of both succeeded there is no difference to see:
    /// z is 0, p is 1.
    /// </summary>
    /// <param name="first">One arm, with at least one customer.</param>
    /// <param name="second">The other arm, with at least one customer.</param>
    public static (double Z, double PValue) Pooled(Sample.Proportion first, Sample.Proportion second)
    {
        if (first.Count == 0 || second.Count == 0) throw new ArgumentException("an arm has no customers", nameof(first));
        var both = first + second;
        if (both.Variance <= 0) return (0, 1);
        var z = (first.Average - second.Average) / Math.Sqrt(both.Variance * (1.0 / first.Count + 1.0 / second.Count));
        return (z, 2 * Distributions.Normal(-Math.Abs(z)));
    }
}
