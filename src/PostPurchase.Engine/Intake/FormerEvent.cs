using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>Refunds that versions of before know under another id: they did not name the order, nor the report that called it off.</summary>
internal static class FormerEvent
{
    /// <summary>Whether the event was stored then: also of a replay there is nothing to do, since a refund that is kept is told no more.</summary>
    public static bool IsKnown(Session session, long storeId, StoreEvent fact, bool isReplay)
    {
        if (fact is not { FormerId: { } former, PurchaseId: { } orderId, Body: EventBody.Refunded { Refund: var refund } }) return false;
        if (session[EventSql.ClaimedBy].With(storeId).With(former).First(row => (long?)row.Long(0)) is not { } number) return false;
        var key = session[PurchaseSql.FindKey].With(storeId).With(orderId).First(row => new PurchaseKey(row.Long(0), row.Long(1)));
        // Another order's refund may have the same id.
        return key is null
            ? session[PurchaseSql.Waits].With(storeId).With(orderId).With(number).First(row => row.Long(0)) == 1
            : IsKept(session, key, fact, (refund, orderId, isReplay));
    }

    private static bool IsKept(Session session, PurchaseKey key, StoreEvent fact, (RefundFacts Refund, string OrderId, bool IsReplay) said)
    {
        var isCallOff = CallOff.Is(said.Refund);
        var at = session[PurchaseSql.RefundedAt].With(key.Owner).With(key.Id).With(isCallOff ? CallOff.FormerId(said.Refund, said.OrderId) : said.Refund.Id).First(row => row.AtOrNull(0));
        return at is not null && (!isCallOff || at == fact.OccurredAt || (fact.IsOfArrival && said.IsReplay));
    }
}
