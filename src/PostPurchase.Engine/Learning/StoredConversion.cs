using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Learning;

/// <summary>How a conversion found its customer. The numbers are in rows.</summary>
internal enum ConversionMatch
{
    /// <summary>Not at all: its token is none of ours.</summary>
    None = 0,

    /// <summary>By the token that came back.</summary>
    Token = 1,

    /// <summary>Somebody said whose it is.</summary>
    Person = 2,
}

/// <summary>How a report came. The numbers are in rows.</summary>
internal enum ReportWay
{
    /// <summary>The network called.</summary>
    Postback = 1,

    /// <summary>Somebody loaded a file.</summary>
    Import = 2,

    /// <summary>The network's API was read.</summary>
    Pull = 3,

    /// <summary>An event of type <c>conversion</c> came.</summary>
    Event = 4,
}

/// <summary>One conversion as its row says. What it earned is the sum of its entries.</summary>
internal sealed record StoredConversion
{
    public required long Id { get; init; }

    /// <summary>Null while nobody is known.</summary>
    public CustomerId? Owner { get; init; }

    public required string Store { get; init; }
    public required string Network { get; init; }
    public required string ExternalId { get; init; }
    public string? Token { get; init; }
    public ConversionMatch Match { get; init; }

    /// <summary>Null while everything that was said of it is set aside.</summary>
    public CommissionStatus? Status { get; init; }

    public SendId? Send { get; init; }

    /// <summary>The link of that mail that its token names.</summary>
    public int? Slot { get; init; }

    public string? Offer { get; init; }
    public string? Program { get; init; }
    public string? Journey { get; init; }
    public string? Step { get; init; }
    public PurchaseRowId? Purchase { get; init; }
    public required Instant OccurredAt { get; init; }
    public Instant? ClickedAt { get; init; }
    public Instant? LocksAt { get; init; }
    public required Instant SeenAt { get; init; }

    /// <summary>How many reports of it are set aside.</summary>
    public int HeldCount { get; init; }

    public ConversionDocument Document { get; init; } = new();

    /// <summary>Whose purchase it is: the customer of its mail, or while no mail is known whom an event named; null while nobody is.</summary>
    public CustomerId? Buyer => Owner is null && Document.Customer is { } named ? new CustomerId(named) : Owner;

    /// <summary>The network's id as it is looked up.</summary>
    public string KeyId => Document.KeyScope is { } scope ? KeyOf(ExternalId, scope) : ExternalId;

    /// <summary>The network, and what the id is unique within: with the id the name of this sale alone.</summary>
    public string IdScope => ScopeOf(Network, Document.KeyScope);

    /// <summary>The id of its purchase in the store: <c>affiliate-impact-1000.1</c>; after a match was taken back <c>...~2</c>, since the first is another customer's.</summary>
    public string PurchaseExternalId => Document.TakenBack == 0 ? $"affiliate-{IdScope}-{ExternalId}" : string.Create(CultureInfo.InvariantCulture, $"affiliate-{IdScope}-{ExternalId}~{Document.TakenBack + 1}");

    /// <summary>How an id that is unique within a scope is looked up; with an empty one, what all of that id start with.</summary>
    public static string KeyOf(string externalId, string scope) => $"{externalId}{ScopeMark}{scope}";

    /// <summary>What all ids with a scope are before.</summary>
    public static string KeyAfterScopes(string externalId) => $"{externalId}{(char)(ScopeMark + 1)}";

    /// <summary>The network with a scope of its ids: <c>direct:roast</c>.</summary>
    public static string ScopeOf(string network, string? scope) => scope is null ? network : $"{network}:{scope}";

    // The unit separator of ASCII, which is in no id.
    private const char ScopeMark = '\u001f';
}

/// <summary>What networks say of a conversion beside money.</summary>
internal sealed record ConversionDocument
{
    public string? Merchant { get; init; }
    public string? Order { get; init; }
    public string? StatusWord { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];

    /// <summary>The account or the merchant whose id it is; null where the network's ids are unique, or while nobody said.</summary>
    public string? Scope { get; init; }

    /// <summary>The scope that was known when it was first heard of: it is part of how the sale is looked up and named, for ever.</summary>
    public string? KeyScope { get; init; }

    /// <summary>How often a match was taken back.</summary>
    public int TakenBack { get; init; }

    /// <summary>The customer whom an event named; null where none did, and once its mail is known.</summary>
    public long? Customer { get; init; }
}

/// <summary>A report as its row says.</summary>
internal sealed record StoredReport(long Id, ReportWay Way, HeardReport Heard, string? Held);

/// <summary>An entry as its row says.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Entry">What it says.</param>
/// <param name="EnteredAt">When.</param>
/// <param name="ReportId">The report that it is because of; 0 where somebody took a match back.</param>
internal sealed record StoredEntry(long Id, CommissionEntry Entry, Instant EnteredAt, long ReportId);
