using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>Customers, the names they are found by, and the evidence of their consent.</summary>
internal sealed class CustomerStore(Database database)
{
    /// <summary>The one kind of channel there is so far.</summary>
    public const int Email = 1;

    /// <summary>The customer of an owner id, or the one they were merged into; null where there is none.</summary>
    public Task<Customer?> FindAsync(CustomerId owner) => Task.FromResult(database.Read(session => Find(session, owner.Value)));

    /// <summary>The customer with that address in that store; null where there is none.</summary>
    public Task<Customer?> FindByEmailAsync(string store, string email) => Task.FromResult(database.Read(session =>
        EmailIdentity.Normalise(email) is { } normalised && session.Names.Find(NameKind.Store, store) is { } storeId
        && FindAlias(session, storeId, AliasKind.Email, normalised) is { } owner
            ? Find(session, owner)
            : null));

    /// <summary>Follows a merge to the customer who stands for the owner now.</summary>
    internal static Customer? Find(Session session, long owner)
    {
        var found = Read(session, owner);
        return found?.MergedInto is { } root ? Read(session, root.Value) : found;
    }

    internal static Customer? Read(Session session, long owner) => session[CustomerSql.Read].With(owner).First(row => ReadRow(session, row));

    /// <summary>What each customer of a store who bought something spent, ascending, in minor units of the store's currency.</summary>
    internal static List<long> Spending(Session session, string store) =>
        session.Names.Find(NameKind.Store, store) is { } storeId ? session[CustomerSql.Spending].With(storeId).All(row => row.Long(0)) : [];

    internal static long? FindAlias(Session session, long storeId, AliasKind kind, string value)
    {
        var owner = session[CustomerSql.FindAlias].With(storeId).With((long)kind).With(value).First(row => row.Long(0));
        return owner == 0 ? null : owner;
    }

    internal static void AddAlias(Session session, long storeId, AliasKind kind, string value, long owner) =>
        session[CustomerSql.AddAlias].With(storeId).With((long)kind).With(value).With(owner).Run();

    /// <summary>The owner ids that are this customer: their own, and those that were merged into them.</summary>
    internal static List<long> Same(Session session, long owner) => session[CustomerSql.Same].With(owner).All(row => row.Long(0));

    internal static void Remerge(Session session, long merged, long root) => session[CustomerSql.Remerge].With(root).With(merged).Run();

    internal static void AddConsent(Session session, long owner, long id, ConsentFacts said, (string Source, Instant At) evidence) =>
        session[CustomerSql.AddConsent].With(owner).With(id).With((long)Email)
            .With(said.Own).With(said.ThirdParty).With(said.Tracking).With(evidence.Source).With(evidence.At).Run();

    /// <summary>The customer with counts and sums as the purchases say now.</summary>
    internal static Customer WithTotals(Session session, Customer customer) =>
        session[CustomerSql.Totals].With(customer.Owner.Value).First(row => customer with
        {
            PurchaseCount = row.Int(0),
            RefundedCount = row.Int(1),
            TotalSpent = row.Long(2),
            FirstPurchaseAt = row.AtOrNull(3),
            LastPurchaseAt = row.AtOrNull(4),
        })!;

    /// <summary>What standing purchases without a rate cost after refunds, a sum for each currency: what <see cref="Customer.TotalSpent"/> leaves out.</summary>
    internal static List<Money> NotCounted(Session session, CustomerId owner) =>
        session[CustomerSql.NotCounted].With(owner.Value).All(row => new Money(row.Long(1), Currency.Parse(row.Text(0))));

    /// <summary>The counts and sums of a customer whose only purchase this is, without asking: as <see cref="CustomerSql.Totals"/> counts.</summary>
    internal static Customer WithTotalsOf(Customer customer, Purchase only)
    {
        var isPartners = only.Facts is { Kind: PurchaseKind.Marketplace, Channel: Learning.ConversionNews.Channel };
        var counts = !isPartners && only.Facts is { Paid: true, Kind: PurchaseKind.Order or PurchaseKind.Renewal or PurchaseKind.Pos or PurchaseKind.Marketplace or PurchaseKind.Test };
        var stands = counts && only.Facts.State == PurchaseState.Open;
        var orderedAt = stands ? Instant.FromUnixTimeMilliseconds(only.OrderedAt.ToUnixTimeMilliseconds()) : (Instant?)null;
        return customer with
        {
            PurchaseCount = stands ? 1 : 0,
            RefundedCount = counts && (only.Facts.State is PurchaseState.Cancelled or PurchaseState.Refunded) ? 1 : 0,
            TotalSpent = stands ? (only.Value ?? 0) - (only.RefundedValue ?? 0) : 0,
            FirstPurchaseAt = orderedAt,
            LastPurchaseAt = orderedAt,
        };
    }

