using MathNet.Numerics;

namespace PostPurchase.Core.Experiments;

/// <summary>Tails and quantiles, without loss of figures in far tails and for billions of customers.</summary>
internal static class Distributions
{
    // Above this the series error of the normal approximation (about 1/freedom^2) is below 1e-10.
    private const double NearlyNormal = 1e5;

    public static double Normal(double z) => SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2;

    public static double NormalDensity(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    public static double NormalQuantile(double probability) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability);

    /// <summary>The z with P(Z > z) = tail. By the tail itself: 1 less a tail of 1e-16 is 1.</summary>
    public static double NormalUpperQuantile(double tail) => -NormalQuantile(tail);

    /// <summary>P(T > t).</summary>
    public static double StudentUpper(double t, double freedom)
    {
        if (freedom > NearlyNormal) return Normal(-NormalDeviate(t, freedom));
        var half = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2;
        return t >= 0 ? half : 1 - half;
    }

    /// <summary>The t with P(T > t) = tail.</summary>
    public static double StudentUpperQuantile(double tail, double freedom)
    {
        if (freedom <= NearlyNormal) return tail > 0.5 ? -HalvedUpperQuantile(1 - tail, freedom) : HalvedUpperQuantile(tail, freedom);
        // Cornish-Fisher, Abramowitz and Stegun 26.7.5
        var z = NormalUpperQuantile(tail);
        return z + (z * z * z + z) / (4 * freedom);
    }

    // The library's own root finder gives up for some degrees of freedom. The tail is 0.5 at most.
    private static double HalvedUpperQuantile(double tail, double freedom)
    {
        var (low, high) = (0.0, 1.0);
        while (StudentUpper(high, freedom) > tail) (low, high) = (high, 2 * high);
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return high;
            if (StudentUpper(middle, freedom) > tail) low = middle;
            else high = middle;
        }
    }

    /// <summary>P(X > x) of chi-square.</summary>
    public static double ChiSquareUpper(double x, double freedom)
    {
        if (x <= 0) return 1;
        return freedom == 1 ? SpecialFunctions.Erfc(Math.Sqrt(x / 2)) : SpecialFunctions.GammaUpperRegularized(freedom / 2, x / 2);
    }

    // Abramowitz and Stegun 26.7.8
    private static double NormalDeviate(double t, double freedom) => t * (1 - 1 / (4 * freedom)) / Math.Sqrt(1 + t * t / (2 * freedom));
}
