using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Learning;

namespace PostPurchase.Server.Api;

/// <summary>
/// An arm against the control: the difference with an interval that is always valid and holds together with those of all other pairs of arms (Bonferroni); all null where
/// there is nothing to compare yet, or a variant was removed with fewer customers than a verdict compares. P-value: after Holm's adjustment for all pairs; is_proven: it is at most 0.05, with enough data and no alarm, as the verdict sees it; is_adjusted: what customers had
/// spent before is taken out of both averages (CUPED), so that the difference need not be that of the averages as they were counted, as it is otherwise. Relative: null where
/// the control's average is 0.
/// </summary>
internal sealed record ComparisonAnswer(string Metric, string Arm, string Control, double? Difference, double? Low, double? High, double? Relative, double? ChanceToWin, double? PValue, bool IsProven, string? Why, bool IsAdjusted)
{
    public static IEnumerable<ComparisonAnswer> Of(ExperimentFigures figures, string metric)
    {
        var policy = new DecisionPolicy();
        var mayProve = figures.VerdictBy(metric) is Verdict.Decided or Verdict.Ahead or Verdict.NoDifferenceYet;
        var (averages, counted) = (figures.Samples(metric), figures.Counted(metric));
        IReadOnlyList<Sample> samples = mayProve ? [.. averages.Select(sample => Decision.Comparable(sample, policy))] : averages;
        foreach (var pair in ArmPairs.Of(samples, policy).Where(pair => pair.First == 0))
        {
            var (control, treatment) = (samples[0], samples[pair.Second]);
            var bare = new ComparisonAnswer(metric, figures.Arms[pair.Second].Arm.Name, figures.Arms[0].Arm.Name, null, null, null, null, null, null, false, null, figures.IsAdjusted(metric));
            // What is compared instead of a rate of exactly 0 or 1 makes intervals; the difference is that of the averages that are shown.
            var test = pair.Test is Comparison.Frequentist compared ? compared.AsCounted(averages[0], averages[pair.Second]) : pair.Test;
            yield return test switch
            {
                Comparison.Frequentist shown => bare with
                {
                    Difference = shown.Expected, Low = shown.Confidence.Low, High = shown.Confidence.High, PValue = pair.AdjustedPValue, IsProven = mayProve && pair.AdjustedPValue <= policy.Alpha,
                    Relative = counted[0].Average == 0 ? null : Relatively(shown.Expected, averages[0].Average),
                    ChanceToWin = (BayesianTest.Compare(control, treatment, Core.Experiments.Difference.Absolute) as Comparison.Bayesian)?.ChanceToWin,
                },
                // Of a verdict only a variant that was removed may have too few.
                Comparison.NotEnoughData missing => bare with { Why = mayProve && Math.Min(control.Count, treatment.Count) == 0 ? $"fewer than {policy.MinRecipientsPerArm} customers" : missing.Why },
                var other => throw new InvalidOperationException($"a sequential comparison gave {other}"),
            };
        }
    }

    private static double? Relatively(double difference, double control) => difference / Math.Abs(control) is var relative && double.IsFinite(relative) ? relative : null;
}
