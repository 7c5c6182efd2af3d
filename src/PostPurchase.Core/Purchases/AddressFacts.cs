namespace PostPurchase.Core.Purchases;

/// <summary>A postal address, each part as the store gave it. Country is two upper-case letters (ISO 3166-1).</summary>
public sealed record AddressFacts(string? Name, string? Street, string? Zip, string? City, string? Region, string? Country);
