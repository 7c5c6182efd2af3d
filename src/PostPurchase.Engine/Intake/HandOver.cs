using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>An order whose newest report names somebody else than its buyer: it is theirs from then on, and nothing about it goes on for who had it before.</summary>
internal sealed class HandOver(Session session, IdSource ids, Instant now)
{
    /// <summary>Why the runs of who had the order ended.</summary>
    public const string Reason = "the order changed hands";

    /// <summary>Whether a report moves the order. Of two of one instant that which comes later; one that is read again only where it is newer.</summary>
    public static bool IsBy(PurchaseFacts report, Purchase known, bool isReplay) =>
        isReplay ? RefundedPurchase.Replaces(report, known.Reported) : !RefundedPurchase.Replaces(known.Reported, report);

    /// <summary>Moves it to another customer. To them it is as new as its age allows: <paramref name="isNews"/> is false where an order of that age starts nothing.</summary>
    public Purchase Move(Purchase known, CustomerId to, bool isNews)
    {
        var former = BuyerOf(known);
        foreach (var held in OpenRuns(former, known)) RunEnd.Of(session, held, Reason, now);
        HandOverStore.Move(session, known, to, (ids.Next(now), now));
        CustomerStore.Update(session, CustomerStore.WithTotals(session, former));
        return known with { Owner = to, Told = isNews ? PurchaseNews.None : known.Told };
    }

    /// <summary>Whether a journey is about that order now.</summary>
    public bool HasOpenRuns(Purchase known) => OpenRuns(BuyerOf(known), known).Count > 0;

    private Customer BuyerOf(Purchase known) => CustomerStore.Find(session, known.Owner.Value) ?? throw new InvalidOperationException($"purchase {known.Id.Value} has no buyer");

    private List<HeldRun> OpenRuns(Customer buyer, Purchase known) =>
        EnrollmentStore.OfOwner(session, buyer.Owner.Value).FindAll(held => held.Run.Status == EnrollmentStatus.Open && held.Run.Purchase == known.Id);
}
