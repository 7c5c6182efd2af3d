using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>One delivery inside one write operation.</summary>
internal sealed class IntakeOperation(Session session, IdSource ids, IntakeRules rules, (Delivery Facts, PackedDelivery Packed) given, Instant now, bool mayAdvance = false)
{
    private readonly Delivery _delivery = given.Facts;
    private readonly PackedDelivery _packed = given.Packed;
    private readonly long _inboxId = given.Facts.ReplayOf ?? ids.Next(now);
    private readonly StartedRuns _started = new(session, rules, ids, now, mayAdvance);

    // Whether a replay brought anything that was not known.
    private bool _hasNews;

    public IntakeAnswer Run()
    {
        if (_delivery.ReplayOf is not null) return Replay();
        var isNew = session[EventSql.Deliver].With(_inboxId).With(session.Names.Id(NameKind.Source, _delivery.Source)).With(_delivery.DeliveryId).With(now)
            .With(_delivery.Events.Count == 0 ? 1L : 0L).With(_packed.Body.Encoding).WithBlob(_packed.Body.Bytes.Span).With(_delivery.Topic).Run() == 1;
        if (!isNew) return new IntakeAnswer(IsDuplicate: true, []) { IsDueSoon = false };
        var outcomes = AcceptAll();
        var nothingNew = outcomes.Count > 0 && outcomes.TrueForAll(outcome => outcome == EventOutcome.Duplicate);
        if (nothingNew) session[EventSql.RemoveDelivery].With(_inboxId).Run();
        return new IntakeAnswer(nothingNew, outcomes) { IsDueSoon = _started.IsDueSoon };
    }

    private IntakeAnswer Replay()
    {
        var outcomes = AcceptAll();
        if (outcomes.Count > 0) session[EventSql.IsUsed].With(_inboxId).Run();
        return new IntakeAnswer(!_hasNews, outcomes) { IsDueSoon = _started.IsDueSoon };
    }

    // One outcome an event, in the order of the delivery. A report of an order holds the refunds that it lists: they happened before it, and a journey that
    // begins with one shall know which.
    private List<EventOutcome> AcceptAll()
    {
        if (_delivery.Events.Count == 1) return [Accept(_delivery.Events[0])];
        var outcomes = new EventOutcome[_delivery.Events.Count];
        foreach (var (index, fact) in _delivery.Events.Index().OrderByDescending(one => IsListed(one.Item))) outcomes[index] = Accept(fact);
        return [.. outcomes];
    }

    private bool IsListed(StoreEvent fact) => fact.Body is EventBody.Refunded && _delivery.Events.Any(other =>
        other.Body is EventBody.PurchaseChanged { Purchase: var report } && report.Id == fact.PurchaseId && other.Store == fact.Store && report.UpdatedAt >= fact.OccurredAt);

    private EventOutcome Accept(StoreEvent fact)
    {
        var storeId = session.Names.Id(NameKind.Store, fact.Store);
        if (fact.FormerId is not null && FormerEvent.IsKnown(session, storeId, fact, _delivery.ReplayOf is not null)) return EventOutcome.Duplicate;
        var eventId = ids.Next(now);
        var isClaimed = EventStore.TryClaim(session, storeId, fact.Id, eventId);
        if (!isClaimed)
        {
            if (_delivery.ReplayOf is null) return EventOutcome.Duplicate;
            // Known by the number that it had: what it did then is not done twice.
            eventId = session[EventSql.ClaimedBy].With(storeId).With(fact.Id).First(row => row.Long(0));
        }

        var named = Named.By(session, storeId, fact);
        var draft = new Identification(session, fact.Store, now).Find(fact, named, () => ids.Next(now), () => Moves(fact, named));
        if (isClaimed && draft is null && fact.Body is EventBody.Custom { Name: EventTypes.StoreConsent })
        {
            // The same word counts once its customer is known.
            session[EventSql.GiveBack].With(storeId).With(fact.Id).Run();
            return EventOutcome.Ignored;
        }

        _hasNews |= isClaimed;
        if (draft is { IsErased: false, Said: { } said }) Hear(draft, said, fact, storeId);
        var outcome = Act(draft, fact, named, eventId, storeId);
        draft?.Save(session);
        if (draft is { IsErased: true }) CustomerErasure.ForgetAgain(session, draft.Customer.Owner);
        _started.Advance();
        if (IsWordOfSale(fact))
        {
            rules.Converted?.Invoke(session, new Learning.SaleWord(fact, draft?.Customer.Owner) { IsHistory = _delivery.IsHistory, EnrollOld = _delivery.EnrollOld }, now);
            _started.HasWork();
        }

        return outcome;
    }

    // What the ledger tells of a sale itself is not told back to it.
    private bool IsWordOfSale(StoreEvent fact) => fact.Body is EventBody.Conversion && !_delivery.Source.StartsWith(Learning.ConversionNews.Source, StringComparison.Ordinal);

