using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>
/// Refunds of a charge of Stripe: each that the charge lists, or, where it lists none (newer versions of the API), what was added to
/// the amount refunded so far.
/// </summary>
internal static class StripeRefunds
{
    public static HookReading Read(StripeDelivery delivery, PayloadNode charge, PayloadNode before)
    {
        if (charge["id"].Id is not { } chargeId) return StorePayload.Missing("data.object.id");
        if (!Currency.TryParse(charge["currency"].Text, out var currency)) return StorePayload.Missing("data.object.currency");
        if (AmountRule.Problem(currency) is { } unknown) return new HookReading.Malformed("data.object.currency", unknown);
        var refunds = charge["refunds"]["data"].Items
            .Where(refund => refund["id"].Id is not null && refund["status"].Text is not ("failed" or "canceled"))
            .Select(refund => new RefundFacts { Id = refund["id"].Id!, Amount = StripeMoney.Amount(refund["amount"], currency), Currency = currency })
            .ToList();
        if (refunds.Count == 0)
        {
            if (StripeMoney.Amount(charge["amount_refunded"], currency) is not { } soFar) return StorePayload.Missing("data.object.amount_refunded");
            if (AmountRule.Problem(soFar) is { } below) return new HookReading.Malformed("data.object.amount_refunded", below);
            var added = soFar - (StripeMoney.Amount(before["amount_refunded"], currency) ?? 0);
            refunds.Add(new RefundFacts { Id = $"{chargeId}:{charge["amount_refunded"].Text}", Amount = Math.Max(0, added), Currency = currency });
        }

        if (refunds.Find(refund => AmountRule.Problem(refund.Amount) is not null) is { } negative) return new HookReading.Malformed("data.object.refunds.data", $"{negative.Id}: {AmountRule.Problem(negative.Amount)}");

        var purchaseId = StripeIds.Of(charge["invoice"]) ?? StripeIds.Of(charge["payment_intent"]) ?? chargeId;
        var billing = charge["billing_details"];
        var customer = StripeParties.Customer(
            charge["customer"], billing["name"], billing["phone"], billing["address"], billing["email"], charge["receipt_email"]);
        return delivery.Events([.. refunds.Select(refund => new StoreEvent
        {
            Id = $"refund:{refund.Id}",
            Store = delivery.Store,
            OccurredAt = delivery.At,
            Customer = customer,
            PurchaseId = purchaseId,
            Body = new EventBody.Refunded(refund),
        })]);
    }
}
