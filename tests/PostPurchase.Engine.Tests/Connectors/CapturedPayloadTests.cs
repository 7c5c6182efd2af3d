using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class CapturedPayloadTests
{
    private const string Order = "820982911946154500";

    [ConformanceFact]
    public void Shopifys_test_order_is_a_cancelled_test_of_two_players()
    {
        foreach (var topic in new[] { "orders/create", "orders/paid", "orders/cancelled" })
        {
            var reading = Assert.IsType<HookReading.Events>(Shopify(topic));
            var purchase = Signed.Purchase(reading);
            var customer = reading.Items[0].Customer;

            Assert.Equal((Order, "#9999", PurchaseKind.Test, false, PurchaseState.Cancelled), (purchase.Id, purchase.Number, purchase.Kind, purchase.Paid, purchase.State));
            Assert.Equal(("388.00", "388.00", "10.00", "20.00", "USD"), ($"{purchase.Total}", $"{purchase.Subtotal}", $"{purchase.Shipping}", $"{purchase.Discount}", purchase.Currency.Code));
            Assert.Equal(["tag1", "tag2"], purchase.Tags);
            Assert.Equal(["IPod Nano - 8GB 1 199.00", "IPod Nano - 8GB 1 199.00"], purchase.Lines.Select(line => $"{line.Name} {line.Quantity} {line.UnitPrice}"));
            Assert.Equal(("jon@example.com", "115310627314723950", "John", "Smith", "US", "en"), (customer.Email, customer.ExternalId, customer.FirstName, customer.LastName, customer.Country, customer.Locale));
            Assert.Equal(new ConsentFacts(false, null, null), customer.Consent);
            Assert.Equal(Instant.FromUtc(2022, 1, 1, 0, 0), purchase.UpdatedAt);
        }
    }

    [ConformanceFact]
    public void Shopifys_test_refund_is_of_the_whole_order()
    {
        var item = Assert.Single(Signed.Items(Shopify("refunds/create")));

        Assert.Equal((Order, "890088186047892400", 398m, 2), (item.PurchaseId, Signed.Refund(item).Id, Signed.Refund(item).Amount, Signed.Refund(item).Lines.Count));
        Assert.IsType<RefundMeaning.Whole>(RefundMeaning.Of(Signed.Purchase(Shopify("orders/create")), Signed.Refund(item)));
    }

    [ConformanceFact]
    public void Shopifys_test_parcel_is_shipped()
    {
        var item = Assert.Single(Signed.Items(Shopify("fulfillments/create")));

        var shipment = Assert.IsType<EventBody.Shipped>(item.Body).Shipment;
        Assert.Equal((Order, "123456", "UPS", "1z827wk74630", 2), (item.PurchaseId, shipment.Id, shipment.Carrier, shipment.TrackingNumber, shipment.Lines.Count));
    }

    [ConformanceFact]
    public void Shopifys_test_checkout_is_a_cart()
    {
        var item = Assert.Single(Signed.Items(Shopify("checkouts/create")));

        var cart = Assert.IsType<EventBody.CartAbandoned>(item.Body).Cart;
        Assert.Equal(("123123123", "421.88", 2, "example@email.com"), (cart.Id, $"{cart.Total}", cart.Lines.Count, item.Customer.Email));
        Assert.StartsWith("https://checkout.local/", cart.Url, StringComparison.Ordinal);
    }

    [ConformanceFact]
    public void WooCommerces_documented_order_is_a_paid_purchase()
    {
        foreach (var file in new[] { "woocommerce-docs__order_1_processing.json", "woocommerce-docs__order_2_processing.json" })
        {
            var reading = Signed.Woo("order.created", File.ReadAllText(Conformance.PathTo("webhooks", file)));
            var purchase = Signed.Purchase(reading);

            Assert.Equal(("727", "29.35", "1.35", "10.00", true, PurchaseKind.Order), (purchase.Id, $"{purchase.Total}", $"{purchase.Tax}", $"{purchase.Shipping}", purchase.Paid, purchase.Kind));
            Assert.Equal(["Woo Single #1 2 3.00", "Ship Your Idea – Color: Black, Size: M Test 1 12.00"], purchase.Lines.Select(line => $"{line.Name} {line.Quantity} {line.UnitPrice}"));
            Assert.Equal(("john.doe@example.com", null, "America/Los_Angeles"), (Signed.Items(reading)[0].Customer.Email, Signed.Items(reading)[0].Customer.ExternalId, Signed.Items(reading)[0].Customer.TimeZone));
            Assert.Equal(Instant.FromUtc(2017, 3, 22, 19, 28, 8), purchase.UpdatedAt);
        }
    }

    [ConformanceFact]
    public void WooCommerces_greeting_is_a_greeting() => Assert.IsType<HookReading.Ping>(
        Hooks.Read(new HookSource(SourceKind.WooCommerce, "k"), Signed.Headers(), File.ReadAllBytes(Conformance.PathTo("webhooks", "woocommerce__activation_ping.txt")), Signed.Now));

    [ConformanceFact]
    public void Stripes_checkout_is_a_purchase_in_test_mode()
    {
        var reading = Signed.Stripe(File.ReadAllText(Conformance.PathTo("webhooks", "stripe-ruby-mock__stripe_checkout.session.completed.json")));

        var purchase = Signed.Purchase(reading);
        Assert.Equal(("pi_000000000000000000000000", "30.00", "USD", true, PurchaseKind.Test), (purchase.Id, $"{purchase.Total}", purchase.Currency.Code, purchase.Paid, purchase.Kind));
        Assert.Equal(("stripe@example.com", "cus_00000000000000"), (Signed.Items(reading)[0].Customer.Email, Signed.Items(reading)[0].Customer.ExternalId));
    }

    [ConformanceFact]
    public void Stripes_refund_and_invoice_are_read()
    {
        var refund = Assert.Single(Signed.Items(Signed.Stripe(File.ReadAllText(Conformance.PathTo("webhooks", "stripe-ruby-mock__stripe_charge.refunded.json")))));
        var invoice = Signed.Purchase(Signed.Stripe(File.ReadAllText(Conformance.PathTo("webhooks", "stripe-ruby-mock__stripe_invoice.paid.json"))));

        Assert.Equal(("ch_000000000000000000000000", "re_000000000000000000000000", 1.00m), (refund.PurchaseId, Signed.Refund(refund).Id, Signed.Refund(refund).Amount));
        Assert.Equal(("in_000000000000000000000000", "EE1DF78D-0001", "20.00", 1), (invoice.Id, invoice.Number, $"{invoice.Total}", invoice.Lines.Count));
    }

    // The captures hold the headers beside the body; their signatures do not fit the body any more, so it is signed again.
    private static HookReading Shopify(string topic)
    {
        var file = $"hookdeck-samples__shopify_{topic.Replace('/', '_')}_2024-10.json";
        using var capture = JsonDocument.Parse(File.ReadAllBytes(Conformance.PathTo("webhooks", file)));
        return Signed.Shopify(topic, capture.RootElement.GetProperty("body").GetRawText());
    }
}
