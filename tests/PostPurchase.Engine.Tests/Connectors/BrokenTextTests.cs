using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PostPurchase.Engine.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

/// <summary>Bodies in Latin-1, which some plug-ins write: signed, and still no UTF-8.</summary>
public class BrokenTextTests
{
    public static TheoryData<SourceKind, string> Bodies => new()
    {
        { SourceKind.Shopify, ShopifyPayloads.Order.Replace("Mira", "Ren\u00E9", StringComparison.Ordinal) },
        { SourceKind.WooCommerce, WooPayloads.Order.Replace("\"id\"", "\"note\":\"Caf\u00E9\",\"id\"", StringComparison.Ordinal) },
        { SourceKind.Stripe, """{"id":"ÿþ"}""" },
        { SourceKind.Standard, """{"id":"ÿþ"}""" },
        { SourceKind.Shopify, """{"note":"\u00e9 and é"}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_that_is_no_UTF_8_is_refused_with_that_as_the_reason(SourceKind kind, string text) =>
        Assert.Equal(new HookReading.Malformed("", "is not valid UTF-8"), Read(kind, Encoding.Latin1.GetBytes(text)));

    private static HookReading Read(SourceKind kind, byte[] body)
    {
        var seconds = Signed.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = kind switch
        {
            SourceKind.Shopify => Signed.Headers(("X-Shopify-Topic", "orders/create"), ("X-Shopify-Hmac-SHA256", Convert.ToBase64String(Hmac("", body)))),
            SourceKind.WooCommerce => Signed.Headers(("X-WC-Webhook-Topic", "order.updated"), ("X-WC-Webhook-Signature", Convert.ToBase64String(Hmac("", body)))),
            SourceKind.Stripe => Signed.Headers(("Stripe-Signature", $"t={seconds},v1={Convert.ToHexStringLower(Hmac($"{seconds}.", body))}")),
            _ => Signed.Headers(("Webhook-Id", "msg_1"), ("Webhook-Timestamp", seconds), ("Webhook-Signature", "v1," + Convert.ToBase64String(Hmac($"msg_1.{seconds}.", body)))),
        };
        return Hooks.Read(new HookSource(kind, Signed.Secret), headers, body, Signed.Now);
    }

    // Standard webhooks sign with what the secret is the base64 of, the others with its text.
    private static byte[] Hmac(string prefix, byte[] body)
    {
        var key = prefix.StartsWith("msg_", StringComparison.Ordinal) ? Convert.FromBase64String(Signed.Secret["whsec_".Length..]) : Encoding.UTF8.GetBytes(Signed.Secret);
        byte[] signed = [.. Encoding.UTF8.GetBytes(prefix), .. body];
        return HMACSHA256.HashData(key, signed);
    }
}
