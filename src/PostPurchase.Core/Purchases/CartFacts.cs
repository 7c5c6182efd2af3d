namespace PostPurchase.Core.Purchases;

/// <summary>A checkout that was begun and not finished.</summary>
public sealed record CartFacts
{
    /// <summary>The store's id of the cart.</summary>
    public required string Id { get; init; }

    /// <summary>The page that brings it back.</summary>
    public string? Url { get; init; }

    /// <summary>Its total.</summary>
    public Money? Total { get; init; }

    /// <summary>What is in it.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];
}
