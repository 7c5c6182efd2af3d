using System.Globalization;
using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>What marketing brought against the held-out: in money, with an interval, and how many orders more it takes to say so.</summary>
internal static class HoldoutReports
{
    /// <summary>All holdouts, the one of all journeys first.</summary>
    public static HoldoutReport Of(ExperimentDecisions experiments, StoreDirectory stores, Instant now)
    {
        var currency = stores.Of("default").Currency;
        var holdouts = experiments.All(now).Where(figures => figures.IsHoldout)
            .OrderBy(figures => figures.Experiment.Definition.Key.Journey, StringComparer.Ordinal);
        return new HoldoutReport(currency.Code, [.. holdouts.Select(figures => Row(figures, stores)).OfType<HoldoutRow>()]);
    }

    private static HoldoutRow? Row(ExperimentFigures figures, StoreDirectory stores)
    {
        var (currency, endedAt) = (stores.Of("default").Currency, figures.Experiment.EndedAt);
        if (figures.HoldoutSides is not { } places) return null;
        var (mailed, heldOut) = (figures.Arms[places.Mailed], figures.Arms[places.HeldOut]);
        var alarm = figures.Verdict is Verdict.SampleRatioMismatch mismatch ? VerdictWords.Of(mismatch) : null;
        var sides = new Sides(figures, places, alarm is not null, currency);
        var revenue = sides.Of(figures.Samples("revenue"));
        HoldoutMetric[] metrics =
        [
            Measure("revenue", figures.Samples("revenue"), sides) with { MailedAverage = Average(mailed.Revenue.During), HeldOutAverage = Average(heldOut.Revenue.During) },
            Measure("orders", figures.Samples("orders"), sides),
            Measure("unsubscribes", [.. figures.Arms.Select(arm => arm.Unsubscribes)], sides),
        ];
        return new HoldoutRow(
            figures.Experiment.Id.ToString(CultureInfo.InvariantCulture), figures.Experiment.Definition.Key.Journey, heldOut.Arm.Weight, mailed.Assigned, heldOut.Assigned, metrics,
            Money(mailed.Commission.Sum, currency), Lost(metrics[0], mailed.Commission.Sum, currency), alarm,
            mailed.Counted + heldOut.Counted - revenue.Mailed.Count - revenue.HeldOut.Count, [.. mailed.Apart, .. heldOut.Apart], figures.NotCompared)
        {
            Ended = endedAt is { } at ? $"It ended on {at.InZone(stores.Of("default").TimeZone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}: nobody is held out any more." : null,
        };
    }

    private static HoldoutMetric Measure(string metric, IReadOnlyList<Sample> samples, Sides sides)
    {
        var (mailed, heldOut) = sides.Of(samples);
        var (effect, shortage) = (HoldoutEffect.Measure(mailed, heldOut), sides.Figures.Shortage(samples));
        // Of what has ended nobody more comes.
        var need = sides.HasEnded ? null : HoldoutNeed.Of(sides.Figures, samples);
        var bare = new HoldoutMetric(metric, Average(mailed), Average(heldOut), need?.Customers, need?.Orders, "") { IsAdjusted = mailed is Sample.Adjusted };
        var more = need is { Words: { Length: > 0 } words } ? $"; {words}" : "";
        if (effect is not HoldoutEffect.Measured measured)
            return bare with { Text = $"Not enough data: {Why(metric, "held out", heldOut) ?? Why(metric, "mailed", mailed) ?? ((HoldoutEffect.NotEnoughData)effect).Why}{more}." };

        string Amount(double amount) => metric == "revenue" ? AmountWords.Of(amount, sides.Currency) : $"{amount.ToString("N0", CultureInfo.InvariantCulture)} {metric}";
        var (per, between) = (measured.PerCustomer, measured.TotalBetween);
        var isProven = measured.IsProven && !sides.HasAlarm;
        var said = isProven ? $"Marketing {(measured.Total > 0 ? "brought" : "cost")} {Amount(Math.Abs(measured.Total))}" : sides.HasAlarm ? "Nothing can be said, for the sizes of both sides do not fit" : sides.HasEnded ? "No difference was proven" : "No difference is proven yet";
        if (measured is { LeavesOutZero: true, IsProven: false } && shortage is not null && !sides.HasAlarm) said += $", for {Lack(shortage, sides)}";
        return bare with
        {
            Difference = per.Expected, Low = per.Confidence.Low, High = per.Confidence.High, Total = measured.Total, TotalLow = between.Low, TotalHigh = between.High, IsProven = isProven,
            Text = $"{said}: between {Amount(between.Low)} and {Amount(between.High)} over all who were mailed{(bare.IsAdjusted ? ", with what customers had spent before taken out" : "")}{(isProven || sides.HasAlarm ? "" : more)}.",
        };
    }

    private static string Lack(Verdict.NotEnoughData shortage, Sides sides) => VerdictWords.ForPeople(shortage, sides.Figures.Experiment.Definition.Key.Kind) is Verdict.NotEnoughData told ? told.Why : shortage.Why;

    // What keeps a side from being compared, in the words of the report; null where it is something else.
    private static string? Why(string metric, string side, Sample sample) => sample switch
    {
        { Count: 0 } => $"nobody who was {side} is counted yet",
        { Count: 1 } => $"only one customer who was {side} is counted so far",
        { Average: 0, Variance: <= 0 } => $"nobody who was {side} has {(metric == "unsubscribes" ? "unsubscribed" : "bought again")} yet",
        { Variance: <= 0 } => $"all who were {side} did the same",
        _ => null,
    };

    // Partners' offers may take customers away from the shop: what that cost is at most what own revenue fell.
    private static OwnSalesLost? Lost(HoldoutMetric revenue, double commission, Currency currency)
    {
        if (revenue is not { Total: { } total, TotalLow: { } low }) return null;
        var (estimate, atMost, isProven) = (Math.Max(0, -total), Math.Max(0, -low), revenue.IsProven && total < 0);
        var (lower, most) = (AmountWords.Of(estimate, currency), AmountWords.Of(atMost, currency));
        var said = (isProven, estimate > 0, revenue.IsProven) switch
        {
            (true, _, _) => $"Own sales of those who were mailed are {lower} lower than without mail (at most {most})",
            (_, true, _) => $"It is not proven that own sales fell: so far those who were mailed bought for {lower} less than without mail, and {most} less is possible",
            (_, _, true) => "Own sales did not fall",
            _ when atMost == 0 => "It is not proven that own sales did not fall, though nothing shows that they did",
            _ => $"It is not proven that own sales did not fall: at most {most} may have gone to partners",
        };
        return new OwnSalesLost(Money(estimate, currency), Money(atMost, currency), isProven, $"{said}, beside {AmountWords.Of(commission, currency)} of commission as earned.");
    }

    private static double? Average(Sample side) => side.Count == 0 ? null : side.Average;

    private static decimal Money(double amount, Currency currency) => double.IsFinite(amount) && Math.Abs(amount) < 1e15 ? decimal.Round((decimal)amount, currency.Exponent) : 0;

    // What all metrics of a holdout have in common.
    private sealed record Sides(ExperimentFigures Figures, (int Mailed, int HeldOut) Places, bool HasAlarm, Currency Currency)
    {
        public bool HasEnded => Figures.Experiment.EndedAt is not null;

        public (Sample Mailed, Sample HeldOut) Of(IReadOnlyList<Sample> samples) => (samples[Places.Mailed], samples[Places.HeldOut]);
    }
}
