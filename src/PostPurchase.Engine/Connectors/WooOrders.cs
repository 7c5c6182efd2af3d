using System.Globalization;
using System.Net;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;

namespace PostPurchase.Engine.Connectors;

/// <summary>Orders of WooCommerce. An order exists before it is paid: only its status says whether it counts.</summary>
internal static class WooOrders
{
    public static HookReading Read(WooDelivery delivery, PayloadNode order)
    {
        if (order["id"].Id is not { } id) return StorePayload.Missing("id");
        if (order["status"].Text is not { } status) return StorePayload.Missing("status");
        if (!Currency.TryParse(order["currency"].Text, out var currency)) return StorePayload.Missing("currency");
        if (StorePayload.Amount(order["total"], currency) is not { } total) return StorePayload.Missing("total");
        if (!order["line_items"].IsList) return StorePayload.Missing("line_items");
        if (status is "checkout-draft" or "auto-draft" or "draft") return new HookReading.Ignored($"order {id} is a draft", delivery.Id);
        var customer = Customer(order);
        if (!customer.IsNamed) return new HookReading.Ignored($"order {id} names no customer", delivery.Id);

        var placedAt = order["date_created_gmt"].At ?? delivery.Now;
        var updatedAt = order["date_modified_gmt"].At ?? placedAt;
        var purchase = Purchase(order, id, status, total) with { UpdatedAt = updatedAt };
        if (StorePayload.Refusal(purchase, problem => problem.Field) is { } refusal) return refusal;
        var changed = new StoreEvent
        {
            Id = $"order:{id}:{delivery.Fingerprint}",
            Store = delivery.Store,
            OccurredAt = placedAt,
            Customer = customer,
            PurchaseId = id,
            Body = new EventBody.PurchaseChanged(purchase),
        };
        return delivery.Events([changed, .. Refunds(delivery, order, purchase)]);
    }

    /// <summary>Of a deleted order only the id is left, and no instant: what comes later and says that it stands was restored.</summary>
    public static StoreEvent Deleted(WooDelivery delivery, string orderId) =>
        CalledOff(delivery, orderId, delivery.Now, CallOff.Cancelled(orderId, delivery.Id)) with { IsOfArrival = true };

    // A list of what went back so far comes with every change of the order: each has an id, and counts once. Their totals are below zero.
    private static IEnumerable<StoreEvent> Refunds(WooDelivery delivery, PayloadNode order, PurchaseFacts purchase)
    {
        var (id, at, isNew) = (purchase.Id, purchase.UpdatedAt, delivery.Topic == "order.created");
        if (purchase.State == PurchaseState.Cancelled) return isNew ? [] : [CalledOff(delivery, id, at, CallOff.Cancelled(id, CallOff.ReportOf(purchase)))];
        var refunds = order["refunds"].Items
            .Where(refund => refund["id"].Id is not null && refund["total"].Number is not null)
            .Select(refund => new RefundFacts { Id = refund["id"].Id!, Amount = Math.Abs(refund["total"].Number!.Value), Currency = purchase.Currency })
            .ToList();
        if (purchase.State == PurchaseState.Refunded && refunds.Count == 0 && !isNew) return [CalledOff(delivery, id, at, CallOff.PaidBack(id, CallOff.ReportOf(purchase)))];
        return refunds.Select(refund => Refund(delivery, id, at, refund) with { Id = $"refund:{id}:{refund.Id}", FormerId = $"refund:{refund.Id}" });
    }

    private static StoreEvent CalledOff(WooDelivery delivery, string orderId, Instant at, RefundFacts refund) =>
        Refund(delivery, orderId, at, refund) with { FormerId = $"refund:{CallOff.FormerId(refund, orderId)}" };

    private static StoreEvent Refund(WooDelivery delivery, string orderId, Instant at, RefundFacts refund) => new()
    {
        Id = $"refund:{refund.Id}",
        Store = delivery.Store,
        OccurredAt = at,
        PurchaseId = orderId,
        Body = new EventBody.Refunded(refund),
    };

