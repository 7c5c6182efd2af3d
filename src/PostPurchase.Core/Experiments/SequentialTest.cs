namespace PostPurchase.Core.Experiments;

/// <summary>
/// Always-valid comparison: the interval holds the difference at all looks at once with probability 1 - alpha, so that one may look at any
/// time and stop when it leaves 0. Asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, arXiv:2103.06476v7.
/// </summary>
public static class SequentialTest
{
    /// <summary>The number of customers at which the interval is made tightest, where nothing else is asked for.</summary>
    public const double DefaultTuning = 5000;

    // One-sided sequences exist for alpha under 1/2 only.
    private const double LowestP = 0.00001;
    private const double HighestP = 0.4999;

    /// <summary>Equations 9 (interval), 155 (p-value) and 161 (rho); one-sided 134.</summary>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The other arm.</param>
    /// <param name="difference">Relative or absolute.</param>
    /// <param name="alpha">1 - the confidence; within 0..1 (one-sided 0..0.5), ends excluded.</param>
    /// <param name="tuning">Customers in all at which the interval is tightest; over 0.</param>
    /// <param name="tail">A one-sided p-value is searched within 0.00001..0.4999, to about 0.0001.</param>
    /// <returns><see cref="Comparison.Frequentist"/> or <see cref="Comparison.NotEnoughData"/>.</returns>
    public static Comparison Compare(
        Sample control, Sample treatment, Difference difference = Difference.Relative, double alpha = 0.05, double tuning = DefaultTuning,
        Tail tail = Tail.Both)
    {
        Argument.Alpha(alpha);
        if (tail != Tail.Both && alpha >= 0.5) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "a one-sided alpha is under 0.5");
        if (!(tuning > 0 && double.IsFinite(tuning))) throw new ArgumentOutOfRangeException(nameof(tuning), tuning, "tuning is over 0");
        if (!Effect.TryMeasure(control, treatment, difference, out var effect, out var why)) return new Comparison.NotEnoughData(why);
        var count = (double)control.Count + treatment.Count;
        var mixing = count * RhoSquared(tail == Tail.Both ? alpha : 2 * alpha, tuning);
        return tail == Tail.Both ? TwoSided(effect, mixing, alpha) : OneSided(effect, mixing, alpha, tail);
    }

    /// <summary>
    /// As <see cref="Compare"/> with the absolute difference, for one of several comparisons that are looked at together: their intervals all hold at all looks with
    /// probability 1 - alpha (O. J. Dunn, JASA 56 (1961), Bonferroni's inequality: alpha over their number). The p-value is that of this one alone: the interval leaves
    /// out 0 exactly where it is at most alpha over their number.
    /// </summary>
    /// <param name="comparisons">How many are looked at together, 1 or more.</param>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The other arm.</param>
    /// <param name="alpha">1 - the confidence of all of them together; within 0..1, ends excluded.</param>
    /// <param name="tuning">As in <see cref="Compare"/>.</param>
    public static Comparison OneOf(int comparisons, Sample control, Sample treatment, double alpha = 0.05, double tuning = DefaultTuning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 1);
        Argument.Alpha(alpha);
        if (!Effect.TryMeasure(control, treatment, Difference.Absolute, out var effect, out var why)) return new Comparison.NotEnoughData(why);
        var mixing = ((double)control.Count + treatment.Count) * RhoSquared(alpha, tuning);
        return TwoSided(effect, mixing, alpha / comparisons);
    }

    /// <summary>Half width of the two-sided interval over the standard error, at this many customers in all; of one of several comparisons as in <see cref="OneOf"/>.</summary>
    internal static double WidthInErrors(double count, double alpha, double tuning, int comparisons = 1)
    {
        var mixing = count * RhoSquared(alpha, tuning);
        return HalfWidth(1, mixing, Math.Log(Math.Sqrt(mixing + 1) / (alpha / comparisons)));
    }

    private static double RhoSquared(double alpha, double tuning)
    {
        var evidence = -2 * Math.Log(alpha);
        return (evidence + Math.Log(evidence + 1)) / tuning;
    }

    // mixing is n rho^2; the variance of one observation is SE^2 n, so that n cancels out
    private static Comparison.Frequentist TwoSided(Effect effect, double mixing, double alpha)
    {
        var width = HalfWidth(effect.StandardError, mixing, Math.Log(Math.Sqrt(mixing + 1) / alpha));
        var z = effect.Size / effect.StandardError;
        var p = Math.Min(1, Math.Sqrt(mixing + 1) * Math.Exp(-mixing / (mixing + 1) * z * z / 2));
        return new Comparison.Frequentist(effect.Size, new Interval(effect.Size - width, effect.Size + width), effect.StandardError, p);
    }

    private static Comparison.Frequentist OneSided(Effect effect, double mixing, double alpha, Tail tail)
    {
        var width = OneSidedHalfWidth(effect, mixing, alpha);
        var interval = tail == Tail.Greater
            ? new Interval(effect.Size - width, double.PositiveInfinity)
            : new Interval(double.NegativeInfinity, effect.Size + width);
        return new Comparison.Frequentist(effect.Size, interval, effect.StandardError, OneSidedP(effect, mixing, tail));
    }

    /// <summary>
    /// The lowest alpha whose one-sided interval leaves out 0. The stopping rule (the bound within a millionth of 0, then half a step more)
    /// is that of the published figures, which are reproduced to 5 decimals; the closed form differs by about 0.0001 near 0.5.
    /// </summary>
    private static double OneSidedP(Effect effect, double mixing, Tail tail)
    {
        var size = tail == Tail.Greater ? effect.Size : -effect.Size;
        if (Bound(HighestP) < 0) return HighestP;
        if (Bound(LowestP) > 0) return LowestP;
        var (low, high) = (LowestP, HighestP);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            var bound = Bound(middle);
            if (bound < 0) low = middle;
            else high = middle;
            if (Math.Abs(bound) < 1e-6) break;
        }
        return (low + high) / 2;

        double Bound(double alpha) => size - OneSidedHalfWidth(effect, mixing, alpha);
    }

    private static double OneSidedHalfWidth(Effect effect, double mixing, double alpha) =>
        HalfWidth(effect.StandardError, mixing, Math.Log(1 + Math.Sqrt(mixing + 1) / (2 * alpha)));

    private static double HalfWidth(double standardError, double mixing, double evidence) =>
        standardError * Math.Sqrt(2 * (mixing + 1) / mixing * evidence);
}
