using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using Xunit;
using static PostPurchase.Engine.Tests.Connectors.ShopifyPayloads;

namespace PostPurchase.Engine.Tests.Connectors;

public class ShopifyHookTests
{
    [Fact]
    public void An_order_is_read_with_its_ids_amounts_and_lines()
    {
        var purchase = Signed.Purchase(Signed.Shopify("orders/create", Order));

        Assert.Equal(("7300000000000000123", "#2001", PurchaseKind.Order, true, PurchaseState.Open), (purchase.Id, purchase.Number, purchase.Kind, purchase.Paid, purchase.State));
        Assert.Equal(
            ("64.90", "59.90", "10.36", "5.00", "6.00", "EUR"),
            ($"{purchase.Total}", $"{purchase.Subtotal}", $"{purchase.Tax}", $"{purchase.Shipping}", $"{purchase.Discount}", purchase.Currency.Code));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 9, 0, 5), purchase.UpdatedAt);
        Assert.Equal(new AddressFacts("Mira Kern", "Hauptstr. 5, c/o Lang", "10115", "Berlin", null, "DE"), purchase.ShippingAddress);
        Assert.Equal(["SPRING"], purchase.Codes);
        Assert.Equal(["vip", "first order"], purchase.Tags);
        Assert.Equal(("https://a.test/orders/abc", "web", false), (purchase.StatusUrl, purchase.Channel, purchase.Gift));
        Assert.Equal(
            ["15000000000000001 880011 TENT-2 Tent for two 1 49.90", "15000000000000002 880012 PEG-8 Pegs, 8 pieces 2 8.00"],
            purchase.Lines.Select(line => $"{line.Id} {line.ProductId} {line.Sku} {line.Name} {line.Quantity} {line.UnitPrice}"));
    }

    [Fact]
    public void The_buyer_is_read_with_language_country_and_a_guessed_zone()
    {
        var reading = Assert.IsType<HookReading.Events>(Signed.Shopify("orders/paid", Order));
        var customer = reading.Items[0].Customer;

        Assert.Equal(("d-1", "a.myshopify.com", "default"), (reading.DeliveryId, reading.Shop, reading.Items[0].Store));
        Assert.Equal(("mira@shop.test", "9100000000000000456", "Mira", "Kern"), (customer.Email, customer.ExternalId, customer.FirstName, customer.LastName));
        Assert.Equal(("DE", "de-DE", "Europe/Berlin", true), (customer.Country, customer.Locale, customer.TimeZone, customer.TimeZoneIsGuessed));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 9, 0), reading.Items[0].OccurredAt);
    }

    [Theory]
    [InlineData("\"buyer_accepts_marketing\":true", null, true)]
    [InlineData("\"buyer_accepts_marketing\":false", null, false)]
    [InlineData("\"buyer_accepts_marketing\":null", null, null)]
    [InlineData("\"buyer_accepts_marketing\":true", "not_subscribed", false)]
    [InlineData("\"buyer_accepts_marketing\":true", "unsubscribed", false)]
    [InlineData("\"buyer_accepts_marketing\":true", "pending", false)]
    [InlineData("\"buyer_accepts_marketing\":false", "subscribed", true)]
    public void Consent_is_that_of_the_newer_field_and_unknown_where_both_are_absent(string older, string? newer, bool? own)
    {
        var body = Order.Replace("\"buyer_accepts_marketing\":true", older, StringComparison.Ordinal);
        if (newer is not null) body = body.Replace("\"tags\":\"gold\"", $$""" "email_marketing_consent":{"state":"{{newer}}"} """, StringComparison.Ordinal);

        Assert.Equal(new ConsentFacts(own, null, null), Signed.Items(Signed.Shopify("orders/create", body))[0].Customer.Consent);
    }

    [Theory]
    [InlineData("\"test\":false", "\"test\":true", PurchaseKind.Test)]
    [InlineData("\"source_name\":\"web\"", "\"source_name\":\"subscription_contract\"", PurchaseKind.Renewal)]
    [InlineData("\"source_name\":\"web\"", "\"source_name\":\"pos\"", PurchaseKind.Pos)]
    [InlineData("\"source_name\":\"web\"", "\"source_name\":\"amazon-us\"", PurchaseKind.Marketplace)]
    [InlineData("\"source_name\":\"web\"", "\"source_name\":\"exchange\"", PurchaseKind.Exchange)]
    [InlineData("first order", "Replacement", PurchaseKind.Replacement)]
    public void The_kind_follows_from_flags_channel_and_tags(string part, string replacement, PurchaseKind kind) =>
        Assert.Equal(kind, Signed.Purchase(Signed.Shopify("orders/create", Order.Replace(part, replacement, StringComparison.Ordinal))).Kind);

    [Theory]
    [InlineData("pending", false, PurchaseState.Open)]
    [InlineData("authorized", false, PurchaseState.Open)]
    [InlineData("partially_refunded", true, PurchaseState.Open)]
    [InlineData("refunded", true, PurchaseState.Refunded)]
    [InlineData("voided", false, PurchaseState.Voided)]
    public void Payment_decides_whether_it_is_paid_and_stands(string status, bool isPaid, PurchaseState state)
    {
        var purchase = Signed.Purchase(Signed.Shopify("orders/create", Order.Replace("\"financial_status\":\"paid\"", $"\"financial_status\":\"{status}\"", StringComparison.Ordinal)));

        Assert.Equal((isPaid, state), (purchase.Paid, purchase.State));
    }

    [Theory]
    [InlineData("\"note_attributes\":[]", "\"note_attributes\":[{\"name\":\"Gift message\",\"value\":\"Happy birthday\"}]", true)]
    [InlineData("\"note_attributes\":[]", "\"note_attributes\":[{\"name\":\"is_gift\",\"value\":\"no\"}]", false)]
    [InlineData("\"note_attributes\":[]", "\"note_attributes\":[{\"name\":\"gift_card_code\",\"value\":\"X\"}]", false)]
    [InlineData("first order", "Gift", true)]
    public void A_gift_is_known_by_its_notes_and_tags(string part, string replacement, bool isGift) =>
        Assert.Equal(isGift, Signed.Purchase(Signed.Shopify("orders/create", Order.Replace(part, replacement, StringComparison.Ordinal))).Gift);

    [Theory]
    [InlineData("orders/create", 1)]
    [InlineData("orders/updated", 2)]
    [InlineData("orders/cancelled", 2)]
    public void A_cancelled_order_takes_its_runs_along_unless_it_arrives_so(string topic, int events)
    {
        var items = Signed.Items(Signed.Shopify(topic, Order.Replace("\"cancelled_at\":null", "\"cancelled_at\":\"2026-03-03T00:00:00Z\"", StringComparison.Ordinal)));

        Assert.Equal(events, items.Count);
        Assert.Equal(PurchaseState.Cancelled, ((EventBody.PurchaseChanged)items[0].Body).Purchase.State);
        if (events == 2) Assert.Equal((true, "7300000000000000123", Instant.FromUtc(2026, 3, 3, 0, 0)), (Signed.Refund(items[1]).Cancels, items[1].PurchaseId, items[1].OccurredAt));
    }

    [Theory]
    [InlineData("a b@c.d")]
    [InlineData("a@b@c.com")]
    public void An_address_that_could_be_none_is_none(string address)
    {
        var order = Order.Replace("\"email\":\"mira@shop.test\"", $"\"email\":\"{address}\"", StringComparison.Ordinal).Replace("\"contact_email\":\"mira@shop.test\"", $"\"contact_email\":\"{address}\"", StringComparison.Ordinal);

        Assert.Null(Signed.Items(Signed.Shopify("orders/create", order))[0].Customer.Email);
    }

    [Fact]
    public void A_topic_alone_cancels_nothing_since_it_is_not_signed() =>
        Assert.Equal(PurchaseState.Open, Signed.Purchase(Signed.Shopify("orders/cancelled", Order)).State);

    [Fact]
    public void A_parcel_is_shipped_and_later_delivered()
    {
        var shipped = Assert.Single(Signed.Items(Signed.Shopify("fulfillments/create", Fulfillment)));
        var delivered = Assert.Single(Signed.Items(Signed.Shopify("fulfillments/update", Fulfillment.Replace("\"shipment_status\":null", "\"shipment_status\":\"delivered\"", StringComparison.Ordinal))));

        var shipment = Assert.IsType<EventBody.Shipped>(shipped.Body).Shipment;
        Assert.Equal(("DHL", "00340", "https://dhl.test/00340", "Tent for two"), (shipment.Carrier, shipment.TrackingNumber, shipment.TrackingUrl, shipment.Lines[0].Name));
        Assert.Equal(("7300000000000000123", Instant.FromUtc(2026, 3, 2, 9, 0)), (shipped.PurchaseId, shipped.OccurredAt));
        Assert.IsType<EventBody.Delivered>(delivered.Body);
        Assert.Equal(Instant.FromUtc(2026, 3, 4, 16, 30), delivered.OccurredAt);
        Assert.IsType<HookReading.Ignored>(Signed.Shopify("fulfillments/update", Fulfillment.Replace("success", "cancelled", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("open", "null", false)]
    [InlineData("pending", "null", false)]
    [InlineData("pending", "\"00340\"", true)]
    [InlineData("success", "null", true)]
    [InlineData("cancelled", "\"00340\"", false)]
    [InlineData("somehow", "\"00340\"", false)]
    public void A_parcel_has_left_when_it_is_fulfilled_or_has_a_number(string status, string number, bool hasLeft)
    {
        var body = Fulfillment.Replace("success", status, StringComparison.Ordinal).Replace("\"tracking_number\":\"00340\"", $"\"tracking_number\":{number}", StringComparison.Ordinal);

        Assert.Equal(hasLeft, Signed.Shopify("fulfillments/create", body) is HookReading.Events);
    }

    [Fact]
    public void A_refund_names_its_lines_and_what_was_paid_back()
    {
        var item = Assert.Single(Signed.Items(Signed.Shopify("refunds/create", Refund)));

        var refund = Signed.Refund(item);
        Assert.Equal(("5500000000000000001", 8.00m, "EUR", false, "7300000000000000123"), (refund.Id, refund.Amount, refund.Currency?.Code, refund.Cancels, item.PurchaseId));
        Assert.Equal(new LineQuantity("15000000000000002", "880012", 1), Assert.Single(refund.Lines));
        Assert.IsType<RefundMeaning.Lines>(RefundMeaning.Of(Signed.Purchase(Signed.Shopify("orders/create", Order)), refund));
    }

    [Fact]
    public void The_refunds_that_an_order_lists_are_those_that_come_alone()
    {
        var body = Order.Replace("\"financial_status\":\"paid\"", $"\"financial_status\":\"partially_refunded\",\"refunds\":[{Refund}]", StringComparison.Ordinal);

        var listed = Signed.Items(Signed.Shopify("orders/updated", body))[1];

        var alone = Signed.Items(Signed.Shopify("refunds/create", Refund))[0];
        Assert.Equal((alone.Id, alone.PurchaseId, alone.OccurredAt, 8.00m), (listed.Id, listed.PurchaseId, listed.OccurredAt, Signed.Refund(listed).Amount));
    }

    [Fact]
    public void An_open_checkout_is_a_cart_and_a_completed_one_is_ignored()
    {
        var item = Assert.Single(Signed.Items(Signed.Shopify("checkouts/update", Checkout)));

        var cart = Assert.IsType<EventBody.CartAbandoned>(item.Body).Cart;
        Assert.Equal(("tok123", "https://a.test/recover/tok123", "49.90", "Tent for two - Green", "1"), (cart.Id, cart.Url, $"{cart.Total}", cart.Lines[0].Name, cart.Lines[0].Id));
        Assert.Equal((false, Instant.FromUtc(2026, 3, 1, 9, 10)), (item.Customer.Consent.Own, item.OccurredAt));
        Assert.IsType<HookReading.Ignored>(Signed.Shopify("checkouts/update", Checkout.Replace("\"completed_at\":null", "\"completed_at\":\"2026-03-01T09:11:00Z\"", StringComparison.Ordinal)));
        Assert.IsType<HookReading.Ignored>(Signed.Shopify("checkouts/update", Checkout.Replace("\"email\":\"mira@shop.test\"", "\"email\":null", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("orders/create", "{\"order_id\":1}", "id")]
    [InlineData("orders/create", "{\"id\":1}", "currency")]
    [InlineData("orders/create", "{\"id\":1,\"currency\":\"EUR\",\"total_price\":\"much\"}", "total_price")]
    [InlineData("refunds/create", "{\"id\":1}", "order_id")]
    [InlineData("fulfillments/create", "{\"id\":1}", "order_id")]
    [InlineData("checkouts/create", "[1]", "")]
    [InlineData("orders/create", "{\"id\":1,\"id\":2}", "id")]
    [InlineData("orders/create", "{\"customer\":{\"note\":\"\\ud800\"}}", "customer.note")]
    [InlineData("orders/create", "{\"a\":[{\"b\":\"\\u0000\"}]}", "a[0].b")]
    [InlineData("orders/create", "", "")]
    [InlineData("orders/create", "{", "")]
    public void A_payload_that_makes_no_sense_is_malformed_with_its_path(string topic, string body, string path) =>
        Assert.Equal(path, Assert.IsType<HookReading.Malformed>(Signed.Shopify(topic, body)).Path);

    [Fact]
    public void A_deep_payload_is_malformed() =>
        Assert.IsType<HookReading.Malformed>(Signed.Shopify("orders/create", $$"""{"a":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""));

    [Theory]
    [InlineData("JPY", "1200", 1200)]
    [InlineData("KWD", "7.781", 7781)]
    [InlineData("USD", "7.781", 778)]
    public void Amounts_take_the_exponent_of_their_currency(string currency, string total, long minor)
    {
        var body = Order.Replace("\"currency\":\"EUR\",\"total_price\":\"64.90\"", $"\"currency\":\"{currency}\",\"total_price\":\"{total}\"", StringComparison.Ordinal);

        Assert.Equal(minor, Signed.Purchase(Signed.Shopify("orders/create", body)).Total.Minor);
    }

    [Fact]
    public void Equal_deliveries_are_equal_events_and_a_change_is_another()
    {
        string IdOf(string topic, string body) => Signed.Items(Signed.Shopify(topic, body))[0].Id;

        Assert.Equal(IdOf("orders/create", Order), IdOf("orders/create", Order));
        Assert.NotEqual(IdOf("orders/updated", Order), IdOf("orders/updated", Order.Replace("vip", "vop", StringComparison.Ordinal)));
    }
}
