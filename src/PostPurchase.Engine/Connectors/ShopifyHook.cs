using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>
/// Webhooks of Shopify. The topic says which shape the body has; what happened is read from the body, since only the body is signed.
/// </summary>
internal static class ShopifyHook
{
    public static HookReading Read(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body, Instant now)
    {
        var signature = headers.First("X-Shopify-Hmac-Sha256", "Shopify-Hmac-Sha256");
        if (signature is null) return new HookReading.BadSignature("the header X-Shopify-Hmac-Sha256 is missing");
        if (!Signatures.IsBase64OfBody(source, signature, body.Span)) return new HookReading.BadSignature("X-Shopify-Hmac-Sha256 does not fit the body");
        if (TopicOf(headers) is not { } topic) return new HookReading.Malformed("", "the header X-Shopify-Topic is missing");
        var id = headers.First("X-Shopify-Webhook-Id", "Shopify-Webhook-Id", "X-Shopify-Event-Id", "Shopify-Event-Id");
        return Understood(source, topic, (id, headers.First("X-Shopify-Shop-Domain", "Shopify-Shop-Domain")), body, now);
    }

    public static string? TopicOf(HookHeaders headers) => headers.First("X-Shopify-Topic", "Shopify-Topic");

    public static HookReading Understood(HookSource source, string topic, (string? Id, string? Shop) sender, ReadOnlyMemory<byte> body, Instant now)
    {
        var fingerprint = Signatures.Fingerprint(body.Span);
        var delivery = new ShopifyDelivery(topic.ToLowerInvariant(), source.Store, sender.Id ?? $"{topic}:{fingerprint}", sender.Shop, fingerprint, now);
        return Payload.Read(body, root => Understood(delivery, root));
    }

    private static HookReading Understood(ShopifyDelivery delivery, PayloadNode root) => delivery.Topic switch
    {
        "orders/create" or "orders/paid" or "orders/updated" or "orders/cancelled" or "orders/fulfilled" or "orders/partially_fulfilled"
            => ShopifyOrders.Read(delivery, root),
        "fulfillments/create" or "fulfillments/update" => ShopifyParcels.Fulfillment(delivery, root),
        "fulfillment_events/create" => ShopifyParcels.Scan(delivery, root),
        "refunds/create" => ShopifyRefunds.Read(delivery, root),
        "checkouts/create" or "checkouts/update" => ShopifyCarts.Read(delivery, root),
        "customers/update" or "customers_email_marketing_consent/update" => ShopifyCustomers.Consented(delivery, root),
        "customers/redact" => ShopifyCustomers.Redacted(root),
        _ => delivery.Ignored($"the topic {delivery.Topic} is not used"),
    };
}

/// <summary>One signed delivery: what its headers say, and the fingerprint of its body.</summary>
internal sealed record ShopifyDelivery(string Topic, string Store, string Id, string? Shop, string Fingerprint, Instant Now)
{
    public HookReading Ignored(string reason) => new HookReading.Ignored(reason, Id);

    public HookReading Events(params IReadOnlyList<StoreEvent> events) => new HookReading.Events(events, Id, Shop);
}
