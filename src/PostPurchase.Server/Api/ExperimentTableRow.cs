using PostPurchase.Engine.Learning;

namespace PostPurchase.Server.Api;

/// <summary>
/// A row of the table of experiments: one metric of one arm, with its comparison with the control, which is empty for the control itself. Verdict and winner are of the
/// whole experiment; the other columns are those of <see cref="ExperimentAnswer"/>, <see cref="ArmAnswer"/>, <see cref="MetricAnswer"/> and <see cref="ComparisonAnswer"/>.
/// </summary>
internal sealed record ExperimentTableRow(
    string Id, string Journey, string Step, string Experiment, string Kind, string State, string DecidesBy, string StartedAt, double Days, double WindowDays, string? Winner, string? Verdict, string? VerdictText,
    string Arm, double Weight, double WeightInForce, long Assigned, double? UnsubscribeRate, double? ComplaintRate,
    string Metric, long Customers, double? Average, double Events, double? AverageLow, double? AverageHigh,
    string? Control, double? Difference, double? Low, double? High, double? Relative, double? ChanceToWin, double? PValue, bool? IsProven, string? Why, bool? IsAdjusted, string? LeftOut, string? NotCompared)
{
    public static IEnumerable<ExperimentTableRow> Of(ExperimentFigures figures)
    {
        var one = ExperimentAnswer.Of(figures);
        var comparisons = one.Comparisons.ToDictionary(comparison => (comparison.Arm, comparison.Metric));
        return one.Arms.SelectMany(arm => arm.Metrics.Select(metric => Row(one, arm, metric, comparisons.GetValueOrDefault((arm.Name, metric.Metric)))));
    }

    private static ExperimentTableRow Row(ExperimentAnswer one, ArmAnswer arm, MetricAnswer metric, ComparisonAnswer? than) => new(
        one.Id, one.Journey, one.Step, one.Name, one.Kind, one.State, one.Metric, one.StartedAt, one.Days, one.WindowDays, one.Winner, one.Verdict?.Kind, one.Verdict?.Text,
        arm.Name, arm.Weight, arm.WeightInForce, arm.Assigned, arm.UnsubscribeRate, arm.ComplaintRate,
        metric.Metric, metric.Customers, metric.Average, metric.Events, metric.Low, metric.High,
        than?.Control, than?.Difference, than?.Low, than?.High, than?.Relative, than?.ChanceToWin, than?.PValue, than?.IsProven, than?.Why, than?.IsAdjusted, one.LeftOut, one.NotCompared);
}
