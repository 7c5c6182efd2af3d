using NodaTime;

namespace PostPurchase.Core.Purchases;

/// <summary>The state of one order, as its store reported it at <see cref="UpdatedAt"/>.</summary>
public sealed record PurchaseFacts
{
    /// <summary>The store's own id, as text (ids beyond 2^53 stay exact). One purchase per store and id.</summary>
    public required string Id { get; init; }

    /// <summary>What people call the order: <c>#1001</c>. Null where the store gave none.</summary>
    public string? Number { get; init; }

    /// <summary>What kind of order it is.</summary>
    public PurchaseKind Kind { get; init; } = PurchaseKind.Order;

    /// <summary>Whether it is paid (or needs no payment).</summary>
    public bool Paid { get; init; } = true;

    /// <summary>Whether it stands, or was called off.</summary>
    public PurchaseState State { get; init; } = PurchaseState.Open;

    /// <summary>The version: a state with an older instant never overwrites one with a newer (UTC).</summary>
    public required Instant UpdatedAt { get; init; }

    /// <summary>What was paid in all. Its currency is the currency of the purchase.</summary>
    public required Money Total { get; init; }

    /// <summary>The goods after discounts, without shipping.</summary>
    public Money? Subtotal { get; init; }

    /// <summary>Tax.</summary>
    public Money? Tax { get; init; }

    /// <summary>Shipping.</summary>
    public Money? Shipping { get; init; }

    /// <summary>What was taken off, positive.</summary>
    public Money? Discount { get; init; }

    /// <summary>What went back so far, positive; null where the store did not say.</summary>
    public Money? Refunded { get; init; }

    /// <summary>Discount codes that the customer used.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The page that shows the customer this order.</summary>
    public string? StatusUrl { get; init; }

    /// <summary>Where it was bought: <c>web</c>, <c>pos</c>, <c>affiliate</c>, a marketplace's name ...</summary>
    public string? Channel { get; init; }

    /// <summary>Whether it is for somebody else.</summary>
    public bool Gift { get; init; }

    /// <summary>The company that ordered; null for a private person.</summary>
    public string? Company { get; init; }

    /// <summary>The store's tags of the order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the goods go.</summary>
    public AddressFacts? ShippingAddress { get; init; }

    /// <summary>The lines, in the store's order; may be empty.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];

    /// <summary>The currency of every amount.</summary>
    public Currency Currency => Total.Currency;
}
