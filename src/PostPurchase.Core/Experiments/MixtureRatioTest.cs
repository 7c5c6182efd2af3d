namespace PostPurchase.Core.Experiments;

/// <summary>The mixture sequential probability ratio test (mSPRT): Johari, Pekelis, Walsh, "Always Valid Inference", arXiv:1512.04922.</summary>
public static class MixtureRatioTest
{
    /// <summary>
    /// The always-valid p-value after this look: the lower of the last one and 1 / Lambda, Lambda = sqrt(S / (S + tau^2))
    /// exp(tau^2 d^2 / (2 S (S + tau^2))), S the variance of the absolute difference d (V / n for arms of n customers each).
    /// </summary>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The other arm.</param>
    /// <param name="tauSquared">Variance of the differences that are looked for, over 0.</param>
    /// <param name="previous">The p-value of the look before; 1 at the first.</param>
    /// <returns>Within 0..1; <paramref name="previous"/> where the arms cannot be compared.</returns>
    public static double PValue(Sample control, Sample treatment, double tauSquared, double previous = 1)
    {
        Argument.Rate(previous);
        if (!(tauSquared > 0 && double.IsFinite(tauSquared))) throw new ArgumentOutOfRangeException(nameof(tauSquared), tauSquared, "tau squared is over 0");
        if (!Effect.TryMeasure(control, treatment, Difference.Absolute, out var effect, out _)) return previous;
        var variance = effect.StandardError * effect.StandardError;
        var z = effect.Size / effect.StandardError;
        var inverse = Math.Sqrt((variance + tauSquared) / variance) * Math.Exp(-tauSquared / (variance + tauSquared) * z * z / 2);
        return Math.Min(previous, inverse);
    }
}
