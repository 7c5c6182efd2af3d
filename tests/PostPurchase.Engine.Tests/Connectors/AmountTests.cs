using PostPurchase.Engine.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class AmountTests
{
    [Theory]
    [InlineData("\"total_price\":\"64.90\"", "\"total_price\":\"-5.00\"", "total_price", "must not be negative: -5.00")]
    [InlineData("\"currency\":\"EUR\",\"total_price\"", "\"currency\":\"XAU\",\"total_price\"", "currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    [InlineData("\"total_discounts\":\"6.00\"", "\"total_discounts\":\"-6.00\"", "total_discounts", "must not be negative: -6.00")]
    [InlineData("\"amount\":\"5.00\"", "\"amount\":\"-5.00\"", "total_shipping_price_set.shop_money.amount", "must not be negative: -5.00")]
    [InlineData("\"price\":\"8.00\"", "\"price\":\"-8.00\"", "line_items[1].price", "must not be negative: -8.00")]
    public void Shopifys_orders_are_refused_as_events_of_the_api_are(string part, string replacement, string path, string message) =>
        Refused(Signed.Shopify("orders/create", Changed(ShopifyPayloads.Order, part, replacement)), path, message);

    [Theory]
    [InlineData("\"amount\":\"8.00\"", "\"amount\":\"-5.00\"", "transactions[0].amount", "must not be negative: -5.00")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"XAU\"", "transactions[0].currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    [InlineData("\"subtotal\":8.00", "\"subtotal\":-8.00", "refund_line_items[0].subtotal", "must not be negative: -8.00")]
    public void Shopifys_refunds_too(string part, string replacement, string path, string message) =>
        Refused(Signed.Shopify("refunds/create", Changed(ShopifyPayloads.Refund, part, replacement)), path, message);

    [Theory]
    [InlineData("\"total_price\":\"49.90\"", "\"total_price\":\"-1\"", "total_price", "must not be negative: -1.00")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"XAU\"", "currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    public void Shopifys_carts_too(string part, string replacement, string path, string message) =>
        Refused(Signed.Shopify("checkouts/update", Changed(ShopifyPayloads.Checkout, part, replacement)), path, message);

    [Theory]
    [InlineData("\"total\":\"33.50\"", "\"total\":\"-3.00\"", "total", "must not be negative: -3.00")]
    [InlineData("\"USD\"", "\"XAU\"", "currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    [InlineData("\"shipping_total\":\"7.00\"", "\"shipping_total\":\"-7.00\"", "shipping_total", "must not be negative: -7.00")]
    [InlineData("\"price\":5,", "\"price\":-5,", "line_items[0].price", "must not be negative: -5.00")]
    public void WooCommerces_orders_too(string part, string replacement, string path, string message) =>
        Refused(Signed.Woo("order.created", Changed(WooPayloads.Order, part, replacement)), path, message);

    [Theory]
    [InlineData("\"amount_total\":6490", "\"amount_total\":-5", "data.object.amount_total", "must not be negative: -0.05")]
    [InlineData("\"eur\"", "\"xau\"", "data.object.currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    [InlineData("\"amount_shipping\":500", "\"amount_shipping\":-500", "data.object.total_details.amount_shipping", "must not be negative: -5.00")]
    public void Stripes_checkouts_too(string part, string replacement, string path, string message) =>
        Refused(Signed.Stripe(StripePayloads.Event("checkout.session.completed", Changed(StripePayloads.Session, part, replacement))), path, message);

    [Fact]
    public void Stripes_refunds_too() => Refused(
        Signed.Stripe(StripePayloads.Event("charge.refunded", Changed(StripePayloads.Charge, "\"amount_refunded\":1500", "\"amount_refunded\":-500"))),
        "data.object.amount_refunded",
        "must not be negative: -5");

    [Fact]
    public void An_invoice_of_stripe_that_gives_back_is_no_purchase() => Assert.IsType<HookReading.Ignored>(
        Signed.Stripe(StripePayloads.Event("invoice.paid", Changed(StripePayloads.Invoice, "\"total\":1200", "\"total\":-1200"))));

    [Fact]
    public void What_an_invoice_of_stripe_gives_back_of_another_plan_is_no_goods()
    {
        var invoice = Changed(StripePayloads.Invoice, "{\"data\":[", "{\"data\":[{\"id\":\"il_0\",\"description\":\"Unused time\",\"quantity\":1,\"amount\":-300},");

        Assert.Equal(["il_1"], Signed.Purchase(Signed.Stripe(StripePayloads.Event("invoice.paid", invoice))).Lines.Select(line => line.Id));
    }

    private static void Refused(HookReading reading, string path, string message)
    {
        var malformed = Assert.IsType<HookReading.Malformed>(reading);
        Assert.Equal((path, message), (malformed.Path, malformed.Message));
    }

    private static string Changed(string body, string part, string replacement)
    {
        Assert.Contains(part, body, StringComparison.Ordinal);
        return body.Replace(part, replacement, StringComparison.Ordinal);
    }
}
