using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Delivery;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Forgets who a customer was (GDPR article 17): name, addresses, free data, what they wrote, the bodies in which they came and their mails. What stays is a number
/// with dates and sums, also that a mail came back, so that reports stay right, and refusals of their address, so that what they refused is not sent there again (article 17(3)(b)).
/// </summary>
internal sealed class CustomerErasure(Database database)
{
    private const string Reason = "erased";

    /// <summary>
    /// Erases a customer with all that were merged into them, in one transaction, and leaves a row in the audit. One who was erased is not erased again, but what
    /// follows the transaction is done again: it may have been broken off.
    /// </summary>
    /// <returns>The sends whose captured mail is to be deleted, or null where there never was anybody.</returns>
    public async Task<IReadOnlyList<SendId>?> EraseAsync(CustomerId owner, string actor, Instant now, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<SendId>? sends = await database.WriteAsync(session => session.Wiping(() => Erase(session, owner, actor, now)), cancellationToken);
        // What was written before stands in the log too until that is empty.
        if (sends is not null) await database.EmptyLogAsync();
        return sends;
    }

    /// <summary>
    /// Takes the address from mails that were on their way when their customer was erased and have arrived or not since, and deletes those that were captured; gives how many.
    /// </summary>
    /// <param name="outbox">Folder of the captured outbox; it need not exist. Null where there is none.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    /// <exception cref="AggregateException">Files could not be deleted; they are tried again with the next sweep.</exception>
    public async Task<int> SweepAsync(string? outbox, CancellationToken cancellationToken = default)
    {
        var late = database.Read(session => session[ErasureSql.LateSends].All(row => (Id: row.Long(0), Owner: row.Long(1))));
        if (late.Count == 0) return 0;
        var count = await database.WriteAsync(
            session => session.Wiping(() =>
            {
                var emptied = session[ErasureSql.EmptyLateSends].Run();
                session[ErasureSql.NamelessLateFeedback].Run();
                return emptied;
            }),
            cancellationToken);
        if (outbox is not null) CapturedOutbox.Delete(outbox, late.Select(send => new SendId(send.Id)));
        // Only now: what breaks off before is done again.
        await database.WriteAsync(session => session.Wiping(() => late.Sum(send => session[ErasureSql.ForgetLateSend].With(send.Id).With(send.Owner).Run())), cancellationToken);
        return count;
    }

    /// <summary>Whether mails of erased customers are on their way, or not swept yet.</summary>
    public bool HasLateSends() => database.Read(session => session[ErasureSql.HasNotedSends].First(row => row.Long(0)) == 1);

    /// <summary>Whether a customer was erased.</summary>
    internal static bool IsErased(Session session, CustomerId owner) => ErasedAt(session, owner) is not null;

    /// <summary>When a customer was erased, or null.</summary>
    internal static Instant? ErasedAt(Session session, CustomerId owner) => session[ErasureSql.ErasedAt].With(owner.Value).First(row => row.AtOrNull(0));

    /// <summary>Forgets what was told since of orders of an erased customer, with the bodies in which it came: stores go on reporting them.</summary>
    internal static void ForgetAgain(Session session, CustomerId owner) => session.Wiping(() =>
    {
        var owners = CustomerStore.Same(session, owner.Value);
        foreach (var same in owners) ForgetWords(session, same);
        return owners.Count;
    });

    private static List<SendId>? Erase(Session session, CustomerId owner, string actor, Instant now)
    {
        if (CustomerStore.Find(session, owner.Value) is not { } customer) return null;
        var owners = CustomerStore.Same(session, customer.Owner.Value);
        var sends = owners.SelectMany(same => session[ErasureSql.Sends].With(same).All(row => new SendId(row.Long(0)))).ToList();
        if (IsErased(session, customer.Owner)) return sends;
        EndRuns(session, customer.Owner, now);
        foreach (var same in owners) Forget(session, same, now);
        AuditStore.Add(session, new AuditEntry(actor, "customer.erased", customer.Owner.Value.ToString(CultureInfo.InvariantCulture), null, null, now));
        return sends;
    }

    private static void EndRuns(Session session, CustomerId owner, Instant now)
    {
        foreach (var held in EnrollmentStore.OfOwner(session, owner.Value).Where(held => held.Run.Status == EnrollmentStatus.Open))
        {
            var ended = held.Run with { Status = EnrollmentStatus.Exited, DueAt = null, EndedAt = now, Reason = Reason };
            EnrollmentStore.TryUpdate(session, ended, held.Revision);
        }
    }

    private static void Forget(Session session, long owner, Instant now)
    {
        ForgetWords(session, owner);
        foreach (var sql in (ReadOnlySpan<Sql>)[ErasureSql.EmptyTouches, ErasureSql.EmptyReports, ErasureSql.NamelessFeedback, ErasureSql.NoteLateSends, ErasureSql.RemoveAliases])
            session[sql].With(owner).Run();
        session[ErasureSql.SkipSends].With(now).With(owner).Run();
        session[ErasureSql.EmptySends].With(owner).Run();
        if (CustomerStore.Read(session, owner) is { } customer) CustomerStore.Update(session, Nameless(customer));
        session[ErasureSql.Mark].With(now).With(owner).Run();
    }

    private static void ForgetWords(Session session, long owner)
    {
        var unreadable = new List<PurchaseRowId>();
        var purchases = session[PurchaseSql.ReadOfOwner].With(owner).All(row => PurchaseStore.ReadRow(session, row, (id, _) => unreadable.Add(id)));
        foreach (var purchase in purchases.OfType<Purchase>())
            PurchaseStore.Update(session, purchase with { Facts = Nameless(purchase.Facts), Reported = Nameless(purchase.Reported) });
        // What nobody can read may name them all the same. Its sums are beside it.
        foreach (var id in unreadable) session[ErasureSql.EmptyPurchase].With(id.Value).With(owner).Run();
        foreach (var sql in (ReadOnlySpan<Sql>)[ErasureSql.EmptyBodies, ErasureSql.EmptyEvents, ErasureSql.RemoveTickets, ErasureSql.RemoveSurveys]) session[sql].With(owner).Run();
    }

    private static PurchaseFacts Nameless(PurchaseFacts facts) => facts with { Number = null, Codes = [], StatusUrl = null, Company = null, Tags = [], ShippingAddress = null };

    private static Customer Nameless(Customer customer) => customer with
    {
        Email = null,
        Address = null,
        ExternalId = null,
        FirstName = null,
        LastName = null,
        Phone = null,
        TimeZone = null,
        Locale = null,
        Attributes = FreeData.Empty,
        Tags = [],
        Changes = null,
        // Whether they could be tracked says nothing of who they were, and which customers a click rate is of: nothing of them is tracked any more all the same.
        Consent = new(false, false, customer.Consent.Tracking),
    };
}
