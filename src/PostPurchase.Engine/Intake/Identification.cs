using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>A customer in the middle of an operation: written once, at its end.</summary>
internal sealed class CustomerDraft(Customer customer, bool isNew)
{
    public Customer Customer { get; set; } = customer;

    public bool IsNew { get; } = isNew;

    /// <summary>What the event says of them, be it nothing; null where its words are about somebody else, or may not count.</summary>
    public CustomerFacts? Said { get; init; }

    /// <summary>Whether they were erased: nothing starts for them, and nothing that is told is kept beside dates and sums.</summary>
    public bool IsErased { get; init; }

    public void Save(Session session)
    {
        if (IsNew) CustomerStore.Insert(session, Customer);
        else CustomerStore.Update(session, Customer);
    }
}

/// <summary>
/// Finds whom an event is about: by address, then by the store's id, then by the purchase. Two found are one customer from then on, but never by what is said of an order
/// that is known: it may have changed hands.
/// </summary>
internal sealed class Identification(Session session, string store, Instant now)
{
    private readonly long _storeId = session.Names.Id(NameKind.Store, store);

    /// <summary>
    /// The customer of the event, a new one where nobody is found; null where it names nobody and no known purchase, or waits for its purchase. Where a report of a known
    /// purchase names somebody else than its buyer, <paramref name="moves"/> is asked whether it may say whose that is; where not, it says nothing of anybody.
    /// </summary>
    public CustomerDraft? Find(StoreEvent fact, Named named, Func<long> nextId, Func<bool> moves)
    {
        if (named.Purchase is null && IsFollowing(fact.Body)) return null;
        var (said, byEmail, byId) = (fact.Customer, Known(named.EmailOwner), Known(named.ExternalOwner));
        var buyer = named.Purchase is { } purchase ? CustomerStore.Find(session, purchase.Owner) : null;
        var isNameless = buyer is { Email: null, ExternalId: null };
        if (isNameless && CustomerErasure.IsErased(session, buyer!.Owner))
        {
            // What is told of an order stays with whom it was forgotten with, also where they have bought again since: two records must not become one.
            if (IsOfOrder(fact.Body) || (byEmail ?? byId) is null) return new CustomerDraft(buyer, isNew: false) { IsErased = true };
            (buyer, isNameless) = (null, false);
        }

        // A refund or a parcel is its buyer's, and nothing is said by it of whoever else is named there.
        var isOfKnown = buyer is not null && !isNameless;
        if (isOfKnown && IsFollowing(fact.Body) && (IsOther(byEmail, buyer!) || IsOther(byId, buyer!))) return new CustomerDraft(buyer!, isNew: false);
        // Nor by a report that moves nothing: it is older than what is known of the order, or history while a journey is about it.
        var areOne = byEmail is not null && byId is not null && AreOne(byEmail, byId, said, isOfKnown);
        if (isOfKnown && fact.Body is EventBody.PurchaseChanged && OtherThan(buyer!, byEmail, byId, areOne) is { } other && !moves()) return new CustomerDraft(other, isNew: false);
        if (byEmail is not null && byId is not null && byEmail.Owner != byId.Owner)
        {
            // Mail goes to the address, so whose that is counts.
            if (areOne) byEmail = byId = Merge(byEmail, byId);
            // A store says consent of its customers by their ids: the address is then not theirs.
            else if (IsStoreConsent(fact.Body)) (byEmail, said) = (null, CustomerFacts.Nobody with { Consent = said.Consent, ConsentAt = said.ConsentAt });
            // The rest may be said of the one with the id.
            else said = CustomerFacts.Nobody with { Email = said.Email };
        }

        var found = byEmail ?? byId;
        if (buyer is not null && isNameless && found is not null && found.Owner != buyer.Owner) found = Merge(found, buyer);
        if (buyer is not null && found is null)
        {
            if (isNameless || IsBuyer(buyer, fact, named)) found = buyer;
            // Of a refund, a parcel or a ticket its purchase says whose it is: whoever else is named there is not written to. So it is with a report that moves nothing.
            else if (IsOfBuyer(fact.Body) || (fact.Body is EventBody.PurchaseChanged && !moves())) return new CustomerDraft(buyer, isNew: false);
        }

        // The word of a store about somebody's consent makes nobody known.
        if (found is null && (IsStoreConsent(fact.Body) || (!IsNamed(said) && fact.Body is not EventBody.PurchaseChanged))) return null;
        var draft = found is null ? new CustomerDraft(New(nextId()), isNew: true) { Said = said } : new CustomerDraft(found, isNew: false) { Said = said };
        if (named.EmailOwner is null && named.Email is { } email) CustomerStore.AddAlias(session, _storeId, AliasKind.Email, email, draft.Customer.Owner.Value);
        if (byId is null && said.ExternalId is { } id) CustomerStore.AddAlias(session, _storeId, AliasKind.ExternalId, id, draft.Customer.Owner.Value);
        return draft;
    }

    // Of two ids of the store each is somebody: an address of one beside the id of the other makes them nobody else. What is known of an order moves less.
    private static bool AreOne(Customer byEmail, Customer byId, CustomerFacts said, bool isOfKnown) =>
        isOfKnown ? byEmail.ExternalId is null && byId.Email is null : byEmail.ExternalId is null || byEmail.ExternalId == said.ExternalId;

    // Names that nobody has yet. One that is added to what is known of a buyer makes them nobody else; another address does, unless nothing else hangs on the one that it
    // corrects. That an id of the store stays the same was found before.
    private bool IsBuyer(Customer buyer, StoreEvent fact, Named named)
    {
        if (!IsNamed(fact.Customer)) return true;
        if (buyer.ExternalId is not null) return fact.Body is EventBody.PurchaseChanged && buyer.Email is null && fact.Customer.ExternalId is null;
        return fact.Customer.ExternalId is null
            ? fact.Body is EventBody.PurchaseChanged && !PurchaseStore.HasOther(session, buyer.Owner.Value, named.Purchase!.Id)
            : fact.Customer.Email is null;
    }

    // Whom a report names in place of the buyer; nobody where one of the two is the buyer, and they are about to be one.
    private static Customer? OtherThan(Customer buyer, Customer? byEmail, Customer? byId, bool areOne) =>
        (byEmail ?? byId) is { } named && IsOther(named, buyer) && !(areOne && !IsOther(byId, buyer)) ? named : null;

    private static bool IsOfOrder(EventBody body) => body is EventBody.PurchaseChanged || IsFollowing(body);

    private static bool IsFollowing(EventBody body) => body is EventBody.Refunded or EventBody.Shipped or EventBody.Delivered;

    private static bool IsOfBuyer(EventBody body) => IsFollowing(body) || body is
        EventBody.TicketOpened or EventBody.TicketResolved or EventBody.SurveyAnswered or EventBody.Custom { Name: not EventTypes.StoreConsent };

    private static bool IsStoreConsent(EventBody body) => body is EventBody.Custom { Name: EventTypes.StoreConsent };

    private static bool IsNamed(CustomerFacts said) => EmailIdentity.Normalise(said.Email ?? "") is not null || said.ExternalId is not null;

    private static bool IsOther(Customer? found, Customer buyer) => found is not null && found.Owner != buyer.Owner;

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
            foreach (var later in same.OrderBy(held => held.Run.EnteredAt).ThenBy(held => held.Run.Id.Value).Skip(1)) RunEnd.Of(session, later, "merged", now);
        }
    }

    private Customer New(long id) => new() { Owner = new CustomerId(id), Store = store, CreatedAt = now, FactsAt = Instant.FromUnixTimeMilliseconds(0) };
}
