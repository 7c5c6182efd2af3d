using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Refunds of Shopify: the money that its transactions move, or the worth of its lines while there are no transactions.</summary>
internal static class ShopifyRefunds
{
    public static HookReading Read(ShopifyDelivery delivery, PayloadNode refund)
    {
        if (refund["id"].Id is not { } id) return StorePayload.Missing("id");
        if (refund["order_id"].Id is not { } orderId) return StorePayload.Missing("order_id");
        if (Refusal(refund, "") is { } refusal) return refusal;
        return delivery.Events(Event(delivery, refund, id, orderId));
    }

    /// <summary>The refunds that an order lists, the same events as those that come alone.</summary>
    public static IReadOnlyList<StoreEvent> Listed(ShopifyDelivery delivery, PayloadNode order, string orderId) =>
        [.. order["refunds"].Items.Where(refund => refund["id"].Id is not null).Select(refund => Event(delivery, refund, refund["id"].Id!, orderId))];

    /// <summary>The refusal of an order that lists a refund which would be refused alone, or null.</summary>
    public static HookReading? RefusalOfListed(PayloadNode order) =>
        order["refunds"].Items.Select((refund, index) => Refusal(refund, $"refunds[{index}].")).FirstOrDefault(refusal => refusal is not null);

    private static StoreEvent Event(ShopifyDelivery delivery, PayloadNode refund, string id, string orderId)
    {
        // A discount that a plug-in wrote as a line below zero is no goods that go back, but it lowers what they are worth.
        var lines = refund["refund_line_items"].Items.ToList();
        var goods = lines.Where(line => AmountRule.Problem(line["subtotal"].Number) is null);
        return new StoreEvent
        {
            Id = $"refund:{orderId}:{id}",
            FormerId = $"refund:{id}",
            Store = delivery.Store,
            OccurredAt = refund["processed_at"].At ?? refund["created_at"].At ?? delivery.Now,
            PurchaseId = orderId,
            Body = new EventBody.Refunded(new RefundFacts
            {
                Id = id,
                Amount = Amount(refund, lines),
                Currency = CurrencyOf(refund, lines),
                Lines = [.. goods.Select(Part).Where(part => part.LineId is not null || part.ProductId is not null)],
            }),
        };
    }

    // A refund that moves no money and names no lines is worth nothing; leaving its amount out would make it one of the whole order.
    private static decimal? Amount(PayloadNode refund, List<PayloadNode> lines)
    {
        var moved = refund["transactions"].Items.Where(Counts).Select(transaction => transaction["amount"].Number).OfType<decimal>().ToList();
        if (moved.Count > 0) return moved.Sum();
        return Math.Max(0, lines.Sum(line => (line["subtotal"].Number ?? 0) + (line["total_tax"].Number ?? 0)));
    }

    // Whether a transaction counts towards the amount: others are sales, or came to nothing.
    private static bool Counts(PayloadNode transaction) => transaction["kind"].Text is "refund" or null && transaction["status"].Text is not ("failure" or "error");

    private static HookReading.Malformed? Refusal(PayloadNode refund, string at)
    {
        foreach (var (index, transaction) in refund["transactions"].Items.Index().Where(one => Counts(one.Item)))
        {
            if (AmountRule.Problem(transaction["amount"].Number) is { } negative) return new($"{at}transactions[{index}].amount", negative);
            if (Currency.TryParse(transaction["currency"].Text, out var currency) && AmountRule.Problem(currency) is { } unknown) return new($"{at}transactions[{index}].currency", unknown);
        }

        return null;
    }

    private static Currency? CurrencyOf(PayloadNode refund, List<PayloadNode> lines)
    {
        var code = refund["transactions"].Items.Where(Counts).Select(transaction => transaction["currency"].Text)
            .Concat(lines.Select(line => line["subtotal_set"]["shop_money"]["currency_code"].Text))
            .FirstOrDefault(text => text is not null);
        return Currency.TryParse(code, out var currency) ? currency : null;
    }

    private static LineQuantity Part(PayloadNode line) => new(
        line["line_item_id"].Id ?? line["line_item"]["id"].Id,
        line["line_item"]["product_id"].Id,
        line["quantity"].Quantity);
}