    private EventOutcome Act(CustomerDraft? draft, StoreEvent fact, Named named, long eventId, long storeId)
    {
        var key = named.Purchase;
        var needsPurchase = fact.Body is EventBody.Refunded or EventBody.Shipped or EventBody.Delivered;
        if (needsPurchase && key is null) return Wait(fact, eventId, storeId);
        if (draft is null) return EventOutcome.Ignored;
        if (fact.Body is EventBody.PurchaseChanged { Purchase: var report }) Take(draft, fact, report, named, eventId);
        else if (needsPurchase) Follow(draft, fact, PurchaseStore.Read(session, key!.Owner, key.Id)!, (eventId, _inboxId));
        else Tell(draft, fact, key is null ? null : PurchaseStore.Read(session, key.Owner, key.Id), eventId);
        return EventOutcome.Stored;
    }

    private void Hear(CustomerDraft draft, CustomerFacts said, StoreEvent fact, long storeId)
    {
        var purchase = (fact.Body as EventBody.PurchaseChanged)?.Purchase;
        var at = purchase?.UpdatedAt ?? fact.OccurredAt;
        if (CustomerChange.IsNews(draft.Customer.Consent, said.Consent))
            CustomerStore.AddConsent(session, draft.Customer.Owner.Value, ids.Next(now), said.Consent, (_delivery.Source, said.ConsentAt ?? at));
        var before = draft.Customer.Email;
        draft.Customer = CustomerChange.Apply(draft.Customer, said, purchase, at);
        SuppressionStore.CopyRefusals(session, storeId, before, draft.Customer.Email);
    }

    private EventOutcome Wait(StoreEvent fact, long eventId, long storeId)
    {
        var document = new WaitingDocument { EventId = fact.Id, Type = fact.Type, OccurredAt = fact.OccurredAt, Document = EventDocument.Of(fact)! };
        PurchaseStore.Wait(session, storeId, fact.PurchaseId!, (eventId, _inboxId), document);
        return EventOutcome.Waiting;
    }

    private void Take(CustomerDraft draft, StoreEvent fact, PurchaseFacts report, Named named, long eventId)
    {
        var change = new PurchaseChange(session, rules, now, (_delivery, _packed));
        var known = named.Purchase is { } key ? PurchaseStore.Read(session, key.Owner, key.Id) : null;
        var isHandedOver = known is not null && BuyerOf(known, draft.Customer) is not null && Moves(report, known);
        if (isHandedOver) known = new HandOver(session, ids, now).Move(known!, draft.Customer.Owner, isNews: _delivery.EnrollOld || now - known!.OrderedAt <= rules.OldAfter);
        var told = known is null
            ? change.Add(fact, report, (draft.Customer.Owner, ids.Next(now)), named.HasWaiting || fact.PurchaseId != report.Id)
            : change.Update(fact, report, known, isHandedOver);
        _hasNews |= told.IsChanged;
        if (told.IsChanged) Recount(draft, told.Purchase);
        if (told.IsChanged) CouponStore.Redeem(session, told.Purchase);
        EventStore.Insert(session, (draft.Customer.Owner.Value, eventId, _inboxId, told.Purchase.Id.Value), fact, told.Changes.Count == 0 ? _packed.DocumentOf(fact) : EventDocument.Of(fact, report, told.Changes).Write());
        // A later version only updates: it must not end runs as a new purchase would.
        if (told.News != PurchaseNews.None || told.Refund is not null) Enroll(BuyerOf(told.Purchase, draft.Customer) is { } buyer ? new CustomerDraft(buyer, isNew: false) : draft, fact, eventId, told);
        var purchase = told.Purchase;
        // With what an order lists when it arrives nothing happens now.
        foreach (var waiting in told.Waited)
            purchase = Follow(draft, Awake(fact, waiting), purchase, (waiting.EventId, waiting.InboxId), isPast: waiting.InboxId == _inboxId && waiting.Document.OccurredAt <= report.UpdatedAt);
    }

    private bool Moves(StoreEvent fact, Named named) =>
        fact.Body is EventBody.PurchaseChanged { Purchase: var report } && named.Purchase is { } key && PurchaseStore.Read(session, key.Owner, key.Id) is { } known && Moves(report, known);

    // History starts nothing: it must not end what goes on either, or nobody would hear of the order.
    private bool Moves(PurchaseFacts report, Purchase known) =>
        HandOver.IsBy(report, known, _delivery.ReplayOf is not null) && !(_delivery.IsHistory && new HandOver(session, ids, now).HasOpenRuns(known));

    private static StoreEvent Awake(StoreEvent purchase, WaitingFact waiting) => new()
    {
        Id = waiting.Document.EventId,
        Store = purchase.Store,
        OccurredAt = waiting.Document.OccurredAt,
        PurchaseId = purchase.PurchaseId,
        Properties = waiting.Document.Document.Properties ?? FreeData.Empty,
        Body = EventDocument.BodyOf(waiting.Document.Type, waiting.Document.Document)
            ?? throw new InvalidOperationException($"the waiting event {waiting.EventId} has no body"),
    };

