namespace PostPurchase.Core.Experiments;

/// <summary>Bayesian comparison of two arms with a normal posterior of the difference.</summary>
public static class BayesianTest
{
    // beyond this many deviations the tails are below the smallest double
    private const double Certain = 37;

    /// <summary>
    /// The posterior of the difference: precision = 1/SE^2 (+ 1/prior variance), mean weighted by precision; chance to win = Phi(mean/sd);
    /// losses are E[max(d, 0)] and E[max(-d, 0)].
    /// </summary>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The arm that may be better: greater is better.</param>
    /// <param name="difference">Relative or absolute; the prior and all results are in that unit.</param>
    /// <param name="prior">Null for the flat prior.</param>
    /// <param name="alpha">1 - the credible interval's probability; within 0..1, ends excluded.</param>
    /// <returns><see cref="Comparison.Bayesian"/> or <see cref="Comparison.NotEnoughData"/>.</returns>
    public static Comparison Compare(
        Sample control, Sample treatment, Difference difference = Difference.Relative, Prior? prior = null, double alpha = 0.05)
    {
        Argument.Alpha(alpha);
        if (prior is not null && !(prior.Variance > 0 && double.IsFinite(prior.Mean)))
            throw new ArgumentOutOfRangeException(nameof(prior), prior, "a prior has a finite mean and a variance over 0");
        if (!Effect.TryMeasure(control, treatment, difference, out var effect, out var why)) return new Comparison.NotEnoughData(why);
        var (mean, deviation) = Posterior(effect, prior);
        var (lossIfControl, lossIfTreatment) = Risk(mean, deviation);
        var width = Distributions.NormalUpperQuantile(alpha / 2) * deviation;
        return new Comparison.Bayesian(
            mean, new Interval(mean - width, mean + width), deviation, Distributions.Normal(mean / deviation), lossIfControl, lossIfTreatment);
    }

    /// <summary>Expected loss (if the control is kept, if the treatment is shipped) for a normal posterior of the difference.</summary>
    /// <param name="mean">Mean of the difference.</param>
    /// <param name="deviation">Its standard deviation, over 0.</param>
    public static (double IfControl, double IfTreatment) Risk(double mean, double deviation)
    {
        var distance = mean / deviation;
        if (Math.Abs(distance) > Certain) return (Math.Max(mean, 0), Math.Max(-mean, 0));
        var peak = deviation * Distributions.NormalDensity(distance);
        return (Math.Max(0, mean * Distributions.Normal(distance) + peak), Math.Max(0, peak - mean * Distributions.Normal(-distance)));
    }

    private static (double Mean, double Deviation) Posterior(Effect effect, Prior? prior)
    {
        if (prior is null) return (effect.Size, effect.StandardError);
        var data = 1 / (effect.StandardError * effect.StandardError);
        var precision = data + 1 / prior.Variance;
        return ((effect.Size * data + prior.Mean / prior.Variance) / precision, Math.Sqrt(1 / precision));
    }
}
