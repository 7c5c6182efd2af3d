using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Intake;

/// <summary>What intake is told by its caller. The functions are pure; they may run twice for one event.</summary>
public sealed record IntakeRules
{
    /// <summary>Which runs start, change and wake by an event.</summary>
    public required Func<IntakeFact, Instant, RunChanges> Enroll { get; init; }

    /// <summary>
    /// An amount in minor units of that store's currency by the rates of that day; null where there is no rate. By default nothing is
    /// converted and amounts are taken as they are.
    /// </summary>
    public Func<string, Money, Instant, long?> Value { get; init; } = (_, money, _) => money.Minor;

    /// <summary>
    /// Decides the first advance of runs that have just started, over the session that stores their event; null leaves them due, to be advanced by whoever does
    /// due work. Nothing of it is kept by a caller whose <see cref="EventIntake.AdvancesAtOnce"/> is off.
    /// </summary>
    internal Func<Storage.Session, IReadOnlyList<StartedRun>, Instant, IReadOnlyList<Storage.RunStep>>? Advance { get; init; }

    /// <summary>
    /// Told of each conversion that came as an event, after it was stored: the ledger takes it, and journeys hear of the sale what the ledger tells, never the event itself.
    /// What the ledger tells is not told back.
    /// </summary>
    internal Action<Storage.Session, Learning.SaleWord, Instant>? Converted { get; init; }

    /// <summary>Reports of orders that name an instant longer ago than this start nothing.</summary>
    public Duration OldAfter { get; init; } = Duration.FromHours(48);

    /// <summary>How long promotion rests after a goodwill refund.</summary>
    public Duration GoodwillRest { get; init; } = Duration.FromDays(7);
}
