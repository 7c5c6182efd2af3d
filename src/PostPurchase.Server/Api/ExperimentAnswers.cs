using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Learning;

namespace PostPurchase.Server.Api;

/// <summary>
/// An experiment as it stands. Kind: mail, paths, holdout or global_holdout; state: running, promoted, reopened or ended; metric: what decides; metrics: what may be
/// looked at, of a holdout no clicks and no commission, for the held-out have no links; pairs: how many pairs of arms are compared together; untracked_share: customers of all arms, 0..1, who cannot be tracked and are left out of clicks, of all who were assigned while nobody is compared yet, null where nobody was; apart: orders and sales without a rate, in no amount of any arm; not_compared: who is in no figure of any arm, and why.
/// </summary>
internal sealed record ExperimentAnswer(
    string Id, string Journey, string Step, string Name, string Kind, string State, string Metric, IReadOnlyList<string> Metrics, string StartedAt, double Days, double WindowDays,
    string? Winner, string? PromotedAt, string? PromotedBy, string? ReopenedAt, string? ReopenedWhy, bool PromotesByRule, double? ThompsonFloor, double? UntrackedShare,
    VerdictAnswer? Verdict, IReadOnlyList<ArmAnswer> Arms, IReadOnlyList<ComparisonAnswer> Comparisons, IReadOnlyList<ArmApart> Apart, string? NotCompared, int Pairs)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => ArmApart.Words(Apart);

    /// <summary>What the variants of a mail change in it: subject, preheader, template, offers, hour, or the name of a slot. Empty for other kinds, and where its journey no longer has it.</summary>
    public IReadOnlyList<string> Varies { get; init; } = [];

    public static ExperimentAnswer Of(ExperimentFigures figures)
    {
        var (experiment, definition) = (figures.Experiment, figures.Experiment.Definition);
        return new(
            Form.Id(experiment.Id), definition.Key.Journey, definition.Key.Step, definition.Key.Name, Form.Word(definition.Key.Kind), StateOf(figures), definition.Metric,
            figures.Metrics, Form.At(experiment.StartedAt), Math.Round(figures.Days, 1), definition.Window.TotalDays,
            experiment.Winner, Form.At(experiment.PromotedAt), experiment.PromotedBy, Form.At(experiment.ReopenedAt), experiment.ReopenedWhy, experiment.IsPromotedByRule, definition.ThompsonFloor,
            figures.UntrackedShare,
            figures.Verdict is { } verdict ? VerdictAnswer.Of(verdict, definition.Key.Kind, figures.Closed, figures.Need) : null,
            [.. figures.Arms.Select((arm, index) => ArmAnswer.Of(figures, index))],
            [.. figures.Metrics.SelectMany(metric => ComparisonAnswer.Of(figures, metric))], [.. figures.Arms.SelectMany(arm => arm.Apart)], figures.NotCompared, ArmPairs.CountOf(figures.Arms.Count));
    }

    private static string StateOf(ExperimentFigures figures) => figures.Experiment switch
    {
        { EndedAt: not null } => "ended",
        { Winner: not null } => "promoted",
        { ReopenedAt: not null } => "reopened",
        _ => "running",
    };
}

/// <summary>
/// What the figures say, also in a sentence. Kind: not_enough_data, no_difference_yet, ahead, decided or sample_ratio_mismatch. More recipients and days: what it still takes;
/// 0 recipients where those whose window is open are enough, null where nobody more comes, for it has ended or a winner is in force, and of a holdout while that cannot be said.
/// </summary>
internal sealed record VerdictAnswer(string Kind, string Text, string? Leader, double? ChanceToWin, long? MoreRecipients, double? MoreDays, double? PValue, IReadOnlyList<string> BrokenGuards)
{
    public static VerdictAnswer Of(Verdict verdict, ExperimentKind kind, string? closed, HoldoutNeed? need = null)
    {
        var bare = new VerdictAnswer(VerdictWords.Kind(verdict), VerdictWords.Of(VerdictWords.ForPeople(verdict, kind), closed, need), null, null, null, null, null, []);
        return verdict switch
        {
            Verdict.NotEnoughData or Verdict.NoDifferenceYet when need is not null => bare with { MoreRecipients = need.Customers, MoreDays = need.Days },
            Verdict.NotEnoughData missing when closed is null => bare with { MoreRecipients = missing.MoreRecipients, MoreDays = missing.DaysAtThisRate },
            Verdict.NoDifferenceYet open when closed is null => bare with { MoreRecipients = open.MoreRecipients, MoreDays = open.DaysAtThisRate },
            Verdict.Ahead ahead => bare with { Leader = ahead.Leader, ChanceToWin = ahead.ChanceToWin, BrokenGuards = ahead.BrokenGuards },
            Verdict.Decided decided => bare with { Leader = decided.Winner, ChanceToWin = decided.ChanceToWin },
            Verdict.SampleRatioMismatch mismatch => bare with { PValue = mismatch.PValue },
            _ => bare,
        };
    }
}

