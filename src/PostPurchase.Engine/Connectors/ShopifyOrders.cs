using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;

namespace PostPurchase.Engine.Connectors;

/// <summary>Orders of Shopify: the shop's own currency, the quantities as ordered (refunds are events of their own).</summary>
internal static class ShopifyOrders
{
    public static HookReading Read(ShopifyDelivery delivery, PayloadNode order)
    {
        if (order["id"].Id is not { } id) return StorePayload.Missing("id");
        if (!Currency.TryParse(order["currency"].Text, out var currency)) return StorePayload.Missing("currency");
        if (StorePayload.Amount(order["total_price"], currency) is not { } total) return StorePayload.Missing("total_price");
        if (!order["line_items"].IsList) return StorePayload.Missing("line_items");
        var placedAt = order["processed_at"].At ?? order["created_at"].At ?? delivery.Now;
        var customer = ShopifyCustomers.Of(order, placedAt);
        if (!customer.IsNamed) return delivery.Ignored($"order {id} names no customer");

        var purchase = Purchase(order, id, total) with { UpdatedAt = order["updated_at"].At ?? placedAt };
        if ((StorePayload.Refusal(purchase, PathOf) ?? ShopifyRefunds.RefusalOfListed(order)) is { } refusal) return refusal;
        var changed = new StoreEvent
        {
            Id = $"order:{id}:{delivery.Topic}:{delivery.Fingerprint}",
            Store = delivery.Store,
            OccurredAt = placedAt,
            Customer = customer,
            PurchaseId = id,
            Body = new EventBody.PurchaseChanged(purchase),
        };

        // An order that arrives called off starts nothing; one that is called off later takes its runs along.
        var isCalledOff = purchase.State is PurchaseState.Cancelled or PurchaseState.Voided && delivery.Topic != "orders/create";
        var refunds = ShopifyRefunds.Listed(delivery, order, id);
        return delivery.Events(isCalledOff ? [changed, .. refunds, CalledOff(changed, purchase, order)] : [changed, .. refunds]);
    }

    // An order is cancelled once and for all; one whose payment was given up may be paid after all, and given up again.
    private static StoreEvent CalledOff(StoreEvent changed, PurchaseFacts purchase, PayloadNode order)
    {
        var former = $"cancel:{purchase.Id}";
        var refund = purchase.State == PurchaseState.Cancelled
            ? new RefundFacts { Id = former, Cancels = true }
            : CallOff.Cancelled(purchase.Id, CallOff.ReportOf(purchase));
        return changed with
        {
            Id = refund.Id,
            FormerId = refund.Id == former ? null : former,
            OccurredAt = order["cancelled_at"].At ?? order["updated_at"].At ?? changed.OccurredAt,
            Body = new EventBody.Refunded(refund),
        };
    }

    private static PurchaseFacts Purchase(PayloadNode order, string id, Money total)
    {
        var currency = total.Currency;
        var tags = StorePayload.Tags(order["tags"]);
        return new PurchaseFacts
        {
            Id = id,
            Number = order["name"].Text ?? order["order_number"].Text,
            Kind = Kind(order, tags),
            Paid = order["financial_status"].Text is "paid" or "partially_refunded" or "refunded",
            State = State(order),
            UpdatedAt = default,
            Total = total,
            Subtotal = StorePayload.Optional(order["subtotal_price"], currency),
            Tax = StorePayload.Optional(order["total_tax"], currency),
            Shipping = StorePayload.Optional(order["total_shipping_price_set"]["shop_money"]["amount"], currency),
            Discount = StorePayload.Optional(order["total_discounts"], currency),
            Codes = [.. order["discount_codes"].Items.Select(code => code["code"].Text).OfType<string>()],
            StatusUrl = order["order_status_url"].Text,
            Channel = order["source_name"].Text,
            Gift = IsGift(order, tags),
            Company = order["billing_address"]["company"].Text,
            Tags = tags,
            ShippingAddress = Address(order["shipping_address"]),
            Lines = StorePayload.Goods(order["line_items"].Items.Select((line, index) => Line(line, index, currency))),
        };
    }

    public static LineFacts Line(PayloadNode line, int index, Currency? currency) => new()
    {
        Id = line["id"].Id ?? line["line_item_id"].Id ?? StorePayload.Position(index),
        ProductId = line["product_id"].Id,
        Sku = line["sku"].Text,
        Name = line["name"].Text ?? Named(line) ?? line["sku"].Text ?? "",
        Quantity = line["quantity"].Quantity,
        UnitPrice = currency is { } known ? StorePayload.Amount(line["price"], known) : null,
        RequiresShipping = line["requires_shipping"].Flag,
    };

    // The others were left out.
    private static string PathOf(AmountProblem problem) => problem.Field == "total" ? "total_price" : problem.Field;

    private static string? Named(PayloadNode line) =>
        line["title"].Text is { } title && line["variant_title"].Text is { } variant ? $"{title} - {variant}" : line["title"].Text;

    private static PurchaseState State(PayloadNode order)
    {
        if (order["cancelled_at"].IsPresent) return PurchaseState.Cancelled;
        return order["financial_status"].Text switch
        {
            "voided" => PurchaseState.Voided,
            "refunded" => PurchaseState.Refunded,
            _ => PurchaseState.Open,
        };
    }

    private static PurchaseKind Kind(PayloadNode order, IReadOnlyList<string> tags)
    {
        var channel = order["source_name"].Text;
        if (order["test"].Flag == true) return PurchaseKind.Test;
        if (channel is not null && channel.StartsWith("subscription", StringComparison.OrdinalIgnoreCase)) return PurchaseKind.Renewal;
        if (StorePayload.KindOf(channel is null ? tags : [.. tags, channel]) is { } resent) return resent;
        if (channel is "pos") return PurchaseKind.Pos;
        return StorePayload.IsMarketplace(channel) ? PurchaseKind.Marketplace : PurchaseKind.Order;
    }

    private static bool IsGift(PayloadNode order, IReadOnlyList<string> tags) =>
        tags.Contains("gift", StringComparer.OrdinalIgnoreCase)
        || order["note_attributes"].Items.Any(note => StorePayload.MarksGift(note["name"].Text, note["value"]))
        || order["line_items"].Items.SelectMany(line => line["properties"].Items).Any(note => StorePayload.MarksGift(note["name"].Text, note["value"]));

    private static AddressFacts? Address(PayloadNode address) => !address.IsPresent ? null : new AddressFacts(
        address["name"].Text,
        address["address2"].Text is { } second ? $"{address["address1"].Text}, {second}" : address["address1"].Text,
        address["zip"].Text,
        address["city"].Text,
        address["province_code"].Text ?? address["province"].Text,
        StorePayload.Country(address["country_code"]));
}