    // A refund, a parcel that left or one that arrived, of a purchase that is known: about its buyer, whoever else the event names.
    private Purchase Follow(CustomerDraft named, StoreEvent fact, Purchase purchase, (long Event, long Inbox) row, bool isPast = false)
    {
        var draft = BuyerOf(purchase, named.Customer) is { } buyer ? new CustomerDraft(buyer, isNew: false) : named;
        (fact, var wasTold) = ParcelWord.Of(session, purchase, fact);
        var told = new PurchaseChange(session, rules, now, (_delivery, _packed)).Follow(fact, purchase);
        if (told.Refund is RefundMeaning.Goodwill)
            draft.Customer = draft.Customer with { GoodwillUntil = CustomerChange.Later(draft.Customer.GoodwillUntil, fact.OccurredAt + rules.GoodwillRest) };
        _hasNews |= told.IsChanged;
        // A refund may be told for the first time long after it happened, by a change of the order that lists it.
        if (isPast || (!_delivery.EnrollOld && now - fact.OccurredAt > rules.OldAfter)) told = told with { RefundIsNews = false };
        if (told.Refund is not null) Recount(draft, told.Purchase);
        EventStore.Insert(session, (draft.Customer.Owner.Value, row.Event, row.Inbox, purchase.Id.Value), fact, _packed.DocumentOf(fact));
        if (told.IsChanged && (!wasTold || _delivery.ReplayOf is not null)) Enroll(draft, fact, row.Event, told);
        if (draft != named) draft.Save(session);
        return told.Purchase;
    }

    // An event may name somebody else than the buyer: the purchase stays with its buyer, whose sums change.
    private void Recount(CustomerDraft draft, Purchase purchase)
    {
        draft.Customer = draft.IsNew && purchase.Owner == draft.Customer.Owner
            ? CustomerStore.WithTotalsOf(draft.Customer, purchase)
            : CustomerStore.WithTotals(session, draft.Customer);
        if (BuyerOf(purchase, draft.Customer) is { } buyer) CustomerStore.Update(session, CustomerStore.WithTotals(session, buyer));
    }

    // The buyer where that is somebody else than the customer.
    private Customer? BuyerOf(Purchase purchase, Customer customer) =>
        purchase.Owner != customer.Owner && CustomerStore.Find(session, purchase.Owner.Value) is { } buyer && buyer.Owner != customer.Owner ? buyer : null;

    private void Tell(CustomerDraft draft, StoreEvent fact, Purchase? purchase, long eventId)
    {
        EventStore.Insert(session, (draft.Customer.Owner.Value, eventId, _inboxId, purchase?.Id.Value), fact, _packed.DocumentOf(fact));
        // A sale is told in several words, and not each of them counts: what starts and ends runs is what the ledger tells of it.
        if (!IsWordOfSale(fact)) Enroll(draft, fact, eventId, purchase is null ? null : new PurchaseTold(purchase, IsChanged: false));
    }

    private void Enroll(CustomerDraft draft, StoreEvent fact, long eventId, PurchaseTold? told)
    {
        _started.WriteDue();
        var runs = draft.IsNew ? [] : EnrollmentStore.OfOwner(session, draft.Customer.Owner.Value);
        // A report of an order that names somebody else than its buyer speaks about the buyer's runs too.
        if (told is not null && BuyerOf(told.Purchase, draft.Customer) is { } buyer) runs.AddRange(EnrollmentStore.OfOwner(session, buyer.Owner.Value));
        var changes = rules.Enroll(
            new IntakeFact
            {
                Event = fact,
                EventId = eventId,
                Customer = draft.Customer,
                Purchase = told?.Purchase,
                News = told?.News ?? PurchaseNews.None,
                Refund = told?.Refund,
                RefundIsNews = told?.RefundIsNews ?? false,
                MayStart = !_delivery.IsHistory && !draft.IsErased,
                Runs = runs,
                Session = session,
            },
            now);
        foreach (var changed in changes.Changed) Change(runs, changed);
        foreach (var woken in changes.Woken) EnrollmentStore.Wake(session, OwnerOf(runs, woken), woken.Value, now);
        if (changes.Woken.Count > 0 || changes.Changed.Count > 0) _started.HasWork();
        _hasNews |= changes.Started.Count > 0 || changes.Changed.Count > 0;
        _started.Add(draft, changes.Started, told?.Purchase);
        foreach (var assignee in changes.Assigned) ExperimentStore.Assign(session, ids, draft.Customer.Owner, assignee, Instant.Max(now, fact.OccurredAt));
    }

    private void Change(List<HeldRun> runs, Enrollment changed)
    {
        if (!EnrollmentStore.TryUpdate(session, changed, Held(runs, changed.Id).Revision)) throw new InvalidOperationException($"run {changed.Id.Value} was given twice");
        if (changed.Status != EnrollmentStatus.Open) SendLedger.SkipOpen(session, changed, now);
    }

    // A merged customer's runs stay with the owner that they began with.
    private static long OwnerOf(List<HeldRun> runs, EnrollmentId id) => Held(runs, id).Run.Owner.Value;

    private static HeldRun Held(List<HeldRun> runs, EnrollmentId id) =>
        runs.Find(run => run.Run.Id == id) ?? throw new InvalidOperationException($"run {id.Value} is not one of this customer's");
}