    internal static void Insert(Session session, Customer customer)
    {
        var statement = session[CustomerSql.Insert].With(customer.Owner.Value).With(session.Names.Id(NameKind.Store, customer.Store));
        BindFacts(statement, customer).With(customer.CreatedAt).Run();
    }

    internal static void Update(Session session, Customer customer) =>
        BindFacts(session[CustomerSql.Update], customer)
            .With(customer.Changes is { } changes ? StoredJson.Write(changes, StoredJson.Default.JourneyChanges) : null)
            .With(customer.Owner.Value).Run();

    private static Statement BindFacts(Statement statement, Customer customer) => statement
        .With(customer.Email).With(customer.Address).With(customer.ExternalId).With(customer.FirstName).With(customer.LastName).With(customer.Phone)
        .With(customer.Country).With(customer.TimeZone).With(customer.Locale)
        .With(customer.Attributes.IsEmpty ? null : customer.Attributes.Json)
        .With(customer.Tags.Count == 0 ? null : StoredJson.Write(customer.Tags, StoredJson.Default.IReadOnlyListString))
        .With(customer.FactsAt)
        .With(customer.Consent.Own).With(customer.ConsentAt.Own)
        .With(customer.Consent.ThirdParty).With(customer.ConsentAt.ThirdParty)
        .With(customer.Consent.Tracking).With(customer.ConsentAt.Tracking)
        .With(customer.PurchaseCount).With(customer.RefundedCount).With(customer.TotalSpent)
        .With(customer.FirstPurchaseAt).With(customer.LastPurchaseAt).With(customer.GoodwillUntil)
        .With(customer.PausedUntil).With(customer.MergedInto?.Value);

    private static Customer ReadRow(Session session, Statement row) => new()
    {
        Owner = new(row.Long(0)),
        Store = session.Names.Text(row.Long(1)),
        Email = row.TextOrNull(2),
        Address = row.TextOrNull(3),
        ExternalId = row.TextOrNull(4),
        FirstName = row.TextOrNull(5),
        LastName = row.TextOrNull(6),
        Phone = row.TextOrNull(7),
        Country = row.TextOrNull(8),
        TimeZone = row.TextOrNull(9),
        Locale = row.TextOrNull(10),
        Attributes = row.TextOrNull(11) is { } attributes ? new FreeData(attributes) : FreeData.Empty,
        Tags = row.TextOrNull(12) is { } tags ? StoredJson.Read(tags, StoredJson.Default.IReadOnlyListString) : [],
        FactsAt = row.At(13),
        Consent = row.IsNull(14) && row.IsNull(16) && row.IsNull(18) ? ConsentFacts.Unknown : new(row.BoolOrNull(14), row.BoolOrNull(16), row.BoolOrNull(18)),
        ConsentAt = new(row.AtOrNull(15), row.AtOrNull(17), row.AtOrNull(19)),
        PurchaseCount = row.Int(20),
        RefundedCount = row.Int(21),
        TotalSpent = row.Long(22),
        FirstPurchaseAt = row.AtOrNull(23),
        LastPurchaseAt = row.AtOrNull(24),
        GoodwillUntil = row.AtOrNull(25),
        PausedUntil = row.AtOrNull(26),
        MergedInto = row.LongOrNull(27) is { } merged ? new CustomerId(merged) : null,
        CreatedAt = row.At(28),
        Changes = row.TextOrNull(29) is { } changes ? StoredJson.Read(changes, StoredJson.Default.JourneyChanges) : null,
    };
}

/// <summary>What a customer is found by. The numbers are in rows.</summary>
internal enum AliasKind
{
    Email = 1,
    ExternalId = 2,
}
