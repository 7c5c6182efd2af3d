namespace PostPurchase.Core.Experiments;

/// <summary>The observed difference of two arms and its standard error.</summary>
internal readonly record struct Effect(double Size, double StandardError)
{
    /// <summary>
    /// Relative: d = (mB - mA) / |mA|, SE^2 = varB/nB/mA^2 + varA/nA * mB^2/mA^4 (delta method); absolute: d = mB - mA,
    /// SE^2 = varA/nA + varB/nB. False with the reason where a figure would be made up.
    /// </summary>
    public static bool TryMeasure(Sample control, Sample treatment, Difference difference, out Effect effect, out string why)
    {
        effect = default;
        why = Missing(control, treatment, difference);
        if (why.Length > 0) return false;
        effect = difference == Difference.Absolute ? Absolute(control, treatment) : Relative(control, treatment);
        if (double.IsFinite(effect.Size) && double.IsFinite(effect.StandardError) && effect.StandardError > 0) return true;
        why = "the averages are too small or too large to be compared";
        return false;
    }

    private static string Missing(Sample control, Sample treatment, Difference difference) => (control, treatment) switch
    {
        _ when control.Count < 2 => $"the control has {Customers(control.Count)}; at least 2 are needed",
        _ when treatment.Count < 2 => $"the variant has {Customers(treatment.Count)}; at least 2 are needed",
        _ when difference == Difference.Relative && control.Average == 0 => "the control's average is 0: there is no relative difference",
        _ when control.Variance <= 0 => Alike(control, "the control"),
        _ when treatment.Variance <= 0 => Alike(treatment, "the variant"),
        _ => "",
    };

    // Where all did the same nothing says how much of a difference is chance: the variance is 0.
    private static string Alike(Sample arm, string name) => arm.Average == 0
        ? $"nobody of {name} has done it yet: there is nothing to compare"
        : $"all customers of {name} did the same so far: it takes some who did not to tell a difference from chance";

    private static string Customers(long count) => count == 1 ? "1 customer" : $"{count} customers";

    private static Effect Absolute(Sample control, Sample treatment) =>
        new(treatment.Average - control.Average, Math.Sqrt(control.Variance / control.Count + treatment.Variance / treatment.Count));

    private static Effect Relative(Sample control, Sample treatment)
    {
        var basis = Math.Abs(control.Average);
        var ratio = treatment.Average / basis;
        // divided twice by the average instead of once by its square: a tiny average must not underflow to 0
        var variance = treatment.Variance / treatment.Count / basis / basis + control.Variance / control.Count / basis / basis * ratio * ratio;
        return new Effect((treatment.Average - control.Average) / basis, Math.Sqrt(variance));
    }
}
