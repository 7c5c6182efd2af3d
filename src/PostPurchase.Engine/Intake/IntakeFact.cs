using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// One stored event with what it changed: all that is needed to start, end and wake runs. Versions of a purchase that bring neither news nor
/// a refund are not told.
/// </summary>
public sealed record IntakeFact
{
    /// <summary>The event.</summary>
    public required StoreEvent Event { get; init; }

    /// <summary>Row id of the event: the run key of runs about it.</summary>
    public required long EventId { get; init; }

    /// <summary>The customer after it.</summary>
    public required Customer Customer { get; init; }

    /// <summary>The purchase that it is about, after it; null where it is about none.</summary>
    public Purchase? Purchase { get; init; }

    /// <summary>What journeys learn of the purchase for the first time.</summary>
    public PurchaseNews News { get; init; }

    /// <summary>What went back by this event, or null. Also set by a version of the purchase that calls it off: journeys take that as a refund.</summary>
    public RefundMeaning? Refund { get; init; }

    /// <summary>
    /// Whether journeys hear of that refund for the first time, of an order that stood and was paid before it: otherwise it ends runs and starts none.
    /// </summary>
    public bool RefundIsNews { get; init; }

    /// <summary>Whether it may start runs: false for history.</summary>
    public bool MayStart { get; init; } = true;

    /// <summary>The session of the operation that stores it: reads see the event's own rows, which no other session sees yet. Null outside of one.</summary>
    internal Session? Session { get; init; }

    /// <summary>All runs of the customer, open and ended, as they are now.</summary>
    public required IReadOnlyList<HeldRun> Runs { get; init; }
}
