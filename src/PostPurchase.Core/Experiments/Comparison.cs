namespace PostPurchase.Core.Experiments;

/// <summary>A treatment set against a control: a result of one method, or the reason why there is none.</summary>
public abstract record Comparison
{
    private Comparison()
    {
    }

    /// <summary>There is no figure to give: fewer than 2 customers in an arm, an arm without variance, or a relative difference over 0.</summary>
    /// <param name="Why">The reason, for people.</param>
    public sealed record NotEnoughData(string Why) : Comparison;

    /// <summary>Result of <see cref="BayesianTest"/>.</summary>
    /// <param name="Expected">Posterior mean of the difference.</param>
    /// <param name="Credible">Holds the difference with probability 1 - alpha.</param>
    /// <param name="UpliftDeviation">Standard deviation of the posterior.</param>
    /// <param name="ChanceToWin">Probability that the treatment is greater, 0..1.</param>
    /// <param name="LossIfControl">Expected loss if the control is kept, in the unit of the difference, 0 or more.</param>
    /// <param name="LossIfTreatment">Expected loss if the treatment is shipped, in the unit of the difference, 0 or more.</param>
    public sealed record Bayesian(
        double Expected, Interval Credible, double UpliftDeviation, double ChanceToWin, double LossIfControl, double LossIfTreatment) : Comparison;

    /// <summary>Result of <see cref="WelchTest"/> or <see cref="SequentialTest"/>.</summary>
    /// <param name="Expected">The observed difference.</param>
    /// <param name="Confidence">Confidence interval, or the confidence sequence at this moment.</param>
    /// <param name="UpliftDeviation">Standard error of the difference.</param>
    /// <param name="PValue">Probability of such a difference if there were none, 0..1.</param>
    public sealed record Frequentist(double Expected, Interval Confidence, double UpliftDeviation, double PValue) : Comparison
    {
        /// <summary>
        /// The same with the absolute difference as it was counted, where a rate of exactly 0 or 1 was compared as another one (<see cref="Decision.Comparable(Sample)"/>):
        /// that makes intervals, and no figure. An interval that would not hold that difference reaches as far as it.
        /// </summary>
        /// <param name="control">The arm to compare with, as it was counted.</param>
        /// <param name="treatment">The other arm, as it was counted.</param>
        public Frequentist AsCounted(Sample control, Sample treatment)
        {
            var counted = treatment.Average - control.Average;
            return this with { Expected = counted, Confidence = new Interval(Math.Min(Confidence.Low, counted), Math.Max(Confidence.High, counted)) };
        }
    }
}
