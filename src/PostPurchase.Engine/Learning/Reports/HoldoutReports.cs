using System.Globalization;
using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Running;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>What marketing brought against the held-out: in money, with an interval, and how many orders more it takes to say so.</summary>
internal static class HoldoutReports
{
    /// <summary>All holdouts, the one of all journeys first.</summary>
    public static HoldoutReport Of(ExperimentDecisions experiments, StoreDirectory stores, Instant now)
    {
        var currency = stores.Of("default").Currency;
        var holdouts = experiments.All(now).Where(figures => figures.Experiment.Definition.Key.Kind is ExperimentKind.Holdout or ExperimentKind.GlobalHoldout)
            .OrderBy(figures => figures.Experiment.Definition.Key.Journey, StringComparer.Ordinal);
        return new HoldoutReport(currency.Code, [.. holdouts.Select(figures => Row(figures, currency.Code)).OfType<HoldoutRow>()]);
    }

    private static HoldoutRow? Row(ExperimentFigures figures, string currency)
    {
        var heldOut = figures.Arms.FirstOrDefault(arm => arm.Arm.Name == JourneyExperiments.HeldOut);
        var mailed = figures.Arms.FirstOrDefault(arm => arm.Arm.Name == JourneyExperiments.Mailed);
        if (heldOut is null || mailed is null) return null;
        Sample[] revenue = [.. figures.Samples("revenue")];
        var (m, h) = (figures.Arms.ToList().IndexOf(mailed), figures.Arms.ToList().IndexOf(heldOut));
        HoldoutMetric[] metrics =
        [
            Measure("revenue", revenue[m], revenue[h], currency),
            Measure("orders", mailed.Orders, heldOut.Orders, null),
            Measure("unsubscribes", mailed.Unsubscribes, heldOut.Unsubscribes, null),
        ];
        return new HoldoutRow(
            figures.Experiment.Id.ToString(CultureInfo.InvariantCulture), figures.Experiment.Definition.Key.Journey, heldOut.Arm.Weight, mailed.Assigned, heldOut.Assigned, metrics,
            Money(mailed.Commission.Sum), Lost(metrics[0], mailed.Commission.Sum, currency),
            figures.Verdict is Verdict.SampleRatioMismatch mismatch ? VerdictWords.Of(mismatch) : null);
    }

    private static HoldoutMetric Measure(string metric, Sample mailed, Sample heldOut, string? currency)
    {
        var effect = HoldoutEffect.Measure(mailed, heldOut);
        if (effect is not HoldoutEffect.Measured measured)
        {
            return new HoldoutMetric(
                metric, mailed.Average, heldOut.Average, null, null, null, null, null, null, false, effect.MoreOrders,
                $"Not enough data: {((HoldoutEffect.NotEnoughData)effect).Why}{More(effect.MoreOrders)}.");
        }

        var (per, between) = (measured.PerCustomer, measured.TotalBetween);
        var isProven = !per.Confidence.Contains(0);
        var said = isProven
            ? $"Marketing {(measured.Total > 0 ? "brought" : "cost")} {Amount(Math.Abs(measured.Total), metric, currency)}"
            : "No difference is proven yet";
        return new HoldoutMetric(
            metric, mailed.Average, heldOut.Average, per.Expected, per.Confidence.Low, per.Confidence.High, measured.Total, between.Low, between.High, isProven, effect.MoreOrders,
            $"{said}: between {Amount(between.Low, metric, currency)} and {Amount(between.High, metric, currency)} over all who were mailed{(isProven ? "" : More(effect.MoreOrders))}.");
    }

    // Partners' offers may take customers away from the shop: what that cost is at most what own revenue fell.
    private static OwnSalesLost? Lost(HoldoutMetric revenue, double commission, string currency)
    {
        if (revenue is not { Total: { } total, TotalLow: { } low }) return null;
        var (estimate, atMost) = (Math.Max(0, -total), Math.Max(0, -low));
        var text = estimate > 0
            ? $"Own sales of those who were mailed are {Amount(estimate, "revenue", currency)} lower than without mail (at most {Amount(atMost, "revenue", currency)}), beside {Amount(commission, "revenue", currency)} of commission as earned."
            : $"Own sales did not fall: at most {Amount(atMost, "revenue", currency)} may have gone to partners, beside {Amount(commission, "revenue", currency)} of commission as earned.";
        return new OwnSalesLost(Money(estimate), Money(atMost), text);
    }

    private static string More(long orders) => orders switch
    {
        0 => "",
        > 1_000_000_000 => "; it takes more orders than this shop will ever have",
        _ => $"; it takes about {orders.ToString("N0", CultureInfo.InvariantCulture)} orders more",
    };

    private static string Amount(double amount, string metric, string? currency) => currency is null
        ? $"{amount.ToString("N0", CultureInfo.InvariantCulture)} {metric}"
        : $"{amount.ToString("N2", CultureInfo.InvariantCulture)} {currency}";

    private static decimal Money(double amount) => double.IsFinite(amount) && Math.Abs(amount) < 1e15 ? decimal.Round((decimal)amount, 2) : 0;
}
