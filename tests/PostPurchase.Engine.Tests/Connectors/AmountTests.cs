using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class AmountTests
{
    [Theory]
    [InlineData("\"total_price\":\"64.90\"", "\"total_price\":\"-5.00\"", "total_price", "must not be negative: -5.00")]
    [InlineData("\"currency\":\"EUR\",\"total_price\"", "\"currency\":\"XAU\",\"total_price\"", "currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    public void Shopifys_orders_are_refused_as_events_of_the_api_are(string part, string replacement, string path, string message) =>
        Refused(Signed.Shopify("orders/create", Changed(ShopifyPayloads.Order, part, replacement)), path, message);

    [Theory]
    [InlineData("\"amount\":\"8.00\"", "\"amount\":\"-5.00\"", "transactions[0].amount", "must not be negative: -5.00")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"XAU\"", "transactions[0].currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
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
    public void WooCommerces_orders_too(string part, string replacement, string path, string message) =>
        Refused(Signed.Woo("order.created", Changed(WooPayloads.Order, part, replacement)), path, message);

    [Fact]
    public void What_a_plug_in_of_shopify_writes_below_zero_is_left_out()
    {
        var order = Changed(Changed(Changed(ShopifyPayloads.Order, "\"total_discounts\":\"6.00\"", "\"total_discounts\":\"-6.00\""), "\"amount\":\"5.00\"", "\"amount\":\"-5.00\""), "\"price\":\"8.00\"", "\"price\":\"-8.00\"");

        var purchase = Signed.Purchase(Signed.Shopify("orders/create", order));

        Assert.Equal(("64.90", null, null), ($"{purchase.Total}", purchase.Discount, purchase.Shipping));
        Assert.Equal(["15000000000000001"], purchase.Lines.Select(line => line.Id));
    }

    [Fact]
    public void What_a_plug_in_of_woocommerce_writes_below_zero_is_left_out()
    {
        var order = Changed(Changed(WooPayloads.Order, "\"shipping_total\":\"7.00\"", "\"shipping_total\":\"-7.00\""), "\"subtotal\":\"10.00\",\"total\":\"10.00\",\"sku\":\"\",\"price\":5,", "\"subtotal\":\"-10.00\",\"total\":\"-10.00\",\"sku\":\"\",\"price\":-5,");

        var purchase = Signed.Purchase(Signed.Woo("order.created", order));

        Assert.Equal(("33.50", "5.00", null), ($"{purchase.Total}", $"{purchase.Subtotal}", purchase.Shipping));
        Assert.Equal(["12"], purchase.Lines.Select(line => line.Id));
    }

    [Fact]
    public void Of_a_listed_refund_only_the_transactions_that_count_are_looked_at()
    {
        var refund = Changed(ShopifyPayloads.Refund, "\"transactions\":[", "\"transactions\":[{\"id\":1,\"kind\":\"sale\",\"status\":\"success\",\"amount\":\"-64.90\",\"currency\":\"XAU\"},");
        var order = Changed(ShopifyPayloads.Order, "\"test\":false", $"\"test\":false,\"refunds\":[{refund}]");

        var told = Assert.IsType<EventBody.Refunded>(Signed.Items(Signed.Shopify("orders/updated", order))[1].Body).Refund;

        Assert.Equal((8m, "EUR"), (told.Amount, told.Currency?.Code));
    }

    [Fact]
    public void A_refunded_line_below_zero_is_no_goods_and_lowers_the_worth_of_the_others()
    {
        var refund = Changed(Changed(ShopifyPayloads.Refund, "\"kind\":\"refund\"", "\"kind\":\"sale\""), "\"refund_line_items\":[", "\"refund_line_items\":[{\"id\":9,\"line_item_id\":99,\"quantity\":1,\"subtotal\":-2.00},");

        var told = Assert.IsType<EventBody.Refunded>(Signed.Items(Signed.Shopify("refunds/create", refund))[0].Body).Refund;

        Assert.Equal(7.28m, told.Amount);
        Assert.Equal(["15000000000000002"], told.Lines.Select(line => line.LineId));
    }

    [Theory]
    [InlineData("\"amount_total\":6490", "\"amount_total\":-5", "data.object.amount_total", "must not be negative: -0.05")]
    [InlineData("\"eur\"", "\"xau\"", "data.object.currency", "must be a currency of ISO 4217 such as EUR, not \"XAU\"")]
    public void Stripes_checkouts_too(string part, string replacement, string path, string message) =>
        Refused(Signed.Stripe(StripePayloads.Event("checkout.session.completed", Changed(StripePayloads.Session, part, replacement))), path, message);

    [Fact]
    public void What_a_checkout_of_stripe_has_below_zero_is_left_out()
    {
        var session = Changed(Changed(StripePayloads.Session, "\"amount_shipping\":500", "\"amount_shipping\":-500"), "{\"data\":[", "{\"data\":[{\"id\":\"li_0\",\"description\":\"Credit\",\"quantity\":1,\"price\":{\"unit_amount\":-300}},");

        var purchase = Signed.Purchase(Signed.Stripe(StripePayloads.Event("checkout.session.completed", session)));

        Assert.Equal(("64.90", "59.90", null), ($"{purchase.Total}", $"{purchase.Subtotal}", purchase.Shipping));
        Assert.Equal(["li_1"], purchase.Lines.Select(line => line.Id));
    }

    [Fact]
    public void What_an_invoice_of_stripe_has_below_zero_is_left_out()
    {
        var invoice = Changed(Changed(StripePayloads.Invoice, "\"subtotal\":1200", "\"subtotal\":-1200"), "\"tax\":null", "\"tax\":-10");

        var purchase = Signed.Purchase(Signed.Stripe(StripePayloads.Event("invoice.paid", invoice)));

        Assert.Equal(("12.00", null, null), ($"{purchase.Total}", purchase.Subtotal, purchase.Tax));
    }

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
