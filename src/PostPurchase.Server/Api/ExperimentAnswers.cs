using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Learning;

namespace PostPurchase.Server.Api;

/// <summary>
/// An experiment as it stands. Kind: mail, paths, holdout or global_holdout; state: running, promoted, reopened or ended; metric: what decides; metrics: what may be
/// looked at; untracked_share: customers of all arms, 0..1, who cannot be tracked and are left out of clicks.
/// </summary>
internal sealed record ExperimentAnswer(
    string Id, string Journey, string Step, string Name, string Kind, string State, string Metric, IReadOnlyList<string> Metrics, string StartedAt, double Days, double WindowDays,
    string? Winner, string? PromotedAt, string? PromotedBy, string? ReopenedAt, string? ReopenedWhy, bool PromotesByRule, double? ThompsonFloor, double UntrackedShare,
    VerdictAnswer? Verdict, IReadOnlyList<ArmAnswer> Arms, IReadOnlyList<ComparisonAnswer> Comparisons)
{
    public static ExperimentAnswer Of(ExperimentFigures figures)
    {
        var (experiment, definition) = (figures.Experiment, figures.Experiment.Definition);
        var assigned = figures.Arms.Sum(arm => arm.Assigned);
        return new(
            Form.Id(experiment.Id), definition.Key.Journey, definition.Key.Step, definition.Key.Name, Form.Word(definition.Key.Kind), StateOf(figures), definition.Metric,
            ExperimentFigures.Metrics, Form.At(experiment.StartedAt), Math.Round(figures.Days, 1), definition.Window.TotalDays,
            experiment.Winner, Form.At(experiment.PromotedAt), experiment.PromotedBy, Form.At(experiment.ReopenedAt), experiment.ReopenedWhy, definition.Promotion is not null, definition.ThompsonFloor,
            assigned == 0 ? 0 : 1 - (figures.Arms.Sum(arm => (double)arm.Clicks.Count) / assigned),
            figures.Verdict is { } verdict ? VerdictAnswer.Of(verdict) : null,
            [.. figures.Arms.Select((arm, index) => ArmAnswer.Of(figures, index))],
            [.. ExperimentFigures.Metrics.SelectMany(metric => ComparisonAnswer.Of(figures, metric))]);
    }

    private static string StateOf(ExperimentFigures figures) => figures.Experiment switch
    {
        { EndedAt: not null } => "ended",
        { Winner: not null } => "promoted",
        { ReopenedAt: not null } => "reopened",
        _ => "running",
    };
}

/// <summary>What the figures say, also in a sentence. Kind: not_enough_data, no_difference_yet, ahead, decided or sample_ratio_mismatch.</summary>
internal sealed record VerdictAnswer(string Kind, string Text, string? Leader, double? ChanceToWin, long? MoreRecipients, double? MoreDays, double? PValue, IReadOnlyList<string> BrokenGuards)
{
    public static VerdictAnswer Of(Verdict verdict)
    {
        var bare = new VerdictAnswer(VerdictWords.Kind(verdict), VerdictWords.Of(verdict), null, null, null, null, null, []);
        return verdict switch
        {
            Verdict.NotEnoughData missing => bare with { MoreRecipients = missing.MoreRecipients, MoreDays = missing.DaysAtThisRate },
            Verdict.NoDifferenceYet open => bare with { MoreRecipients = open.MoreRecipients, MoreDays = open.DaysAtThisRate },
            Verdict.Ahead ahead => bare with { Leader = ahead.Leader, ChanceToWin = ahead.ChanceToWin, BrokenGuards = ahead.BrokenGuards },
            Verdict.Decided decided => bare with { Leader = decided.Winner, ChanceToWin = decided.ChanceToWin },
            Verdict.SampleRatioMismatch mismatch => bare with { PValue = mismatch.PValue },
            _ => bare,
        };
    }
}

