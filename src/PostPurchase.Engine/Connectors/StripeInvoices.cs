using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Paid invoices of Stripe: the first of a subscription is an order, the following are renewals.</summary>
internal static class StripeInvoices
{
    public static HookReading Read(StripeDelivery delivery, PayloadNode invoice)
    {
        if (invoice["id"].Id is not { } id) return StorePayload.Missing("data.object.id");
        if (!Currency.TryParse(invoice["currency"].Text, out var currency)) return StorePayload.Missing("data.object.currency");
        if (StripeMoney.Of(invoice["total"], currency) is not { } total) return StorePayload.Missing("data.object.total");
        if (total.Minor < 0) return delivery.Ignored($"invoice {id} gives back {total}: it is no purchase");
        var customer = StripeParties.Customer(
            invoice["customer"], invoice["customer_name"], invoice["customer_phone"], invoice["customer_address"], invoice["customer_email"]);
        if (!customer.IsNamed) return delivery.Ignored($"invoice {id} names no customer");

        var purchase = Purchase(delivery, invoice, id, total);
        if (StorePayload.Refusal(purchase, problem => $"data.object.{problem.Path}") is { } refusal) return refusal;
        return delivery.Events(new StoreEvent
        {
            Id = delivery.Id,
            Store = delivery.Store,
            OccurredAt = invoice["status_transitions"]["paid_at"].At ?? invoice["created"].At ?? delivery.At,
            Customer = customer,
            PurchaseId = id,
            Body = new EventBody.PurchaseChanged(purchase),
        });
    }

    private static PurchaseFacts Purchase(StripeDelivery delivery, PayloadNode invoice, string id, Money total) => new()
    {
        Id = id,
        Number = invoice["number"].Text,
        Kind = delivery.IsTest ? PurchaseKind.Test : Kind(invoice["billing_reason"].Text),
        Paid = true,
        UpdatedAt = delivery.At,
        Total = total,
        Subtotal = StripeMoney.Optional(invoice["subtotal"], total.Currency),
        Tax = StripeMoney.Optional(invoice["tax"], total.Currency),
        StatusUrl = invoice["hosted_invoice_url"].Text,
        Channel = "invoice",
        ShippingAddress = StripeParties.Address(invoice["customer_shipping"]),
        // Lines below zero give back what is left of another plan: they are no goods.
        Lines = StorePayload.Goods(invoice["lines"]["data"].Items.Select((line, index) => StripeParties.Line(line, index, total.Currency))),
    };

    private static PurchaseKind Kind(string? billingReason) =>
        billingReason is "subscription_cycle" or "subscription_update" or "subscription_threshold" or "subscription"
            ? PurchaseKind.Renewal
            : PurchaseKind.Order;
}
