using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Customers;

/// <summary>A customer as everything that arrived about them adds up.</summary>
public sealed record Customer
{
    /// <summary>Immutable id.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>Key of the store.</summary>
    public required string Store { get; init; }

    /// <summary>Address for comparing: lower case, domain as A-label. Null for one who is known only by the store's id.</summary>
    public string? Email { get; init; }

    /// <summary>Address as last given: what mail goes to.</summary>
    public string? Address { get; init; }

    /// <summary>The store's own id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Telephone number as given.</summary>
    public string? Phone { get; init; }

    /// <summary>ISO 3166 alpha-2 of where they live, by their own data or else by the last shipping address.</summary>
    public string? Country { get; init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Language and country.</summary>
    public string? Locale { get; init; }

    /// <summary>Free data, keys merged over time.</summary>
    public FreeData Attributes { get; init; } = FreeData.Empty;

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What of <see cref="Tags"/> and <see cref="Attributes"/> is journeys' doing; null where nothing is.</summary>
    public JourneyChanges? Changes { get; init; }

    /// <summary>The instant of the newest event whose facts are in here; older ones only fill what is missing.</summary>
    public Instant FactsAt { get; init; }

    /// <summary>Consent as evidenced: of each kind the newest word, of two equally new the stricter.</summary>
    public ConsentFacts Consent { get; init; } = ConsentFacts.Unknown;

    /// <summary>When <see cref="Consent"/> was said, kind by kind.</summary>
    public ConsentInstants ConsentAt { get; init; } = ConsentInstants.Never;

    /// <summary>Purchases that stand and are paid; replacements and exchanges do not count.</summary>
    public int PurchaseCount { get; init; }

    /// <summary>Purchases that were paid back as a whole or cancelled.</summary>
    public int RefundedCount { get; init; }

    /// <summary>What the standing purchases cost after refunds, in minor units of the store's currency.</summary>
    public long TotalSpent { get; init; }

    /// <summary>First standing purchase.</summary>
    public Instant? FirstPurchaseAt { get; init; }

    /// <summary>Last standing purchase.</summary>
    public Instant? LastPurchaseAt { get; init; }

    /// <summary>Until when promotion rests after a goodwill refund.</summary>
    public Instant? GoodwillUntil { get; init; }

    /// <summary>Until when they asked for a pause.</summary>
    public Instant? PausedUntil { get; init; }

    /// <summary>The customer who this one turned out to be; rows stay with their owner, reads go on to that one.</summary>
    public CustomerId? MergedInto { get; init; }

    /// <summary>When they were first seen.</summary>
    public Instant CreatedAt { get; init; }
}

/// <summary>When each kind of consent was last given or refused; null = never said.</summary>
public sealed record ConsentInstants(Instant? Own, Instant? ThirdParty, Instant? Tracking)
{
    /// <summary>Nothing was ever said.</summary>
    public static ConsentInstants Never { get; } = new(null, null, null);
}