/// <summary>An arm: shares, sizes and, per customer, each metric; money in major units.</summary>
internal sealed record ArmAnswer(
    int Number, string Name, double Weight, double WeightInForce, long Assigned, double Expected, IReadOnlyList<MetricAnswer> Metrics, double UnsubscribeRate, double ComplaintRate)
{
    public static ArmAnswer Of(ExperimentFigures figures, int index)
    {
        var arm = figures.Arms[index];
        return new(
            arm.Arm.Number, arm.Arm.Name, arm.Arm.Weight, arm.Arm.InForce, arm.Assigned, arm.Arm.Expected,
            [.. ExperimentFigures.Metrics.Select(metric => MetricAnswer.Of(metric, figures.Counted(metric)[index]))], arm.Unsubscribes.Average, arm.Complaints.Average);
    }
}

/// <summary>One metric of one arm: the average per customer with a 95 % interval; left out where there is no variance to give one.</summary>
internal sealed record MetricAnswer(string Metric, long Customers, double Average, double Events, double? Low, double? High)
{
    public static MetricAnswer Of(string metric, Sample sample)
    {
        var half = sample is { Count: >= 2, Variance: > 0 } ? 1.959963984540054 * Math.Sqrt(sample.Variance / sample.Count) : (double?)null;
        return new(metric, sample.Count, sample.Average, sample.EventCount, sample.Average - half, sample.Average + half);
    }
}

/// <summary>An arm against the control: the always-valid interval of the difference; all null where there is nothing to compare yet.</summary>
internal sealed record ComparisonAnswer(string Metric, string Arm, string Control, double? Difference, double? Low, double? High, double? Relative, double? ChanceToWin, string? Why)
{
    public static IEnumerable<ComparisonAnswer> Of(ExperimentFigures figures, string metric)
    {
        var samples = figures.Samples(metric);
        for (var i = 1; i < samples.Count; i++)
        {
            var (control, name) = (figures.Arms[0].Arm.Name, figures.Arms[i].Arm.Name);
            var relative = SequentialTest.Compare(samples[0], samples[i], Core.Experiments.Difference.Relative) as Comparison.Frequentist;
            var belief = BayesianTest.Compare(samples[0], samples[i], Core.Experiments.Difference.Absolute) as Comparison.Bayesian;
            yield return SequentialTest.Compare(samples[0], samples[i], Core.Experiments.Difference.Absolute) switch
            {
                Comparison.Frequentist test => new(metric, name, control, test.Expected, test.Confidence.Low, test.Confidence.High, relative?.Expected, belief?.ChanceToWin, null),
                Comparison.NotEnoughData missing => new(metric, name, control, null, null, null, null, null, missing.Why),
                var other => throw new InvalidOperationException($"a sequential comparison gave {other}"),
            };
        }
    }
}

/// <summary>Who promotes which arm.</summary>
internal sealed record PromoteRequest(string Arm);

/// <summary>Weeks that a new experiment would take by each metric.</summary>
internal sealed record TestPlanAnswer(double RecipientsPerWeek, string? Preselected, string Formula, IReadOnlyList<PlannedMetric> Metrics)
{
    public static TestPlanAnswer Of(PlannedTest planned) => new(
        planned.RecipientsPerWeek, planned.Plan.Preselected, planned.Plan.Waits.Select(wait => wait.Plan?.Formula).FirstOrDefault(formula => formula is not null) ?? "",
        [.. planned.Plan.Waits.Zip(planned.Past, (wait, past) => new PlannedMetric(wait.Name, past.Past.Average, past.Past.Count, wait.Plan?.PerArm, wait.Weeks))]);
}

/// <summary>One metric: its average so far, and customers and weeks that it takes; null where the past says nothing.</summary>
internal sealed record PlannedMetric(string Metric, double Average, long PastCustomers, long? PerVariant, double? Weeks);

/// <summary>A customer behind a figure.</summary>
internal sealed record FigureRow(string CustomerId, string Customer, long Observations, decimal Total);
