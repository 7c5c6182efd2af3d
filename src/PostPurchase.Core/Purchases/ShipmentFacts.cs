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

    /// <summary>The parcel with what was known of it where this does not say.</summary>
    /// <param name="known">An earlier word of the same parcel.</param>
    public ShipmentFacts Over(ShipmentFacts known) => this with
    {
        Carrier = Carrier ?? known.Carrier,
        TrackingNumber = TrackingNumber ?? known.TrackingNumber,
        TrackingUrl = TrackingUrl ?? known.TrackingUrl,
        Eta = Eta ?? known.Eta,
        Lines = Lines.Count > 0 ? Lines : known.Lines,
    };

    /// <summary>
    /// The parcel with what the order says of its lines: many stores name the line or the product of a parcel and nothing else. Quantities stay the
    /// parcel's.
    /// </summary>
    /// <param name="ordered">The lines of its order.</param>
    public ShipmentFacts With(IReadOnlyList<LineFacts> ordered) => this with { Lines = [.. Lines.Select(line => Known(line, ordered))] };

    private static LineFacts Known(LineFacts line, IReadOnlyList<LineFacts> ordered)
    {
        var same = ordered.FirstOrDefault(one => one.Id == line.Id) ?? ordered.FirstOrDefault(one => one.ProductId is not null && one.ProductId == line.ProductId);
        var isNamed = line.Name.Length > 0 && line.Name != line.Sku && line.Name != line.ProductId;
        if (same is null) return line;
        return isNamed ? line with { Url = line.Url ?? same.Url, ImageUrl = line.ImageUrl ?? same.ImageUrl } : same with { Quantity = line.Quantity };
    }
}
