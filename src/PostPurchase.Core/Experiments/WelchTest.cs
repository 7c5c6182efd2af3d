namespace PostPurchase.Core.Experiments;

/// <summary>
/// Welch's t-test of two averages with unequal variances, for one look at a time fixed beforehand. Looking often and stopping at the first
/// low p-value raises the false alarms; use <see cref="SequentialTest"/> for that.
/// </summary>
public static class WelchTest
{
    /// <summary>
    /// t = d / SE with the Welch-Satterthwaite degrees of freedom of the absolute variances (B. L. Welch, Biometrika 34, 1947).
    /// </summary>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The other arm.</param>
    /// <param name="difference">Relative or absolute.</param>
    /// <param name="alpha">1 - the interval's confidence; within 0..1, ends excluded.</param>
    /// <param name="tail">A one-sided test has an interval that is open at the other side.</param>
    /// <returns><see cref="Comparison.Frequentist"/> or <see cref="Comparison.NotEnoughData"/>.</returns>
    public static Comparison Compare(
        Sample control, Sample treatment, Difference difference = Difference.Relative, double alpha = 0.05, Tail tail = Tail.Both)
    {
        Argument.Alpha(alpha);
        if (!Effect.TryMeasure(control, treatment, difference, out var effect, out var why)) return new Comparison.NotEnoughData(why);
        var freedom = Freedom(control, treatment);
        var t = effect.Size / effect.StandardError;
        var width = Distributions.StudentUpperQuantile(tail == Tail.Both ? alpha / 2 : alpha, freedom) * effect.StandardError;
        var (interval, p) = tail switch
        {
            Tail.Greater => (new Interval(effect.Size - width, double.PositiveInfinity), Distributions.StudentUpper(t, freedom)),
            Tail.Lesser => (new Interval(double.NegativeInfinity, effect.Size + width), Distributions.StudentUpper(-t, freedom)),
            _ => (new Interval(effect.Size - width, effect.Size + width), Math.Min(1, 2 * Distributions.StudentUpper(Math.Abs(t), freedom))),
        };
        return new Comparison.Frequentist(effect.Size, interval, effect.StandardError, p);
    }

    private static double Freedom(Sample control, Sample treatment)
    {
        var a = control.Variance / control.Count;
        var b = treatment.Variance / treatment.Count;
        var (one, other) = (a / (a + b), b / (a + b)); // shares of the sum, so that neither tiny nor huge variances leave the range of a double
        return 1 / (one * one / (control.Count - 1) + other * other / (treatment.Count - 1));
    }
}