/// <summary>An arm: shares, sizes and, per customer, each metric; money in major units. The rates of guards are null while nobody is in it.</summary>
internal sealed record ArmAnswer(
    int Number, string Name, double Weight, double WeightInForce, long Assigned, double Expected, IReadOnlyList<MetricAnswer> Metrics, double? UnsubscribeRate, double? ComplaintRate)
{
    public static ArmAnswer Of(ExperimentFigures figures, int index)
    {
        var arm = figures.Arms[index];
        return new(
            arm.Arm.Number, arm.Arm.Name, arm.Arm.Weight, arm.Arm.InForce, arm.Assigned, arm.Arm.Expected,
            [.. figures.Metrics.Select(metric => MetricAnswer.Of(metric, figures.Counted(metric)[index]))], Guard(arm.Unsubscribes), Guard(arm.Complaints));
    }

    private static double? Guard(Sample.Proportion guard) => guard.Count == 0 ? null : guard.Average;
}

/// <summary>One metric of one arm: the average per customer with a 95 % interval, of a rate Wilson's, which stays within 0..1; the interval is left out where there is no variance to give one, the average where there is nobody.</summary>
internal sealed record MetricAnswer(string Metric, long Customers, double? Average, double Events, double? Low, double? High)
{
    private const double Normal = 1.959963984540054;

    public static MetricAnswer Of(string metric, Sample sample)
    {
        var (middle, half) = sample is not { Count: >= 2, Variance: > 0 } ? (0, null) : sample is Sample.Proportion rate ? Wilson(rate) : (sample.Average, Normal * Math.Sqrt(sample.Variance / sample.Count));
        return new(metric, sample.Count, sample.Count == 0 ? null : sample.Average, sample.EventCount, middle - half, middle + half);
    }

    private static (double Middle, double? Half) Wilson(Sample.Proportion rate)
    {
        var (n, p, square) = ((double)rate.Count, rate.Average, Normal * Normal);
        return ((p + (square / (2 * n))) / (1 + (square / n)), Normal / (1 + (square / n)) * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n * n))));
    }
}

/// <summary>Who promotes which arm.</summary>
internal sealed record PromoteRequest(string Arm);

/// <summary>
/// Weeks that a new experiment would take by each metric. Recipients per week: different customers, null while no whole day is counted; counted days: whole days since
/// the first such mail, at most 90; volume of: step, journey or shop, whose they are. Preselected: the deepest that decides in 8 weeks, null where none does; text: what that
/// comes to, and by whose past, in sentences.
/// </summary>
internal sealed record TestPlanAnswer(double? RecipientsPerWeek, int CountedDays, string VolumeOf, string? Preselected, string Text, string Formula, IReadOnlyList<PlannedMetric> Metrics)
{
    public static TestPlanAnswer Of(PlannedTest planned) => new(
        planned.CountedDays is > 0 ? planned.CustomersPerWeek : null, planned.CountedDays ?? 0, Form.Word(planned.VolumeOf), planned.Plan.Preselected, planned.Text,
        planned.Plan.Waits.Select(wait => wait.Plan?.Formula).FirstOrDefault(formula => formula is not null) ?? "",
        [.. planned.Plan.Waits.Zip(planned.Past, planned.RatesOf).Select(one => new PlannedMetric(one.First.Name, one.Second.Past.Count == 0 ? null : one.Second.Past.Average, one.Second.Past.Count, Form.Word(one.Third), one.First.Plan?.PerArm, one.First.Weeks))]);
}

/// <summary>One metric: its average so far, of how many customers (of clicks: who can be tracked), whose it is (step, journey or shop), and customers to assign and weeks that it takes; null where the past says nothing.</summary>
internal sealed record PlannedMetric(string Metric, double? Average, long PastCustomers, string AverageOf, long? PerVariant, double? Weeks);

/// <summary>A customer behind a figure.</summary>
internal sealed record FigureRow(string CustomerId, string Customer, long Observations, decimal Total);
