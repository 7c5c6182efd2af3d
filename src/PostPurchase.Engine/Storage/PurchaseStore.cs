using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>Purchases with their lines and refunds, and the facts that wait for a purchase to come.</summary>
internal sealed class PurchaseStore(Database database)
{
    /// <summary>One purchase by its row, or null.</summary>
    public Task<Purchase?> FindAsync(CustomerId owner, PurchaseRowId id) =>
        Task.FromResult(database.Read(session => Read(session, owner.Value, id.Value)));

    /// <summary>One purchase by the store's own id, or null.</summary>
    public Task<Purchase?> FindAsync(string store, string externalId) => Task.FromResult(database.Read(session =>
        session.Names.Find(NameKind.Store, store) is { } storeId && FindKey(session, storeId, externalId) is { } key
            ? Read(session, key.Owner, key.Id)
            : null));

    /// <summary>All purchases of a customer and of those merged into them, oldest row first.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="unreadable">Told of each that cannot be read, which is left out; without it one such purchase is an exception.</param>
    public Task<IReadOnlyList<Purchase>> OfAsync(CustomerId owner, Action<PurchaseRowId, InvalidDataException>? unreadable = null) =>
        Task.FromResult<IReadOnlyList<Purchase>>(database.Read(session => CustomerStore.Same(session, owner.Value)
            .SelectMany(same => session[PurchaseSql.ReadOfOwner].With(same).All(row => ReadRow(session, row, unreadable))).OfType<Purchase>().ToList()));

    internal static PurchaseKey? FindKey(Session session, long storeId, string externalId) =>
        session[PurchaseSql.FindKey].With(storeId).With(externalId).First(row => new PurchaseKey(row.Long(0), row.Long(1)));

    internal static Purchase? Read(Session session, long owner, long id) => session[PurchaseSql.Read].With(id).With(owner).First(row => ReadRow(session, row));

    /// <summary>One of a list, which goes on without those that cannot be read: null for these, and told.</summary>
    internal static Purchase? ReadOfList(Session session, (long Owner, long Id) key, Action<PurchaseRowId, InvalidDataException> unreadable) =>
        session[PurchaseSql.Read].With(key.Id).With(key.Owner).First(row => ReadRow(session, row, unreadable));

    /// <summary>A purchase of a run; that of a merged customer stays with the owner that it came with, which may be another than the run's.</summary>
    internal static Purchase? ReadOfSame(Session session, long owner, long id) =>
        Read(session, owner, id)
        ?? (CustomerStore.Find(session, owner) is { } customer
            ? CustomerStore.Same(session, customer.Owner.Value).Select(same => Read(session, same, id)).FirstOrDefault(found => found is not null)
            : null);

    /// <summary>When a customer's standing, paid purchases were ordered, those of merged customers too, oldest first.</summary>
    internal static List<Instant> OrderInstants(Session session, long owner) =>
        [.. CustomerStore.Same(session, owner).SelectMany(same => session[PurchaseSql.OrderInstants].With(same).All(row => row.At(0))).Order()];

    /// <summary>Whether a customer, or one merged into them, has another purchase than this.</summary>
    internal static bool HasOther(Session session, long owner, long id) => session[PurchaseSql.HasOther].With(owner).With(id).First(row => row.Long(0)) == 1;

    internal static void Insert(Session session, Purchase purchase, ReadOnlyMemory<byte> document)
    {
        var storeId = session.Names.Id(NameKind.Store, purchase.Store);
        session[PurchaseSql.AddKey].With(storeId).With(purchase.Facts.Id).With(purchase.Owner.Value).With(purchase.Id.Value).Run();
        Bind(session[PurchaseSql.Insert].With(purchase.Id.Value).With(purchase.Owner.Value).With(storeId), purchase, document).Run();
        AddLines(session, purchase);
    }

    internal static void Update(Session session, Purchase purchase)
    {
        Bind(session[PurchaseSql.Update], purchase, PurchaseJson.WriteUtf8(purchase.Facts)).With(purchase.Id.Value).With(purchase.Owner.Value).Run();
        session[PurchaseSql.RemoveLines].With(purchase.Owner.Value).With(purchase.Id.Value).Run();
        AddLines(session, purchase);
    }

