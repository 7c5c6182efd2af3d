namespace PostPurchase.Core.Purchases;

/// <summary>One line of an order, a cart or a parcel.</summary>
public sealed record LineFacts
{
    /// <summary>The store's id of the line; its position from 1 where the store gave none.</summary>
    public required string Id { get; init; }

    /// <summary>The store's id of the product.</summary>
    public string? ProductId { get; init; }

    /// <summary>The stock-keeping code.</summary>
    public string? Sku { get; init; }

    /// <summary>What people call it; the code or the product's id where the store gave no name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The product's category.</summary>
    public string? Category { get; init; }

    /// <summary>How many; 0 once all went back.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The price of one.</summary>
    public Money? UnitPrice { get; init; }

    /// <summary>Whether it has to be sent; null where the store did not say.</summary>
    public bool? RequiresShipping { get; init; }

    /// <summary>The product's page.</summary>
    public string? Url { get; init; }

    /// <summary>The product's picture.</summary>
    public string? ImageUrl { get; init; }
}
