using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Checkouts of Shopify that are open: each change of one replaces what was known of the cart.</summary>
internal static class ShopifyCarts
{
    public static HookReading Read(ShopifyDelivery delivery, PayloadNode checkout)
    {
        if ((checkout["token"].Id ?? checkout["id"].Id) is not { } id) return StorePayload.Missing("token");
        if (!checkout["line_items"].IsList) return StorePayload.Missing("line_items");
        if (checkout["completed_at"].IsPresent) return delivery.Ignored($"checkout {id} became an order");
        var changedAt = checkout["updated_at"].At ?? checkout["created_at"].At ?? delivery.Now;
        var customer = ShopifyCustomers.Of(checkout, checkout["created_at"].At ?? changedAt);
        if (customer.Email is null) return delivery.Ignored($"checkout {id} names no address yet");

        Currency? currency = Currency.TryParse(checkout["currency"].Text, out var known) ? known : null;
        if (currency is { } given && AmountRule.Problem(given) is { } unknown) return new HookReading.Malformed("currency", unknown);
        var total = currency is { } named ? StorePayload.Amount(checkout["total_price"], named) : null;
        if (AmountRule.Problem(total) is { } negative) return new HookReading.Malformed("total_price", negative);
        return delivery.Events(new StoreEvent
        {
            Id = $"checkout:{id}:{delivery.Fingerprint}",
            Store = delivery.Store,
            OccurredAt = changedAt,
            Customer = customer,
            Body = new EventBody.CartAbandoned(new CartFacts
            {
                Id = id,
                Url = checkout["abandoned_checkout_url"].Text,
                Total = total,
                Lines = [.. checkout["line_items"].Items.Select((line, index) => Line(line, index, currency))],
            }),
        });
    }

    // Lines of a checkout have no id, and the key is the same for equal goods.
    private static LineFacts Line(PayloadNode line, int index, Currency? currency) =>
        ShopifyOrders.Line(line, index, currency) with { Id = StorePayload.Position(index) };
}
