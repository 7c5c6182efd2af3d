namespace PostPurchase.Core.Purchases;

/// <summary>A number of pieces of one line, named by the line's id or, where that is null, by the product's.</summary>
public sealed record LineQuantity(string? LineId, string? ProductId, int Quantity);
