namespace PostPurchase.Core.Purchases;

/// <summary>A sale that a network reported.</summary>
public sealed record ConversionFacts
{
    /// <summary>The network's key.</summary>
    public required string Network { get; init; }

    /// <summary>The network's id of the conversion.</summary>
    public required string Id { get; init; }

    /// <summary>The token of our link, as the sub-id came back.</summary>
    public string? Token { get; init; }

    /// <summary>How far the commission is: <c>pending</c>, <c>approved</c>, <c>reversed</c>, <c>paid</c> or <c>other</c>.</summary>
    public string Status { get; init; } = "pending";

    /// <summary>What the customer paid the merchant.</summary>
    public Money? SaleAmount { get; init; }

    /// <summary>What we earn.</summary>
    public Money? Commission { get; init; }

    /// <summary>What was bought, where the network says.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];
}
