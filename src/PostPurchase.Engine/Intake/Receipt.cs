using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// Nothing happened after it was reported: an instant in the future, of a clock that goes fast, counts as that of the receipt. Otherwise it would be newer than every
/// true word that comes until then, and a withdrawal among them would not count. The body is kept as it came.
/// </summary>
internal static class Receipt
{
    /// <summary>The delivery without instants after its receipt; the same object where it has none.</summary>
    public static Delivery Bounded(Delivery delivery, Instant receivedAt)
    {
        for (var i = 0; i < delivery.Events.Count; i++)
        {
            if (IsAhead(delivery.Events[i], receivedAt)) return BoundedAll(delivery, receivedAt);
        }

        return delivery;
    }

    // On its own, since its closure costs an object: a delivery without such instants is the rule.
    private static Delivery BoundedAll(Delivery delivery, Instant receivedAt) => delivery with { Events = [.. delivery.Events.Select(fact => Bounded(fact, receivedAt))] };

    private static bool IsAhead(StoreEvent fact, Instant receivedAt) =>
        fact.OccurredAt > receivedAt || fact.Customer.ConsentAt > receivedAt || (fact.Body is EventBody.PurchaseChanged { Purchase: var report } && report.UpdatedAt > receivedAt);

    private static StoreEvent Bounded(StoreEvent fact, Instant receivedAt) => fact with
    {
        OccurredAt = Instant.Min(fact.OccurredAt, receivedAt),
        Customer = fact.Customer.ConsentAt > receivedAt ? fact.Customer with { ConsentAt = receivedAt } : fact.Customer,
        Body = fact.Body is EventBody.PurchaseChanged { Purchase: var report } && report.UpdatedAt > receivedAt ? new EventBody.PurchaseChanged(report with { UpdatedAt = receivedAt }) : fact.Body,
    };
}
