using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Intake;

/// <summary>One webhook, API event or imported row, read and verified.</summary>
public sealed record Delivery
{
    /// <summary>Name of the source, as in the settings; with the delivery id it says what came twice.</summary>
    public required string Source { get; init; }

    /// <summary>The sender's id of this delivery; null where only its events have ids.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The bytes as they came; kept for replay.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What it says; empty for a topic that is not used, which is stored and ignored.</summary>
    public required IReadOnlyList<StoreEvent> Events { get; init; }

    /// <summary>What only the request's headers say of its kind (Shopify's or WooCommerce's topic); null where the body says it. Kept for replay.</summary>
    public string? Topic { get; init; }

    /// <summary>The number of the stored delivery that this one is again, or null: its events are processed although they are known, as if they were news.</summary>
    public long? ReplayOf { get; init; }

    /// <summary>Whether it is history (an import without --enroll): it is stored, and starts nothing.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Whether orders that are over 48 hours old start runs too (replay, import with <c>--enroll</c>).</summary>
    public bool EnrollOld { get; init; }
}
