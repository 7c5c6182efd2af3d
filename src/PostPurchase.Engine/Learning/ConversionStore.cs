using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>Reads conversions, what was said of them and their ledger. Everything is written by <see cref="ConversionIntake"/>.</summary>
internal static class ConversionStore
{
    /// <summary>One by its id, or null.</summary>
    public static StoredConversion? Find(Session session, long id) => session[ConversionSql.Find].With(id).First(row => Read(session, row));

    /// <summary>One by the network's id, or null.</summary>
    public static StoredConversion? Find(Session session, string network, string externalId) =>
        session[ConversionSql.FindKey].With(network).With(externalId).First(row => row.Long(1)) is var id and not 0 ? Find(session, id) : null;

    /// <summary>
    /// The one that a report is about, or null. One that was first heard of without saying of which account or merchant it is belongs to the first that speaks of it; a report
    /// that does not say so is of the one that has its id, or of several the one that was told the same.
    /// </summary>
    public static StoredConversion? Find(Session session, ConversionReport report)
    {
        var plain = Plain(session, report);
        if (report.Scope is not { } scope) return plain ?? AmongScoped(session, report);
        var own = Find(session, report.Network, StoredConversion.KeyOf(report.ConversionId, scope));
        return own ?? (plain is not null && ((plain.Document.Scope ?? scope) == scope || IsToldOf(session, plain, report)) ? plain : null);
    }

    // Events once kept the network as whoever sent them wrote it.
    private static StoredConversion? Plain(Session session, ConversionReport report)
    {
        var network = report.Network;
        return Find(session, network, report.ConversionId)
            ?? Find(session, network.ToUpperInvariant(), report.ConversionId)
            ?? (network.Length > 0 ? Find(session, $"{char.ToUpperInvariant(network[0])}{network[1..]}", report.ConversionId) : null);
    }

    // Orders of two merchants were once one sale: a product that was told there then is there.
    private static bool IsToldOf(Session session, StoredConversion plain, ConversionReport report)
    {
        var told = SamePart(session, plain.Id, report);
        return NaturalKeys.PartOf(report).Length > 0
            && told.TrueForAll(one => one.Scope is null || one.Scope == report.Scope)
            && told.Exists(one => one.Scope == report.Scope || one.Commission == report.Commission || report.Commission is null or { Minor: 0 });
    }

    // Where several have the id, the one that has the product, first of all with the same amount; without a product only the amount says which.
    private static StoredConversion? AmongScoped(Session session, ConversionReport report)
    {
        var found = session[ConversionSql.FindScoped].With(report.Network).With(StoredConversion.KeyOf(report.ConversionId, "")).With(StoredConversion.KeyAfterScopes(report.ConversionId)).All(row => row.Long(0));
        if (found.Count <= 1) return found is [var only] ? Find(session, only) : null;
        var telling = found.Select(id => (Id: id, Told: SamePart(session, id, report))).Where(one => one.Told.Count > 0).ToList();
        var equal = telling.FindAll(one => one.Told.Exists(told => told.Commission == report.Commission));
        if (equal.Count > 0) return Find(session, equal[0].Id);
        return telling.Count > 0 && NaturalKeys.PartOf(report).Length > 0 ? Find(session, telling[0].Id) : null;
    }

    private static List<ConversionReport> SamePart(Session session, long conversion, ConversionReport report) =>
        [.. Reports(session, conversion).Select(stored => stored.Heard.Report).Where(one => NaturalKeys.PartOf(one).Equals(NaturalKeys.PartOf(report), StringComparison.OrdinalIgnoreCase))];

    /// <summary>Whether its mail is about a test order: it is in the ledger, and in no report.</summary>
    public static bool IsOfTest(Session session, StoredConversion conversion) =>
        conversion is { Owner: { } owner, Send: { } send } && session[ConversionSql.IsOfTest].With(send.Value).With(owner.Value).First(row => row.Long(0)) == 1;

    /// <summary>The conversions of one send, oldest first.</summary>
    public static List<StoredConversion> OfSend(Session session, SendId send) => session[ConversionSql.OfSend].With(send.Value).All(row => Read(session, row));

