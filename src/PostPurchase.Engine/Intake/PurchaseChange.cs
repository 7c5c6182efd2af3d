using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>What became of a purchase by one event.</summary>
/// <param name="Purchase">The purchase after it.</param>
/// <param name="IsChanged">False where the event said nothing new of it.</param>
internal sealed record PurchaseTold(Purchase Purchase, bool IsChanged)
{
    public PurchaseNews News { get; init; }
    public RefundMeaning? Refund { get; init; }
    public bool RefundIsNews { get; init; }
    public IReadOnlyList<WaitingFact> Waited { get; init; } = [];

    /// <summary>What a report changed of it, for people to read.</summary>
    public IReadOnlyList<ReportChange> Changes { get; init; } = [];
}

/// <summary>Writes purchases: one row for each (store, id), whose state does not depend on the order in which the events came.</summary>
internal sealed class PurchaseChange(Session session, IntakeRules rules, Instant now, (Delivery Facts, PackedDelivery Packed) delivery)
{
    /// <summary>A purchase that is seen for the first time, with what waited for it.</summary>
    public PurchaseTold Add(StoreEvent fact, PurchaseFacts report, (CustomerId Owner, long Id) row, bool hasWaiting)
    {
        var waited = hasWaiting ? PurchaseStore.TakeWaiting(session, session.Names.Id(NameKind.Store, fact.Store), report.Id) : [];
        var facts = waited.Count == 0 ? RefundedPurchase.Of(report, []) : RefundedPurchase.Of(report, [.. RefundsOf(waited)]);
        var news = NewsOf(facts, fact.OccurredAt);
        var purchase = new Purchase
        {
            Id = new(row.Id),
            Owner = row.Owner,
            Store = fact.Store,
            OrderedAt = fact.OccurredAt,
            Reported = report,
            Facts = facts,
            Value = rules.Value(fact.Store, facts.Total, fact.OccurredAt),
            RefundedValue = ValueOf(fact.Store, facts.Refunded, fact.OccurredAt),
            Told = news,
        };
        PurchaseStore.Insert(session, purchase, delivery.Packed.DocumentOf(facts));
        return new PurchaseTold(purchase, IsChanged: true) { News = news, Waited = waited, Changes = ReportChanges.OfFirst(report) };
    }

    /// <summary>
    /// Another report of a known purchase; of an older one only an earlier instant counts. An order was placed at the earliest instant that a report names: some stores
    /// name that of their report.
    /// </summary>
    /// <param name="fact">The event.</param>
    /// <param name="report">What it says of the purchase.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="isHandedOver">Whether it has just been moved to whom the report names: then it counts.</param>
    public PurchaseTold Update(StoreEvent fact, PurchaseFacts report, Purchase known, bool isHandedOver)
    {
        if (delivery.Facts.ReplayOf is not null) known = known with { Told = PurchaseNews.None };
        if (!isHandedOver && !RefundedPurchase.Replaces(report, known.Reported)) return Older(fact, known);
        var facts = RefundedPurchase.Of(report, PurchaseStore.Refunds(session, known));
        // An order that waited for its money is as new as the money.
        var isPaidNow = known.Facts is { Paid: false, State: PurchaseState.Open } && facts.Paid;
        var toldAt = isPaidNow ? Instant.Max(fact.OccurredAt, report.UpdatedAt) : fact.OccurredAt;
        var (after, news) = WithNews(Valued(known with { OrderedAt = Earlier(known.OrderedAt, fact.OccurredAt), Reported = report, Facts = facts }), toldAt);
        PurchaseStore.Update(session, after);
        var wasCalledOff = known.Facts.State == PurchaseState.Open && facts.State != PurchaseState.Open;
        return new PurchaseTold(after, IsChanged: true)
        {
            News = news,
            Refund = wasCalledOff ? new RefundMeaning.Whole(facts) : null,
            RefundIsNews = wasCalledOff && RefundedPurchase.Rises(known.Facts, facts),
            Changes = ReportChanges.Between(known.Facts, facts),
        };
    }

