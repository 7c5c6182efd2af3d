using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>
/// Checkout sessions of Stripe. The purchase has the id of the invoice or of the payment, since that is what a later invoice or refund names.
/// </summary>
internal static class StripeCheckouts
{
    public static HookReading Read(StripeDelivery delivery, PayloadNode session)
    {
        if (session["id"].Id is not { } sessionId) return StorePayload.Missing("data.object.id");
        if (session["mode"].Text == "setup") return delivery.Ignored($"session {sessionId} only stores a card");
        if (!Currency.TryParse(session["currency"].Text, out var currency)) return StorePayload.Missing("data.object.currency");
        if (StripeMoney.Of(session["amount_total"], currency) is not { } total) return StorePayload.Missing("data.object.amount_total");
        var customer = Customer(session);
        if (!customer.IsNamed) return delivery.Ignored($"session {sessionId} names no customer");

        var id = StripeIds.Of(session["invoice"]) ?? StripeIds.Of(session["payment_intent"]) ?? sessionId;
        var purchase = Purchase(session, id, total) with { UpdatedAt = delivery.At, Kind = delivery.IsTest ? PurchaseKind.Test : PurchaseKind.Order };
        if (StorePayload.Refusal(purchase, problem => problem.Field == "total" ? "data.object.amount_total" : $"data.object.{problem.Path}") is { } refusal) return refusal;
        return delivery.Events(new StoreEvent
        {
            Id = delivery.Id,
            Store = delivery.Store,
            OccurredAt = session["created"].At ?? delivery.At,
            Customer = customer,
            PurchaseId = id,
            Body = new EventBody.PurchaseChanged(purchase),
        });
    }

    private static PurchaseFacts Purchase(PayloadNode session, string id, Money total)
    {
        var currency = total.Currency;
        var details = session["total_details"];
        return new PurchaseFacts
        {
            Id = id,
            Number = session["client_reference_id"].Text,
            Paid = session["payment_status"].Text is "paid" or "no_payment_required",
            UpdatedAt = default,
            Total = total,
            Subtotal = StripeMoney.Optional(session["amount_subtotal"], currency),
            Tax = StripeMoney.Optional(details["amount_tax"], currency),
            Shipping = StripeMoney.Optional(details["amount_shipping"], currency),
            Discount = StripeMoney.Optional(details["amount_discount"], currency),
            Channel = session["payment_link"].IsPresent ? "payment_link" : "checkout",
            Gift = session["metadata"].Keys.Any(pair => StorePayload.MarksGift(pair.Key, pair.Value)),
            Company = session["customer_details"]["business_name"].Text,
            ShippingAddress = StripeParties.Address(session["collected_information"]["shipping_details"])
                ?? StripeParties.Address(session["shipping_details"])
                ?? StripeParties.Address(session["shipping"]),
            Lines = StorePayload.Goods(session["line_items"]["data"].Items.Select((line, index) => StripeParties.Line(line, index, currency))),
        };
    }

    private static CustomerFacts Customer(PayloadNode session)
    {
        var details = session["customer_details"];
        var facts = StripeParties.Customer(
            session["customer"], details["name"], details["phone"], details["address"], details["email"], session["customer_email"]);
        bool? own = session["consent"]["promotions"].Text switch
        {
            "opt_in" => true,
            "opt_out" => false,
            _ => null,
        };
        // Of a payment that comes later, the answer is still that of the checkout.
        return facts with { Locale = StorePayload.Locale(session["locale"]), Consent = new ConsentFacts(own, null, null), ConsentAt = own is null ? null : session["created"].At };
    }
}

/// <summary>References between the objects of Stripe: an id, or the whole object where it was expanded.</summary>
internal static class StripeIds
{
    public static string? Of(PayloadNode reference) => reference.Id ?? reference["id"].Id;
}
