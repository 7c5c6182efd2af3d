namespace PostPurchase.Core.Experiments;

/// <summary>
/// Sample size planners. They differ by a tenth or so for the same question, therefore every answer names its formula. Effects may have
/// either sign and are not 0; power and alpha are over 0 and under 1; tests are two-sided.
/// </summary>
public static class SampleSize
{
    /// <summary>(z(alpha/2) sqrt(2 p1 q1) + z(power) sqrt(p1 q1 + p2 q2))^2 / d^2, Evan Miller's sample size calculator.</summary>
    /// <param name="baseline">Rate of the control, 0..1.</param>
    /// <param name="effect">Absolute difference to find; baseline + effect is within 0..1.</param>
    /// <param name="power">Chance to find it.</param>
    /// <param name="alpha">Chance of a false alarm.</param>
    public static SamplePlan EvanMiller(double baseline, double effect, double power = 0.8, double alpha = 0.05)
    {
        var (first, second) = Rates(baseline, effect, power, alpha);
        var root = ZOf(1 - alpha / 2) * Math.Sqrt(2 * Spread(first)) + ZOf(power) * Math.Sqrt(Spread(first) + Spread(second));
        return new SamplePlan("Evan Miller", root * root / (effect * effect));
    }

    /// <summary>With the variance of both arms pooled, as R's power.prop.test (Fleiss, Statistical Methods for Rates and Proportions, 1981).</summary>
    /// <inheritdoc cref="EvanMiller"/>
    public static SamplePlan Pooled(double baseline, double effect, double power = 0.8, double alpha = 0.05)
    {
        var (first, second) = Rates(baseline, effect, power, alpha);
        var root = ZOf(1 - alpha / 2) * Math.Sqrt((first + second) * (1 - (first + second) / 2))
                 + ZOf(power) * Math.Sqrt(Spread(first) + Spread(second));
        return new SamplePlan("pooled variance (power.prop.test)", root * root / (effect * effect));
    }

    /// <summary>2 (z(alpha/2) + z(power))^2 / (2 h^2) with Cohen's h, the difference of 2 asin(sqrt(p)) (Cohen, 1988).</summary>
    /// <inheritdoc cref="EvanMiller"/>
    public static SamplePlan Arcsine(double baseline, double effect, double power = 0.8, double alpha = 0.05)
    {
        var (first, second) = Rates(baseline, effect, power, alpha);
        var h = 2 * Math.Asin(Math.Sqrt(second)) - 2 * Math.Asin(Math.Sqrt(first));
        var root = (ZOf(1 - alpha / 2) + ZOf(power)) / h;
        return new SamplePlan("arcsine (Cohen's h)", 2 * root * root);
    }

    /// <summary>2 (z(alpha/2) + z(power))^2 variance / effect^2, for averages.</summary>
    /// <param name="variance">Variance of one observation, over 0; for a rate p (1 - p).</param>
    /// <param name="effect">Absolute difference to find.</param>
    /// <param name="power">Chance to find it.</param>
    /// <param name="alpha">Chance of a false alarm.</param>
    public static SamplePlan Averages(double variance, double effect, double power = 0.8, double alpha = 0.05)
    {
        Check(effect, power, alpha);
        var root = (ZOf(1 - alpha / 2) + ZOf(power)) / effect;
        return new SamplePlan("normal, two averages", 2 * root * root * variance);
    }

    /// <summary>Customers per arm at which <see cref="SequentialTest"/> has found the effect with this power: what peeking at any time costs.</summary>
    /// <param name="variance">Variance of one observation, over 0; for a rate p (1 - p).</param>
    /// <param name="effect">Absolute difference to find.</param>
    /// <param name="power">Chance to find it by then (a lower bound: it may be found earlier).</param>
    /// <param name="alpha">Chance of a false alarm over all looks.</param>
    /// <param name="tuning">As in <see cref="SequentialTest"/>.</param>
    public static SamplePlan Sequential(
        double variance, double effect, double power = 0.8, double alpha = 0.05, double tuning = SequentialTest.DefaultTuning)
    {
        Check(effect, power, alpha);
        return FoundAt(Math.Abs(effect) / Math.Sqrt(2 * variance), power, count => SequentialTest.WidthInErrors(count, alpha, tuning));
    }

    /// <summary>As <see cref="Sequential"/>, for one of several comparisons that are looked at together, as <see cref="SequentialTest.OneOf"/> makes them: for the first step of Holm's.</summary>
    /// <param name="comparisons">How many are looked at together, 1 or more.</param>
    /// <param name="variance">Variance of one observation, over 0; for a rate p (1 - p).</param>
    /// <param name="effect">Absolute difference to find.</param>
    /// <param name="policy">Power, alpha of all of them together, and tuning.</param>
    public static SamplePlan SequentialOneOf(int comparisons, double variance, double effect, DecisionPolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 1);
        Check(effect, policy.Power, policy.Alpha);
        return FoundAt(Math.Abs(effect) / Math.Sqrt(2 * variance), policy.Power, count => SequentialTest.WidthInErrors(count, policy.Alpha, policy.Tuning, comparisons));
    }

    // The effect in standard errors of one customer per arm, and the half width of the interval in errors at so many customers in all.
    private static SamplePlan FoundAt(double needed, double power, Func<double, double> widthAt)
    {
        var (low, high) = (0.0, 60.0); // natural logarithm of the count
        if (!Finds(high)) return new SamplePlan(Name, double.PositiveInfinity);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Finds(middle)) high = middle;
            else low = middle;
        }
        return new SamplePlan(Name, Math.Exp(high));

        bool Finds(double logCount) => needed * Math.Exp(logCount / 2) >= ZOf(power) + widthAt(2 * Math.Exp(logCount));
    }

    /// <summary>Power of the two-sided test of two rates as R's power.prop.test gives it, without the far tail.</summary>
    /// <param name="perArm">Customers per arm.</param>
    /// <param name="first">One rate, 0..1.</param>
    /// <param name="second">The other rate, 0..1.</param>
    /// <param name="alpha">Chance of a false alarm.</param>
    public static double PowerOf(double perArm, double first, double second, double alpha = 0.05)
    {
        Argument.Alpha(alpha);
        Argument.Rate(first);
        Argument.Rate(second);
        var unexplained = Math.Sqrt(Spread(first) + Spread(second));
        if (unexplained == 0) return first == second ? alpha : 1;
        var reach = Math.Sqrt(perArm) * Math.Abs(first - second) - ZOf(1 - alpha / 2) * Math.Sqrt((first + second) * (1 - (first + second) / 2));
        return Distributions.Normal(reach / unexplained);
    }

    private const string Name = "always-valid sequence (arXiv:2103.06476)";

    private static (double First, double Second) Rates(double baseline, double effect, double power, double alpha)
    {
        Argument.Rate(baseline);
        Argument.Rate(baseline + effect);
        Check(effect, power, alpha);
        return (baseline, baseline + effect);
    }

    private static void Check(double effect, double power, double alpha)
    {
        Argument.Power(power);
        Argument.Alpha(alpha);
        if (!double.IsFinite(effect) || effect == 0) throw new ArgumentOutOfRangeException(nameof(effect), effect, "an effect is finite and not 0");
    }

    private static double Spread(double rate) => rate * (1 - rate);

    private static double ZOf(double probability) => Distributions.NormalQuantile(probability);
}
