using PostPurchase.Core.Experiments;

namespace PostPurchase.Engine.Learning;

/// <summary>What it still takes to say something of a holdout by a metric: the one forecast of its own page and of the report.</summary>
/// <param name="Customers">About how many more, of both sides: where a difference shows, until it may be compared; else until one worth finding would show. 0 where nobody more; null while it cannot be said.</param>
/// <param name="Waiting">Customers who are there already and count once their time is over, where it takes them too.</param>
/// <param name="Orders">How many own orders so many customers place, at the rate so far; null where that is not known.</param>
/// <param name="Days">Days until then, at the rate of assignment so far; null where that is not known.</param>
internal sealed record HoldoutNeed(long? Customers, long Waiting, long? Orders, double? Days)
{
    private const double DaysOfFiveYears = 5 * 365.25;

    /// <summary>What it takes by the samples of a metric, one an arm; null where both sides are not there.</summary>
    /// <param name="figures">The figures of a holdout that has not ended.</param>
    /// <param name="samples">As <see cref="ExperimentFigures.Samples"/>.</param>
    public static HoldoutNeed? Of(ExperimentFigures figures, IReadOnlyList<Sample> samples)
    {
        if (figures.HoldoutSides is not { } sides) return null;
        var (mailed, heldOut) = (figures.Arms[sides.Mailed], figures.Arms[sides.HeldOut]);
        var (customers, waiting) = Needed(HoldoutEffect.Measure(samples[sides.Mailed], samples[sides.HeldOut]), figures.Shortage(samples), mailed.Waiting + heldOut.Waiting);
        // At the pace at which both sides have filled so far.
        var assigned = mailed.Assigned + heldOut.Assigned;
        double? days = assigned > 0 && customers is { } more ? (more * Math.Max(1, figures.Days) / assigned) + (more + waiting > 0 ? figures.DaysToWait : 0) : null;
        return new HoldoutNeed(customers, waiting, HoldoutEffect.OrdersOf(customers, mailed.Orders, heldOut.Orders), days);
    }

    /// <summary>In words, as a clause without an end; empty where nothing is missing.</summary>
    public string Words => (Customers, Orders) switch
    {
        (0, _) when Waiting > 0 => $"it takes nobody more: {VerdictWords.Customers(Waiting)} {(Waiting == 1 ? "counts" : "count")} once their time is over",
        (0, _) => "",
        (null, _) => "how many orders it takes can be said once some customers of both sides are counted and have bought again",
        _ when Days > DaysOfFiveYears => "at this shop's volume it cannot be told: it would take more than five years",
        ({ } customers, { } orders) => $"it takes about {VerdictWords.Count(orders)} more {(orders == 1 ? "order" : "orders")}, from {VerdictWords.More(customers)}{VerdictWords.Days(Days)}",
        ({ } customers, _) => $"it takes about {VerdictWords.More(customers)}{VerdictWords.Days(Days)}",
    };

    // Where a difference shows, what the verdict asks for before it compares; else also what a difference worth finding takes. Those who wait are there already.
    private static (long? Customers, long Waiting) Needed(HoldoutEffect effect, Verdict.NotEnoughData? shortage, long waiting)
    {
        var atLeast = shortage?.MoreRecipients ?? 0;
        if (effect is HoldoutEffect.Measured { LeavesOutZero: true, IsProven: false }) return (atLeast, shortage?.Waiting ?? 0);
        if (effect.MoreCustomers is not { } more) return (null, 0);
        return (Math.Max(atLeast, Math.Max(0, more - waiting)), more > 0 || shortage is not null ? waiting : 0);
    }
}
