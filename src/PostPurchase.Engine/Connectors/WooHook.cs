using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Webhooks of WooCommerce: orders only, since it sends their whole state with each change. The first request is an unsigned greeting.</summary>
internal static class WooHook
{
    public static HookReading Read(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body, Instant now)
    {
        var signature = headers.First("X-WC-Webhook-Signature");
        if (IsGreeting(body.Span)) return new HookReading.Ping();
        if (signature is null) return new HookReading.BadSignature("the header X-WC-Webhook-Signature is missing");
        if (!Signatures.IsBase64OfBody(source, signature, body.Span)) return new HookReading.BadSignature("X-WC-Webhook-Signature does not fit the body");

        return Understood(source, TopicOf(headers), (headers.First("X-WC-Webhook-Delivery-ID"), headers.First("X-WC-Webhook-Source")), body, now);
    }

    public static string TopicOf(HookHeaders headers) => headers.First("X-WC-Webhook-Topic") ?? $"{headers.First("X-WC-Webhook-Resource")}.{headers.First("X-WC-Webhook-Event")}";

    public static HookReading Understood(HookSource source, string topic, (string? Id, string? Shop) sender, ReadOnlyMemory<byte> body, Instant now)
    {
        var fingerprint = Signatures.Fingerprint(body.Span);
        var delivery = new WooDelivery(topic.ToLowerInvariant(), source.Store, sender.Id ?? $"{topic}:{fingerprint}", sender.Shop, fingerprint, now);
        return Payload.Read(body, root => Understood(delivery, root));
    }

    private static HookReading Understood(WooDelivery delivery, PayloadNode root) => delivery.Topic switch
    {
        "order.created" or "order.updated" or "order.restored" => WooOrders.Read(delivery, root),
        "order.deleted" => Deleted(delivery, root),
        "." => new HookReading.Malformed("", "the header X-WC-Webhook-Topic is missing"),
        _ => new HookReading.Ignored($"the topic {delivery.Topic} is not used", delivery.Id),
    };

    // Whatever the order was, its runs have to end.
    private static HookReading Deleted(WooDelivery delivery, PayloadNode root)
    {
        if (root["id"].Id is not { } id) return StorePayload.Missing("id");
        return delivery.Events(WooOrders.Deleted(delivery, id));
    }

    private static bool IsGreeting(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \r\n"u8);
        return body.StartsWith("webhook_id="u8) && body.Length is > 11 and <= 31 && body[11..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }
}

/// <summary>One signed delivery: what its headers say, and the fingerprint of its body.</summary>
internal sealed record WooDelivery(string Topic, string Store, string Id, string? Shop, string Fingerprint, Instant Now)
{
    public HookReading Events(params IReadOnlyList<StoreEvent> events) => new HookReading.Events(events, Id, Shop);
}
