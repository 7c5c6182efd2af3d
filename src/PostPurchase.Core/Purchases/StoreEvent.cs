using NodaTime;
using PostPurchase.Core.Customers;

namespace PostPurchase.Core.Purchases;

/// <summary>A fact that arrived from a store, a help desk, a network or a file, in the one form that the engine works with.</summary>
public sealed record StoreEvent
{
    /// <summary>The sender's id of this event: equal ids of one store are the same event. Never empty.</summary>
    public required string Id { get; init; }

    /// <summary>The id that an earlier version gave the same event; null where that is no other. One that was stored under it is known.</summary>
    public string? FormerId { get; init; }

    /// <summary>The key of the store that it belongs to; <c>default</c> where none is named.</summary>
    public string Store { get; init; } = "default";

    /// <summary>When it happened (UTC). For a purchase: when the order was placed, also in later updates of it.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>Whether the sender did not say when it happened, and <see cref="OccurredAt"/> is when it came: after all that was reported before, whatever the sender's clock.</summary>
    public bool IsOfArrival { get; init; }

    /// <summary>What the event says of the customer; <see cref="CustomerFacts.Nobody"/> where it names only a purchase.</summary>
    public CustomerFacts Customer { get; init; } = CustomerFacts.Nobody;

    /// <summary>What happened.</summary>
    public required EventBody Body { get; init; }

    /// <summary>The store's id of the purchase that the event is about; never null for purchase, refund, shipped and delivered.</summary>
    public string? PurchaseId { get; init; }

    /// <summary>Free data of the event: <c>event.properties</c> in a template.</summary>
    public FreeData Properties { get; init; } = FreeData.Empty;

    /// <summary>The canonical type, as <see cref="EventBody.Type"/>.</summary>
    public string Type => Body.Type;
}