    // Of a replay the newest state is told once more, whatever state is read again.
    private PurchaseTold Older(StoreEvent fact, Purchase known)
    {
        var isEarlier = fact.OccurredAt < known.OrderedAt;
        var placed = isEarlier ? Valued(known with { OrderedAt = fact.OccurredAt }) : known;
        if (delivery.Facts.ReplayOf is null) return isEarlier ? Keep(placed) : new PurchaseTold(known, IsChanged: false);
        var (after, news) = WithNews(placed, fact.OccurredAt);
        PurchaseStore.Update(session, after);
        return new PurchaseTold(after, isEarlier) { News = news };
    }

    /// <summary>A refund or a parcel of a known purchase.</summary>
    public PurchaseTold Follow(StoreEvent fact, Purchase known) => fact.Body switch
    {
        EventBody.Refunded { Refund: var refund } => Refund(refund, known, fact.IsOfArrival ? Instant.Max(fact.OccurredAt, known.Reported.UpdatedAt) : fact.OccurredAt),
        EventBody.Shipped => Keep(known with { ShippedAt = Earlier(known.ShippedAt, fact.OccurredAt) }),
        EventBody.Delivered => Keep(known with { DeliveredAt = Earlier(known.DeliveredAt, fact.OccurredAt) }),
        _ => new PurchaseTold(known, IsChanged: false),
    };

    private PurchaseTold Refund(RefundFacts refund, Purchase known, Instant at)
    {
        if (!PurchaseStore.AddRefund(session, known, refund, at)) return new PurchaseTold(known, IsChanged: false);
        if (RefundedPurchase.IsTakenBack(known.Reported, at, refund)) return new PurchaseTold(known, IsChanged: false);
        var refunds = PurchaseStore.Refunds(session, known);
        var after = Valued(known with { Facts = RefundedPurchase.Of(known.Reported, refunds) });
        return Keep(after) with { Refund = RefundedPurchase.MeaningOf(known.Reported, refunds, refund.Id), RefundIsNews = RefundedPurchase.IsNews(known.Reported, refunds, refund.Id) };
    }

    private PurchaseTold Keep(Purchase after)
    {
        PurchaseStore.Update(session, after);
        return new PurchaseTold(after, IsChanged: true);
    }

    private Purchase Valued(Purchase purchase) => purchase with
    {
        Value = rules.Value(purchase.Store, purchase.Facts.Total, purchase.OrderedAt),
        RefundedValue = ValueOf(purchase.Store, purchase.Facts.Refunded, purchase.OrderedAt),
    };

    private long? ValueOf(string store, Money? refunded, Instant orderedAt) => refunded is { } amount ? rules.Value(store, amount, orderedAt) : null;

    private (Purchase After, PurchaseNews News) WithNews(Purchase purchase, Instant reportedAt)
    {
        var reached = NewsOf(purchase.Facts, reportedAt);
        return reached == PurchaseNews.None ? (purchase, reached) : (purchase with { Told = purchase.Told | reached }, reached & ~purchase.Told);
    }

    // How far an order has come, where that may still be told.
    private PurchaseNews NewsOf(PurchaseFacts facts, Instant reportedAt)
    {
        var isOld = now - reportedAt > rules.OldAfter && !delivery.Facts.EnrollOld;
        if (isOld || facts.State != PurchaseState.Open) return PurchaseNews.None;
        var reached = PurchaseNews.Seen;
        if (facts.Paid) reached |= PurchaseNews.Paid;
        if (facts is { Paid: true, Kind: PurchaseKind.Order or PurchaseKind.Test }) reached |= PurchaseNews.Usable;
        return reached;
    }

    private static IEnumerable<(Instant At, RefundFacts Refund)> RefundsOf(IReadOnlyList<WaitingFact> waited) =>
        from waiting in waited
        where waiting.Document.Document.Refund is not null
        select (waiting.Document.OccurredAt, waiting.Document.Document.Refund!);

    private static Instant Earlier(Instant? known, Instant at) => known is { } before && before < at ? before : at;
}
