using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;

namespace PostPurchase.Engine.Tests.Connectors;

/// <summary>Requests as their senders would sign them.</summary>
internal static class Signed
{
    public const string Secret = "whsec_c2VjcmV0LW9mLWEtc2hvcC1pbi10ZXN0cw==";
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);

    private static long Seconds => Now.ToUnixTimeSeconds();

    public static HookReading Shopify(string topic, string body, HookSource? source = null) => Hooks.Read(
        source ?? new HookSource(SourceKind.Shopify, Secret),
        Headers(("X-Shopify-Topic", topic), ("X-Shopify-Hmac-SHA256", Base64(Secret, body)), ("X-Shopify-Webhook-Id", "d-1"), ("X-Shopify-Shop-Domain", "a.myshopify.com")),
        Encoding.UTF8.GetBytes(body),
        Now);

    public static HookReading Woo(string topic, string body) => Hooks.Read(
        new HookSource(SourceKind.WooCommerce, Secret),
        Headers(("X-WC-Webhook-Topic", topic), ("X-WC-Webhook-Signature", Base64(Secret, body)), ("X-WC-Webhook-Delivery-ID", "d-2"), ("X-WC-Webhook-Source", "https://woo.test/")),
        Encoding.UTF8.GetBytes(body),
        Now);

    public static HookReading Stripe(string body) => Hooks.Read(
        new HookSource(SourceKind.Stripe, Secret),
        Headers(("Stripe-Signature", StripeHeader(Secret, body, Seconds))),
        Encoding.UTF8.GetBytes(body),
        Now);

    public static HookReading Standard(string body, HookSource? source = null) => Hooks.Read(
        source ?? new HookSource(SourceKind.Standard, Secret),
        Headers(("Webhook-Id", "msg_1"), ("Webhook-Timestamp", Text(Seconds)), ("Webhook-Signature", StandardHeader(Secret, body, "msg_1", Seconds))),
        Encoding.UTF8.GetBytes(body),
        Now);

    public static HookHeaders Headers(params (string Name, string Value)[] headers) =>
        new(headers.Select(header => KeyValuePair.Create(header.Name, header.Value)));

    public static string Base64(string secret, string body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public static string StripeHeader(string secret, string body, long at) =>
        $"t={Text(at)},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{Text(at)}.{body}")))}";

    public static string StandardHeader(string secret, string body, string id, long at) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{Text(at)}.{body}")));

    public static IReadOnlyList<StoreEvent> Items(HookReading reading) => reading switch
    {
        HookReading.Events events => events.Items,
        _ => throw new InvalidOperationException(reading.ToString()),
    };

    public static PurchaseFacts Purchase(HookReading reading) => ((EventBody.PurchaseChanged)Items(reading)[0].Body).Purchase;

    public static RefundFacts Refund(StoreEvent item) => ((EventBody.Refunded)item.Body).Refund;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