    /// <summary>A page of conversions, newest first.</summary>
    public static List<StoredConversion> Page(Session session, ConversionFilter filter, int count)
    {
        var statement = session[filter.Only switch { ConversionsOnly.Unmatched => ConversionSql.Unmatched, ConversionsOnly.Held => ConversionSql.Held, _ => ConversionSql.Page }];
        return statement.With(filter.Before ?? long.MaxValue).With(filter.Network).With(filter.Statuses.Distinct().Sum(status => 1L << (int)status))
            .With(session.Names.Asked(NameKind.Journey, filter.Journey)).With(session.Names.Asked(NameKind.Step, filter.Step)).With(filter.Offer).With(filter.Program)
            .With(session.Names.Asked(NameKind.Store, filter.Store)).With(filter.Booked.Distinct().Sum(status => 1L << (int)status)).With(filter.Left?.From).With(filter.Left?.To).With(filter.Days?.From).With(filter.Days?.To).With(count).All(row => Read(session, row));
    }

    /// <summary>Those that happened in a span, its end left out, in the order in which they happened.</summary>
    public static List<StoredConversion> Occurred(Session session, Instant since, Instant until) =>
        session[ConversionSql.Occurred].With(since).With(until).All(row => Read(session, row));

    /// <summary>All that was said of one, in the order of arrival.</summary>
    public static List<StoredReport> Reports(Session session, long conversion) => session[ConversionSql.Reports].With(conversion).All(row =>
    {
        var report = StoredJson.Read(row.Text(5), StoredJson.Default.ConversionReport);
        return new StoredReport(row.Long(0), (ReportWay)row.Int(1), new(report with { AsOf = row.AtOrNull(2) }, row.At(3)), row.TextOrNull(4));
    });

    /// <summary>Its ledger, oldest first.</summary>
    public static List<StoredEntry> Entries(Session session, long conversion) => session[ConversionSql.Entries].With(conversion).All(row => new StoredEntry(
        row.Long(0),
        new((EntryKind)row.Int(1), (CommissionStatus)row.Int(2), new Money(row.Long(4), Currency.Parse(row.Text(3)))),
        row.At(5),
        row.Long(6)));


    private static StoredConversion Read(Session session, Statement row) => new()
    {
        Id = row.Long(0),
        Owner = row.Long(1) is var owner and not 0 ? new CustomerId(owner) : null,
        Store = session.Names.Text(row.Long(2)),
        Network = row.Text(3),
        ExternalId = row.Text(4),
        Token = row.TextOrNull(5),
        Match = (ConversionMatch)row.Int(6),
        Status = row.Int(7) is var status and not 0 ? (CommissionStatus)status : null,
        Send = row.LongOrNull(8) is { } send ? new SendId(send) : null,
        Slot = (int?)row.LongOrNull(9),
        Offer = row.TextOrNull(10),
        Program = row.TextOrNull(11),
        Journey = row.LongOrNull(12) is { } journey ? session.Names.Text(journey) : null,
        Step = row.LongOrNull(13) is { } step ? session.Names.Text(step) : null,
        Purchase = row.LongOrNull(14) is { } purchase ? new PurchaseRowId(purchase) : null,
        OccurredAt = row.At(15),
        ClickedAt = row.AtOrNull(16),
        LocksAt = row.AtOrNull(17),
        SeenAt = row.At(18),
        HeldCount = row.Int(19),
        Document = row.TextOrNull(20) is { } document ? StoredJson.Read(document, StoredJson.Default.ConversionDocument) : new(),
    };
}

/// <summary>Which conversions a page shows; what is null is not asked for.</summary>
/// <param name="Only">All, or those that need a person.</param>
/// <param name="Network">Of one network.</param>
/// <param name="Before">Those heard of before this one.</param>
internal sealed record ConversionFilter(ConversionsOnly Only = ConversionsOnly.All, string? Network = null, long? Before = null)
{
    /// <summary>Of one of these; none = of any.</summary>
    public IReadOnlyList<CommissionStatus> Statuses { get; init; } = [];

    /// <summary>With commission in one of these, whatever the sale's own status; none = of any.</summary>
    public IReadOnlyList<CommissionStatus> Booked { get; init; } = [];

    public string? Journey { get; init; }
    public string? Step { get; init; }
    public string? Offer { get; init; }
    public string? Program { get; init; }
    public string? Store { get; init; }

    /// <summary>Days since 1970 in the zone of its store on which its mail left, both included.</summary>
    public (long From, long To)? Left { get; init; }

    /// <summary>Days of the sale since 1970 in the zone of its store, both included.</summary>
    public (long From, long To)? Days { get; init; }
}

/// <summary>All, or those that need a person.</summary>
internal enum ConversionsOnly
{
    All,
    Unmatched,
    Held,
}
