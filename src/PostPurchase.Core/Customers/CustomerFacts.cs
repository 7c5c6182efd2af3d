using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Customers;

/// <summary>What one event says of its customer. Null means that the event does not say, never that it is empty.</summary>
public sealed record CustomerFacts
{
    /// <summary>An event that names no customer: intake finds them by the purchase.</summary>
    public static CustomerFacts Nobody { get; } = new();

    /// <summary>The address, trimmed, otherwise as given.</summary>
    public string? Email { get; init; }

    /// <summary>The store's own id of the customer.</summary>
    public string? ExternalId { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Telephone number as given.</summary>
    public string? Phone { get; init; }

    /// <summary>Two upper-case letters (ISO 3166-1).</summary>
    public string? Country { get; init; }

    /// <summary>An IANA time zone that exists: <c>America/New_York</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether the zone was only guessed from an address: then it fills a gap and replaces nothing. Not part of the canonical form.</summary>
    public bool TimeZoneIsGuessed { get; init; }

    /// <summary>Language and country: <c>en-US</c>, <c>de</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>What the customer agreed to.</summary>
    public ConsentFacts Consent { get; init; } = ConsentFacts.Unknown;

    /// <summary>When <see cref="Consent"/> was said (UTC), where the store knows that; null where it is as old as the report: of a purchase <see cref="PurchaseFacts.UpdatedAt"/>, of all else when it happened. Not part of the canonical form.</summary>
    public Instant? ConsentAt { get; init; }

    /// <summary>Free data of the customer.</summary>
    public FreeData Attributes { get; init; } = FreeData.Empty;

    /// <summary>The customer's tags; null where the event says nothing of tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Whether the event names a customer at all.</summary>
    public bool IsNamed => Email is not null || ExternalId is not null;
}
