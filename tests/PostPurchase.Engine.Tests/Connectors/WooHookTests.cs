using System.Text;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using Xunit;
using static PostPurchase.Engine.Tests.Connectors.WooPayloads;

namespace PostPurchase.Engine.Tests.Connectors;

public class WooHookTests
{
    [Fact]
    public void An_order_is_read_with_its_ids_amounts_and_lines()
    {
        var reading = Assert.IsType<HookReading.Events>(Signed.Woo("order.updated", Order));
        var purchase = Signed.Purchase(reading);

        Assert.Equal(("d-2", "https://woo.test/", "501", Instant.FromUtc(2026, 3, 1, 9, 0)), (reading.DeliveryId, reading.Shop, reading.Items[0].PurchaseId, reading.Items[0].OccurredAt));
        Assert.Equal(("501", "501", true, PurchaseState.Open, Instant.FromUtc(2026, 3, 1, 9, 0, 30)), (purchase.Id, purchase.Number, purchase.Paid, purchase.State, purchase.UpdatedAt));
        Assert.Equal(("33.50", "25.00", "1.50", "7.00", "2.00"), ($"{purchase.Total}", $"{purchase.Subtotal}", $"{purchase.Tax}", $"{purchase.Shipping}", $"{purchase.Discount}"));
        Assert.Equal(["two-off"], purchase.Codes);
        Assert.Null(purchase.Company);
        Assert.Equal(new AddressFacts("Omar Reyes", "9 Pier", "94607", "Oakland", "CA", "US"), purchase.ShippingAddress);
        Assert.Equal(
            ["11 70  Mug & saucer 2 5.00 https://woo.test/mug.jpg", "12 71 K-1 Kettle 1 15.00 "],
            purchase.Lines.Select(line => $"{line.Id} {line.ProductId} {line.Sku} {line.Name} {line.Quantity} {line.UnitPrice} {line.ImageUrl}"));
    }

    [Fact]
    public void A_guest_is_known_by_the_address_and_nothing_is_known_of_consent()
    {
        var customer = Signed.Items(Signed.Woo("order.created", Order))[0].Customer;

        Assert.Equal(("omar@shop.test", null, "Omar", "Reyes", "555-0101"), (customer.Email, customer.ExternalId, customer.FirstName, customer.LastName, customer.Phone));
        Assert.Equal(("US", "es", "America/Los_Angeles", true), (customer.Country, customer.Locale, customer.TimeZone, customer.TimeZoneIsGuessed));
        Assert.Equal(ConsentFacts.Unknown, customer.Consent);
    }

    [Theory]
    [InlineData("pending", false, PurchaseState.Open)]
    [InlineData("on-hold", false, PurchaseState.Open)]
    [InlineData("failed", false, PurchaseState.Open)]
    [InlineData("completed", true, PurchaseState.Open)]
    [InlineData("packed", true, PurchaseState.Open)]
    [InlineData("cancelled", false, PurchaseState.Cancelled)]
    [InlineData("refunded", true, PurchaseState.Refunded)]
    public void The_status_decides_whether_it_counts(string status, bool isPaid, PurchaseState state)
    {
        var items = Signed.Items(Signed.Woo("order.created", Order.Replace("processing", status, StringComparison.Ordinal)));

        var purchase = Assert.IsType<EventBody.PurchaseChanged>(Assert.Single(items).Body).Purchase;
        Assert.Equal((isPaid, state), (purchase.Paid, purchase.State));
    }

    [Fact]
    public void A_draft_is_ignored() =>
        Assert.IsType<HookReading.Ignored>(Signed.Woo("order.created", Order.Replace("processing", "checkout-draft", StringComparison.Ordinal)));

    [Fact]
    public void Refunds_that_an_update_lists_come_each_with_their_id()
    {
        var body = Order.Replace("\"refunds\":[]", "\"refunds\":[{\"id\":90,\"total\":\"-5.00\"},{\"id\":91,\"total\":\"-28.50\"}]", StringComparison.Ordinal);

        var items = Signed.Items(Signed.Woo("order.updated", body));

        Assert.Equal([("90", 5.00m), ("91", 28.50m)], items.Skip(1).Select(item => (Signed.Refund(item).Id, Signed.Refund(item).Amount ?? 0)));
        var first = RefundMeaning.Of(Signed.Purchase(Signed.Woo("order.updated", body)), Signed.Refund(items[1]));
        Assert.IsType<RefundMeaning.Goodwill>(first);
        Assert.IsType<RefundMeaning.Whole>(RefundMeaning.Of(first.After, Signed.Refund(items[2])));
    }

    [Theory]
    [InlineData("cancelled", true)]
    [InlineData("trash", true)]
    [InlineData("refunded", false)]
    public void An_order_that_is_called_off_later_takes_its_runs_along(string status, bool isCancelled)
    {
        var items = Signed.Items(Signed.Woo("order.updated", Order.Replace("processing", status, StringComparison.Ordinal)));

        Assert.Equal((isCancelled, null), (Signed.Refund(items[1]).Cancels, Signed.Refund(items[1]).Amount));
    }

    [Fact]
    public void Of_a_deleted_order_only_the_id_is_left()
    {
        var item = Assert.Single(Signed.Items(Signed.Woo("order.deleted", "{\"id\":501}")));

        Assert.Equal(("501", true, false), (item.PurchaseId, Signed.Refund(item).Cancels, item.Customer.IsNamed));
    }

    [Theory]
    [InlineData("\"created_via\":\"checkout\"", "\"created_via\":\"subscription\"", PurchaseKind.Renewal)]
    [InlineData("\"wpml_language\"", "\"_subscription_renewal\"", PurchaseKind.Renewal)]
    [InlineData("\"created_via\":\"checkout\"", "\"created_via\":\"pos\"", PurchaseKind.Pos)]
    [InlineData("\"created_via\":\"checkout\"", "\"created_via\":\"ebay\"", PurchaseKind.Marketplace)]
    public void The_kind_follows_from_how_it_came(string part, string replacement, PurchaseKind kind) =>
        Assert.Equal(kind, Signed.Purchase(Signed.Woo("order.created", Order.Replace(part, replacement, StringComparison.Ordinal))).Kind);

    [Theory]
    [InlineData("webhook_id=418", true)]
    [InlineData("webhook_id=418\n", true)]
    [InlineData("webhook_id=4&x=1", false)]
    [InlineData("webhook_id=", false)]
    public void The_first_request_is_an_unsigned_greeting(string body, bool isGreeting)
    {
        var reading = Hooks.Read(new HookSource(SourceKind.WooCommerce, "k"), Signed.Headers(), Encoding.UTF8.GetBytes(body), Signed.Now);

        Assert.Equal(isGreeting, reading is HookReading.Ping);
    }

    [Theory]
    [InlineData("customer.created", "{}")]
    [InlineData("product.updated", "{\"id\":1}")]
    public void Topics_that_are_not_used_are_ignored(string topic, string body) => Assert.IsType<HookReading.Ignored>(Signed.Woo(topic, body));
}
