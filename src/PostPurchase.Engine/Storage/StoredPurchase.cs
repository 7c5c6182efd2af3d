using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>A purchase as the database knows it.</summary>
public sealed record StoredPurchase
{
    /// <summary>Row id.</summary>
    public required PurchaseRowId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>Key of the store.</summary>
    public required string Store { get; init; }

    /// <summary>When the order was placed.</summary>
    public required Instant OrderedAt { get; init; }

    /// <summary>Its newest state as the store reported it.</summary>
    public required PurchaseFacts Reported { get; init; }

    /// <summary>That state with the refunds that were reported beside it: what journeys and templates see.</summary>
    public required PurchaseFacts Facts { get; init; }

    /// <summary>The total in minor units of the store's currency by the owner's dated rates; null where there is no rate.</summary>
    public long? Value { get; init; }

    /// <summary>What went back, in the same; null where there is no rate.</summary>
    public long? RefundedValue { get; init; }

    /// <summary>What journeys were told of it.</summary>
    public PurchaseNews Told { get; init; }

    /// <summary>When its first parcel left.</summary>
    public Instant? ShippedAt { get; init; }

    /// <summary>When its first parcel arrived.</summary>
    public Instant? DeliveredAt { get; init; }
}

/// <summary>What is new about a purchase for journeys; each is told once a purchase.</summary>
[Flags]
public enum PurchaseNews
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The first version of it that stands, of whatever kind, paid or not: for triggers whose condition names kind or payment.</summary>
    Seen = 1,

    /// <summary>The first that is paid, of whatever kind: for the same triggers.</summary>
    Paid = 2,

    /// <summary>The first usable one (an order or a test, paid): for all other triggers on purchase.</summary>
    Usable = 4,
}
