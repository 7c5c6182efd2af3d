using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>A customer in the middle of an operation: written once, at its end.</summary>
internal sealed class CustomerDraft(Customer customer, bool isNew)
{
    public Customer Customer { get; set; } = customer;

    public bool IsNew { get; } = isNew;

    public void Save(Session session)
    {
        if (IsNew) CustomerStore.Insert(session, Customer);
        else CustomerStore.Update(session, Customer);
    }
}

/// <summary>Finds whom an event is about: by address, then by the store's id, then by the purchase. Two found are one customer from then on.</summary>
internal sealed class Identification(Session session, string store, Instant now)
{
    private readonly long _storeId = session.Names.Id(NameKind.Store, store);

    /// <summary>The customer of the event, a new one where nobody is found; null where it names nobody and no known purchase.</summary>
    public CustomerDraft? Find(CustomerFacts said, Named named, Func<long> nextId, bool mayBeAnonymous)
    {
        var (email, purchase) = (named.Email, named.Purchase);
        var byEmail = Known(named.EmailOwner);
        var byId = Known(named.ExternalOwner);
        var found = byEmail is not null && byId is not null && byEmail.Owner != byId.Owner ? Merge(byEmail, byId) : byEmail ?? byId;
        var buyer = purchase is null ? null : CustomerStore.Find(session, purchase.Owner);
        if (buyer is { Email: null, ExternalId: null } && found is not null && found.Owner != buyer.Owner) found = Merge(found, buyer);
        // A name that nobody has yet, on a known purchase: its buyer corrected an address or got an id.
        found ??= buyer;
        if (found is null && !IsNamed(said, email) && !mayBeAnonymous) return null;
        var draft = found is null ? new CustomerDraft(New(nextId()), isNew: true) : new CustomerDraft(found, isNew: false);
        if (byEmail is null && email is not null) CustomerStore.AddAlias(session, _storeId, AliasKind.Email, email, draft.Customer.Owner.Value);
        if (byId is null && said.ExternalId is { } id) CustomerStore.AddAlias(session, _storeId, AliasKind.ExternalId, id, draft.Customer.Owner.Value);
        return draft;
    }

    private static bool IsNamed(CustomerFacts said, string? email) => email is not null || said.ExternalId is not null;

    private Customer? Known(long? owner) => owner is { } found ? CustomerStore.Find(session, found) : null;

    // The one who was first stays, whatever the order in which the two were found.
    private Customer Merge(Customer one, Customer two)
    {
        var (root, other) = one.Owner.Value < two.Owner.Value ? (one, two) : (two, one);
        var merged = CustomerChange.Merge(root, other);
        CustomerStore.Update(session, other with { MergedInto = root.Owner });
        CustomerStore.Remerge(session, other.Owner.Value, root.Owner.Value);
        merged = CustomerStore.WithTotals(session, merged);
        CustomerStore.Update(session, merged);
        SuppressionStore.CopyRefusals(session, _storeId, root.Email, other.Email);
        SuppressionStore.CopyRefusals(session, _storeId, other.Email, root.Email);
        EndDoubles(root.Owner.Value);
        return merged;
    }

    // Each of the two may have been in a journey that has one run for each customer: the earlier goes on. Where one customer alone has two of
    // a key, the journey runs in parallel, and all go on.
    private void EndDoubles(long root)
    {
        var open = EnrollmentStore.OfOwner(session, root).Where(held => held.Run is { Status: EnrollmentStatus.Open, Key.Subject: RunSubject.Customer });
        foreach (var same in open.GroupBy(held => (held.Run.Journey, held.Run.Key)))
        {
            if (same.GroupBy(held => held.Run.Owner).Any(ofOne => ofOne.Count() > 1)) continue;
            foreach (var later in same.OrderBy(held => held.Run.EnteredAt).ThenBy(held => held.Run.Id.Value).Skip(1)) End(later);
        }
    }

    private void End(HeldRun held)
    {
        var ended = held.Run with { Status = EnrollmentStatus.Exited, Reason = "merged", EndedAt = now, DueAt = null, Step = Step.End };
        if (EnrollmentStore.TryUpdate(session, ended, held.Revision)) SendLedger.SkipOpen(session, ended, now);
    }

    private Customer New(long id) => new() { Owner = new CustomerId(id), Store = store, CreatedAt = now, FactsAt = Instant.FromUnixTimeMilliseconds(0) };
}
