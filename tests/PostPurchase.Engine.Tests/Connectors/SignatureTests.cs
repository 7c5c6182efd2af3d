using System.Text;
using NodaTime;
using PostPurchase.Engine.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class SignatureTests
{
    private const string Body = """{"id":"evt-1","type":"custom","name":"x","occurred_at":"2026-03-01T11:00:00Z","customer":{"email":"ana@shop.test"}}""";
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Body);

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void A_signed_time_may_be_300_seconds_off_either_way(int seconds, bool isAccepted)
    {
        var at = Signed.Now.ToUnixTimeSeconds();
        var now = Signed.Now + Duration.FromSeconds(seconds);
        var standard = Signed.Headers(
            ("webhook-id", "m"), ("webhook-timestamp", $"{at}"), ("webhook-signature", Signed.StandardHeader(Signed.Secret, Body, "m", at)));
        var stripe = Signed.Headers(("stripe-signature", Signed.StripeHeader(Signed.Secret, Body, at)));

        Assert.Equal(isAccepted, Hooks.Read(new HookSource(SourceKind.Standard, Signed.Secret), standard, Bytes, now) is HookReading.Events);
        Assert.Equal(isAccepted, Hooks.Read(new HookSource(SourceKind.Stripe, Signed.Secret), stripe, Bytes, now) is not HookReading.BadSignature);
    }

    [Fact]
    public void The_previous_secret_is_accepted_while_it_is_being_changed()
    {
        var changing = new HookSource(SourceKind.Standard, "whsec_bmV3", Signed.Secret);
        var changed = new HookSource(SourceKind.Standard, "whsec_bmV3");

        Assert.IsType<HookReading.Events>(Signed.Standard(Body, changing));
        Assert.IsType<HookReading.BadSignature>(Signed.Standard(Body, changed));
        Assert.IsType<HookReading.BadSignature>(Signed.Shopify("orders/create", "{}", new HookSource(SourceKind.Shopify, "other")));
        Assert.IsNotType<HookReading.BadSignature>(Signed.Shopify("orders/create", "{}", new HookSource(SourceKind.Shopify, "other", Signed.Secret)));
    }

    [Theory]
    [InlineData(SourceKind.Shopify)]
    [InlineData(SourceKind.WooCommerce)]
    [InlineData(SourceKind.Stripe)]
    [InlineData(SourceKind.Standard)]
    public void An_empty_secret_signs_nothing(SourceKind kind)
    {
        var at = Signed.Now.ToUnixTimeSeconds();
        var headers = Signed.Headers(
            ("X-Shopify-Hmac-Sha256", Signed.Base64("", Body)),
            ("X-WC-Webhook-Signature", Signed.Base64("", Body)),
            ("Stripe-Signature", Signed.StripeHeader("", Body, at)),
            ("webhook-id", "m"),
            ("webhook-timestamp", $"{at}"),
            ("webhook-signature", Signed.StandardHeader("whsec_", Body, "m", at)));

        Assert.IsType<HookReading.BadSignature>(Hooks.Read(new HookSource(kind, "", ""), headers, Bytes, Signed.Now));
    }

    [Fact]
    public void The_header_of_newer_shopify_libraries_has_no_prefix()
    {
        var headers = Signed.Headers(("shopify-hmac-sha256", Signed.Base64("k", "{}")), ("shopify-topic", "shop/update"));

        Assert.IsType<HookReading.Ignored>(Hooks.Read(new HookSource(SourceKind.Shopify, "k"), headers, "{}"u8.ToArray(), Signed.Now));
    }

    [Fact]
    public void The_same_json_with_other_spaces_is_not_signed()
    {
        var headers = Signed.Headers(("X-Shopify-Topic", "orders/create"), ("X-Shopify-Hmac-Sha256", Signed.Base64("k", """{"id":1}""")));

        Assert.IsType<HookReading.BadSignature>(Hooks.Read(new HookSource(SourceKind.Shopify, "k"), headers, """{"id": 1}"""u8.ToArray(), Signed.Now));
    }

    [Fact]
    public void One_fitting_signature_among_several_is_enough()
    {
        var at = Signed.Now.ToUnixTimeSeconds();
        var good = Signed.StandardHeader(Signed.Secret, Body, "m", at);
        var headers = Signed.Headers(("webhook-id", "m"), ("webhook-timestamp", $"{at}"), ("webhook-signature", $"v1a,xyz v1,AAAA {good}"));

        Assert.IsType<HookReading.Events>(Hooks.Read(new HookSource(SourceKind.Standard, Signed.Secret), headers, Bytes, Signed.Now));
    }

    [Fact]
    public void No_signed_payload_makes_reading_throw()
    {
        var random = new Random(42);
        Func<string, HookReading>[] senders =
        [
            body => Signed.Shopify("orders/updated", body), body => Signed.Shopify("refunds/create", body), body => Signed.Shopify("fulfillments/create", body),
            body => Signed.Shopify("checkouts/update", body), body => Signed.Woo("order.updated", body), Signed.Stripe,
        ];
        string[] bodies =
        [
            ShopifyPayloads.Order, ShopifyPayloads.Refund, ShopifyPayloads.Fulfillment, ShopifyPayloads.Checkout, WooPayloads.Order,
            StripePayloads.Event("checkout.session.completed", StripePayloads.Session), StripePayloads.Event("charge.refunded", StripePayloads.Charge),
            StripePayloads.Event("invoice.paid", StripePayloads.Invoice),
        ];
        string[] values = ["null", "-1", "1e27", "\"\"", "[]", "{}", "true", "[{}]", "\"79228162514264337593543950335\"", "\"9999-12-31T23:59:59-14:00\"", "\"\\ud83d\""];
        for (var round = 0; round < 6_000; round++)
        {
            var body = bodies[random.Next(bodies.Length)];
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var colon = body.IndexOf(':', random.Next(body.Length));
                var end = colon < 0 ? -1 : body.IndexOfAny([',', '}', ']'], colon);
                if (end > 0) body = string.Concat(body.AsSpan(0, colon + 1), values[random.Next(values.Length)], body.AsSpan(end));
            }

            Assert.IsNotType<HookReading.BadSignature>(senders[round % senders.Length](body));
        }
    }

    [Fact]
    public void No_header_and_no_body_makes_reading_throw()
    {
        var random = new Random(41);
        string[] names =
        [
            "X-Shopify-Hmac-Sha256", "X-Shopify-Topic", "X-WC-Webhook-Signature", "X-WC-Webhook-Topic", "Stripe-Signature", "webhook-id", "webhook-timestamp",
            "webhook-signature",
        ];
        string[] pieces = ["t=", "v1=", "v1,", ",", "=", " ", "1772366400", "99999999999999999999", "-1", "AAAA", "v1a", "orders/create", "é", "\0", "\r\n", new('A', 44), new('a', 64)];
        for (var round = 0; round < 4_000; round++)
        {
            var headers = names.Where(_ => random.Next(4) > 0)
                .Select(name => (name, string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => pieces[random.Next(pieces.Length)])))).ToArray();

            Assert.IsNotType<HookReading.Events>(Hooks.Read(
                new HookSource((SourceKind)(round % 4), pieces[random.Next(pieces.Length)]), Signed.Headers(headers), Bytes, Signed.Now));
        }
    }
}
