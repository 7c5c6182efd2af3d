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

    /// <summary>P(T > t).</summary>
    public static double StudentUpper(double t, double freedom)
    {
        if (freedom > NearlyNormal) return Normal(-NormalDeviate(t, freedom));
        var half = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2;
        return t >= 0 ? half : 1 - half;
    }

    /// <summary>The t with P(T &lt;= t) = probability.</summary>
    public static double StudentQuantile(double probability, double freedom)
    {
        if (freedom <= NearlyNormal) return probability < 0.5 ? -StudentUpperQuantile(probability, freedom) : StudentUpperQuantile(1 - probability, freedom);
        // Cornish-Fisher, Abramowitz and Stegun 26.7.5
        var z = NormalQuantile(probability);
        return z + (z * z * z + z) / (4 * freedom);
    }

    // By halving: the library's own root finder gives up for some degrees of freedom.
    private static double StudentUpperQuantile(double tail, double freedom)
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
