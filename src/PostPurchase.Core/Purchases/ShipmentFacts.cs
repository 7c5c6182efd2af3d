using NodaTime;

namespace PostPurchase.Core.Purchases;

/// <summary>One parcel.</summary>
public sealed record ShipmentFacts
{
    /// <summary>The store's id of the parcel.</summary>
    public required string Id { get; init; }

    /// <summary>Who carries it.</summary>
    public string? Carrier { get; init; }

    /// <summary>The carrier's number.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The page that shows where it is.</summary>
    public string? TrackingUrl { get; init; }

    /// <summary>The day on which it should arrive.</summary>
    public LocalDate? Eta { get; init; }

    /// <summary>What is in it; empty where the store did not say.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];
}
