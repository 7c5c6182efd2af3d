namespace PostPurchase.Core.Purchases;

/// <summary>A request for help.</summary>
public sealed record TicketFacts(string Id, string? Subject, string? Channel);
