namespace PostPurchase.Core.Purchases;

/// <summary>What a store said of one refund; <see cref="RefundMeaning"/> says what it means for the purchase.</summary>
public sealed record RefundFacts
{
    /// <summary>The store's id of the refund: the same id twice is one refund.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// What went back in this refund, in major units of the purchase's currency (a refund may arrive before its order, when the
    /// currency is not known yet). Null where only lines, or nothing, were named.
    /// </summary>
    public decimal? Amount { get; init; }

    /// <summary>The currency of the amount, where the store said it.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Which lines, and how many of each.</summary>
    public IReadOnlyList<LineQuantity> Lines { get; init; } = [];

    /// <summary>Whether the order was cancelled: then the refund is of the whole.</summary>
    public bool Cancels { get; init; }
}