    private static PurchaseFacts Purchase(PayloadNode order, string id, string status, Money total)
    {
        var currency = total.Currency;
        return new PurchaseFacts
        {
            Id = id,
            Number = order["number"].Text,
            Kind = Kind(order),
            Paid = IsPaid(order, status),
            State = status switch
            {
                "cancelled" or "trash" => PurchaseState.Cancelled,
                "refunded" => PurchaseState.Refunded,
                _ => PurchaseState.Open,
            },
            UpdatedAt = default,
            Total = total,
            Subtotal = Subtotal(order, currency),
            Tax = StorePayload.Optional(order["total_tax"], currency),
            Shipping = StorePayload.Optional(order["shipping_total"], currency),
            Discount = StorePayload.Optional(order["discount_total"], currency),
            Codes = [.. order["coupon_lines"].Items.Select(coupon => coupon["code"].Text).OfType<string>()],
            Channel = order["created_via"].Text,
            Gift = order["meta_data"].Items.Concat(order["line_items"].Items.SelectMany(line => line["meta_data"].Items))
                .Any(meta => StorePayload.MarksGift(meta["key"].Text, meta["value"])),
            Company = order["billing"]["company"].Text,
            ShippingAddress = Address(order["shipping"]),
            Lines = StorePayload.Goods(order["line_items"].Items.Select((line, index) => Line(line, index, currency))),
        };
    }

    // Shops add statuses of their own (packed, shipped): there the day of payment decides.
    private static bool IsPaid(PayloadNode order, string status) => status switch
    {
        "processing" or "completed" or "refunded" => true,
        "pending" or "on-hold" or "failed" or "cancelled" or "trash" => false,
        _ => (order["date_paid_gmt"].At ?? order["date_paid"].At) is not null,
    };

    // The order has no such field; its lines' totals are after discounts, also those that are a line of their own, and before tax.
    private static Money? Subtotal(PayloadNode order, Currency currency) =>
        Money.TryFromAmount(order["line_items"].Items.Sum(line => line["total"].Number ?? 0), currency, out var sum) && sum.Minor >= 0 ? sum : null;

    private static LineFacts Line(PayloadNode line, int index, Currency currency)
    {
        var quantity = line["quantity"].Quantity;
        return new LineFacts
        {
            Id = line["id"].Id ?? StorePayload.Position(index),
            ProductId = line["product_id"].Id,
            Sku = line["sku"].Text,
            Name = WebUtility.HtmlDecode(line["name"].Text) ?? line["sku"].Text ?? "",
            Quantity = quantity,
            UnitPrice = StorePayload.Amount(line["price"], currency)
                ?? (quantity > 0 && line["subtotal"].Number is { } sum && Money.TryFromAmount(sum / quantity, currency, out var each) ? each : null),
            ImageUrl = line["image"]["src"].Text,
        };
    }

    private static PurchaseKind Kind(PayloadNode order)
    {
        var channel = order["created_via"].Text;
        if (channel == "subscription" || HasMeta(order, "_subscription_renewal")) return PurchaseKind.Renewal;
        if (channel is not null && channel.StartsWith("pos", StringComparison.OrdinalIgnoreCase)) return PurchaseKind.Pos;
        if (channel is not null && StorePayload.KindOf([channel]) is { } resent) return resent;
        return StorePayload.IsMarketplace(channel) ? PurchaseKind.Marketplace : PurchaseKind.Order;
    }

    private static CustomerFacts Customer(PayloadNode order)
    {
        var billing = order["billing"];
        var facts = new CustomerFacts
        {
            Email = StorePayload.Email(billing["email"]),
            ExternalId = order["customer_id"].Id,
            FirstName = billing["first_name"].Text,
            LastName = billing["last_name"].Text,
            Phone = billing["phone"].Text,
            Country = StorePayload.Country(billing["country"], order["shipping"]["country"]),
            Locale = StorePayload.Locale(order["meta_data"].Items.FirstOrDefault(meta => meta["key"].Text == "wpml_language")["value"]),
        };
        return StorePayload.WithGuessedZone(facts, billing["state"].Text);
    }

    private static bool HasMeta(PayloadNode order, string key) => order["meta_data"].Items.Any(meta => meta["key"].Text == key);

    private static AddressFacts? Address(PayloadNode address)
    {
        if (address["address_1"].Text is null && address["city"].Text is null) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"{address["first_name"].Text} {address["last_name"].Text}").Trim();
        return new AddressFacts(
            name.Length > 0 ? name : null,
            address["address_2"].Text is { } second ? $"{address["address_1"].Text}, {second}" : address["address_1"].Text,
            address["postcode"].Text,
            address["city"].Text,
            address["state"].Text,
            StorePayload.Country(address["country"]));
    }
}