    /// <summary>Keeps a refund; false where that one is known.</summary>
    internal static bool AddRefund(Session session, Purchase purchase, RefundFacts refund, Instant at) =>
        session[PurchaseSql.AddRefund].With(purchase.Owner.Value).With(purchase.Id.Value).With(refund.Id).With(at)
            .With(StoredJson.Write(refund, StoredJson.Default.RefundFacts)).Run() == 1;

    /// <summary>The refunds of a purchase in the order in which they happened.</summary>
    internal static List<(Instant At, RefundFacts Refund)> Refunds(Session session, Purchase purchase) =>
        session[PurchaseSql.Refunds].With(purchase.Owner.Value).With(purchase.Id.Value)
            .All(row => (row.At(0), StoredJson.Read(row.Text(1), StoredJson.Default.RefundFacts)));

    internal static void Wait(Session session, long storeId, string purchaseId, (long EventId, long InboxId) ids, WaitingDocument fact) =>
        session[PurchaseSql.AddWaiting].With(storeId).With(purchaseId).With(ids.EventId).With(ids.InboxId)
            .With(StoredJson.Write(fact, StoredJson.Default.WaitingDocument)).Run();

    /// <summary>The facts that waited for this purchase, in the order in which they happened; they wait no longer.</summary>
    internal static List<WaitingFact> TakeWaiting(Session session, long storeId, string purchaseId)
    {
        var waiting = session[PurchaseSql.Waiting].With(storeId).With(purchaseId)
            .All(row => new WaitingFact(row.Long(0), row.Long(1), StoredJson.Read(row.Text(2), StoredJson.Default.WaitingDocument)));
        if (waiting.Count > 0) session[PurchaseSql.RemoveWaiting].With(storeId).With(purchaseId).Run();
        return [.. waiting.OrderBy(fact => fact.Document.OccurredAt).ThenBy(fact => fact.EventId)];
    }

    private static void AddLines(Session session, Purchase purchase)
    {
        var number = 0;
        foreach (var line in purchase.Facts.Lines)
        {
            session[PurchaseSql.AddLine].With(purchase.Owner.Value).With(purchase.Id.Value).With(number++).With(line.Id)
                .With(line.ProductId).With(line.Category).With(line.Quantity).With(line.UnitPrice?.Minor).Run();
        }
    }

    private static Statement Bind(Statement statement, Purchase purchase, ReadOnlyMemory<byte> document)
    {
        var facts = purchase.Facts;
        return statement
            .With((long)facts.Kind).With((long)facts.State).With(facts.Paid).With(purchase.OrderedAt).With(purchase.Reported.UpdatedAt)
            .With(facts.Currency.Code).With(facts.Total.Minor).With(purchase.Value)
            .With(facts.Refunded?.Minor ?? 0).With(purchase.RefundedValue).With((long)purchase.Told)
            .With(purchase.ShippedAt).With(purchase.DeliveredAt)
            .With(ReferenceEquals(purchase.Reported, facts) ? null : PurchaseJson.Write(purchase.Reported))
            .WithText(document);
    }

    /// <summary>A row, or null where it cannot be read, which is told; without <paramref name="unreadable"/> that is an exception.</summary>
    internal static Purchase? ReadRow(Session session, Statement row, Action<PurchaseRowId, InvalidDataException>? unreadable)
    {
        try
        {
            return ReadRow(session, row);
        }
        catch (InvalidDataException problem) when (unreadable is not null)
        {
            unreadable(new(row.Long(0)), problem);
            return null;
        }
    }

    internal static Purchase ReadRow(Session session, Statement row)
    {
        var facts = PurchaseJson.Read(row.Text(10));
        return new Purchase
        {
            Id = new(row.Long(0)),
            Owner = new(row.Long(1)),
            Store = session.Names.Text(row.Long(2)),
            OrderedAt = row.At(3),
            Value = row.LongOrNull(4),
            RefundedValue = row.LongOrNull(5),
            Told = (PurchaseNews)row.Int(6),
            ShippedAt = row.AtOrNull(7),
            DeliveredAt = row.AtOrNull(8),
            Reported = row.TextOrNull(9) is { } reported ? PurchaseJson.Read(reported) : facts,
            Facts = facts,
        };
    }
}

/// <summary>Where a purchase lies.</summary>
internal sealed record PurchaseKey(long Owner, long Id);

/// <summary>A fact that came before its purchase.</summary>
internal sealed record WaitingFact(long EventId, long InboxId, WaitingDocument Document);
