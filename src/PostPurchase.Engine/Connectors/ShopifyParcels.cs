using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Parcels of Shopify: shipped once they are fulfilled, delivered once the carrier says so. A tracking number that comes later is another event of the same parcel.</summary>
internal static class ShopifyParcels
{
    public static HookReading Fulfillment(ShopifyDelivery delivery, PayloadNode parcel)
    {
        if (parcel["id"].Id is not { } id) return StorePayload.Missing("id");
        if (parcel["order_id"].Id is not { } orderId) return StorePayload.Missing("order_id");
        var number = parcel["tracking_number"].Text ?? parcel["tracking_numbers"].Items.FirstOrDefault().Text;
        if (!HasLeft(parcel["status"].Text, number)) return delivery.Ignored($"parcel {id} is {parcel["status"].Text}");

        var shipment = new ShipmentFacts
        {
            Id = id,
            Carrier = parcel["tracking_company"].Text,
            TrackingNumber = number,
            TrackingUrl = parcel["tracking_url"].Text ?? parcel["tracking_urls"].Items.FirstOrDefault().Text,
            Eta = parcel["estimated_delivery_at"].At?.InUtc().Date,
            Lines = [.. parcel["line_items"].Items.Select((line, index) => ShopifyOrders.Line(line, index, null))],
        };
        var isDelivered = parcel["shipment_status"].Text == "delivered";
        return delivery.Events(new StoreEvent
        {
            Id = isDelivered ? $"delivered:{id}" : number is null ? $"shipped:{id}" : $"shipped:{id}:{number}",
            Store = delivery.Store,
            OccurredAt = (isDelivered ? parcel["updated_at"].At : null) ?? parcel["created_at"].At ?? delivery.Now,
            Customer = new CustomerFacts { Email = StorePayload.Email(parcel["email"]) },
            PurchaseId = orderId,
            Body = isDelivered ? new EventBody.Delivered(shipment) : new EventBody.Shipped(shipment),
        });
    }

    // Open and pending ones wait for somebody to send them, unless a carrier has a number for them.
    private static bool HasLeft(string? status, string? trackingNumber) => status is null or "success" || (status is "open" or "pending" && trackingNumber is not null);

    /// <summary>A carrier's scan of a parcel; of use only when it says that the parcel has arrived.</summary>
    public static HookReading Scan(ShopifyDelivery delivery, PayloadNode scan)
    {
        if (scan["fulfillment_id"].Id is not { } id) return StorePayload.Missing("fulfillment_id");
        if (scan["order_id"].Id is not { } orderId) return StorePayload.Missing("order_id");
        if (scan["status"].Text != "delivered") return delivery.Ignored($"parcel {id} is {scan["status"].Text ?? "somewhere"}");
        return delivery.Events(new StoreEvent
        {
            Id = $"delivered:{id}",
            Store = delivery.Store,
            OccurredAt = scan["happened_at"].At ?? scan["created_at"].At ?? delivery.Now,
            PurchaseId = orderId,
            Body = new EventBody.Delivered(new ShipmentFacts { Id = id }),
        });
    }
}
