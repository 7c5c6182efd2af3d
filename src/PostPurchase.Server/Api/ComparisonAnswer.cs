using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Learning;

namespace PostPurchase.Server.Api;

/// <summary>
/// An arm against the control: the difference with an interval that is always valid and holds together with those of all other pairs of arms (Bonferroni); all null where
/// there is nothing to compare yet, or a variant was removed with fewer customers than a verdict compares. P-value: after Holm's adjustment for all pairs; is_proven: it is at most 0.05, with enough data and no alarm, as the verdict sees it; is_adjusted: what customers had
/// spent before is taken out of both averages (CUPED), so that the difference need not be that of the averages as they were counted.
/// </summary>
internal sealed record ComparisonAnswer(string Metric, string Arm, string Control, double? Difference, double? Low, double? High, double? Relative, double? ChanceToWin, double? PValue, bool IsProven, string? Why, bool IsAdjusted)
{
    public static IEnumerable<ComparisonAnswer> Of(ExperimentFigures figures, string metric)
    {
        var policy = new DecisionPolicy();
        var mayProve = figures.VerdictBy(metric) is Verdict.Decided or Verdict.Ahead or Verdict.NoDifferenceYet;
        IReadOnlyList<Sample> samples = mayProve ? [.. figures.Samples(metric).Select(sample => Decision.Comparable(sample, policy))] : figures.Samples(metric);
        foreach (var pair in ArmPairs.Of(samples, policy).Where(pair => pair.First == 0))
        {
            var (control, treatment) = (samples[0], samples[pair.Second]);
            var bare = new ComparisonAnswer(metric, figures.Arms[pair.Second].Arm.Name, figures.Arms[0].Arm.Name, null, null, null, null, null, null, false, null, figures.IsAdjusted(metric));
            yield return pair.Test switch
            {
                Comparison.Frequentist test => bare with
                {
                    Difference = test.Expected, Low = test.Confidence.Low, High = test.Confidence.High, PValue = pair.AdjustedPValue, IsProven = mayProve && pair.AdjustedPValue <= policy.Alpha,
                    Relative = (SequentialTest.Compare(control, treatment, Core.Experiments.Difference.Relative) as Comparison.Frequentist)?.Expected,
                    ChanceToWin = (BayesianTest.Compare(control, treatment, Core.Experiments.Difference.Absolute) as Comparison.Bayesian)?.ChanceToWin,
                },
                // Of a verdict only a variant that was removed may have too few.
                Comparison.NotEnoughData missing => bare with { Why = mayProve && Math.Min(control.Count, treatment.Count) == 0 ? $"fewer than {policy.MinRecipientsPerArm} recipients" : missing.Why },
                var other => throw new InvalidOperationException($"a sequential comparison gave {other}"),
            };
        }
    }
}
