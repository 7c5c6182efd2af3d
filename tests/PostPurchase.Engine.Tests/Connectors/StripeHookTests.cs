using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using Xunit;
using static PostPurchase.Engine.Tests.Connectors.StripePayloads;

namespace PostPurchase.Engine.Tests.Connectors;

public class StripeHookTests
{
    [Fact]
    public void A_paid_checkout_is_a_purchase_with_the_id_of_its_payment()
    {
        var reading = Assert.IsType<HookReading.Events>(Signed.Stripe(Event("checkout.session.completed", Session)));
        var purchase = Signed.Purchase(reading);

        Assert.Equal(("evt_1", "evt_1", "pi_77", Instant.FromUnixTimeSeconds(1772355600)), (reading.DeliveryId, reading.Items[0].Id, reading.Items[0].PurchaseId, reading.Items[0].OccurredAt));
        Assert.Equal(("pi_77", PurchaseKind.Order, true, true, Instant.FromUnixTimeSeconds(1772355601)), (purchase.Id, purchase.Kind, purchase.Paid, purchase.Gift, purchase.UpdatedAt));
        Assert.Equal(("64.90", "59.90", "5.00", "EUR"), ($"{purchase.Total}", $"{purchase.Subtotal}", $"{purchase.Shipping}", purchase.Currency.Code));
        Assert.Equal(new AddressFacts("Otto Voss", "Ring 3", "20095", "Hamburg", "HH", "DE"), purchase.ShippingAddress);
        Assert.Equal(["li_1 prod_5 Lantern 2 29.95"], purchase.Lines.Select(line => $"{line.Id} {line.ProductId} {line.Name} {line.Quantity} {line.UnitPrice}"));
    }

    [Fact]
    public void The_buyer_of_a_checkout_is_read_with_consent_and_language()
    {
        var customer = Signed.Items(Signed.Stripe(Event("checkout.session.completed", Session)))[0].Customer;

        Assert.Equal(("lena@shop.test", "cus_9", "Lena Maria", "Voss", "+4930000"), (customer.Email, customer.ExternalId, customer.FirstName, customer.LastName, customer.Phone));
        Assert.Equal((new ConsentFacts(true, null, null), "de", "DE", "Europe/Berlin"), (customer.Consent, customer.Locale, customer.Country, customer.TimeZone));
    }

    [Theory]
    [InlineData("paid", true)]
    [InlineData("no_payment_required", true)]
    [InlineData("unpaid", false)]
    public void A_checkout_that_waits_for_its_payment_is_not_paid(string status, bool isPaid) =>
        Assert.Equal(isPaid, Signed.Purchase(Signed.Stripe(Event("checkout.session.completed", Session.Replace("\"paid\"", $"\"{status}\"", StringComparison.Ordinal)))).Paid);

    [Theory]
    [InlineData("subscription_cycle", true, PurchaseKind.Renewal)]
    [InlineData("subscription_create", true, PurchaseKind.Order)]
    [InlineData("manual", true, PurchaseKind.Order)]
    [InlineData("subscription_cycle", false, PurchaseKind.Test)]
    public void A_paid_invoice_is_a_renewal_by_its_reason(string reason, bool isLive, PurchaseKind kind)
    {
        var purchase = Signed.Purchase(Signed.Stripe(Event("invoice.paid", Invoice.Replace("subscription_cycle", reason, StringComparison.Ordinal), isLive: isLive)));

        Assert.Equal((kind, "in_31", "A-31", "12.00", "1 x Coffee (monthly)"), (purchase.Kind, purchase.Id, purchase.Number, $"{purchase.Total}", purchase.Lines[0].Name));
    }

    [Fact]
    public void A_refund_is_what_was_added_to_the_amount_refunded_so_far()
    {
        var item = Assert.Single(Signed.Items(Signed.Stripe(Event("charge.refunded", Charge, "{\"amount_refunded\":500}"))));

        Assert.Equal(("pi_77", "ch_5:1500", 10.00m), (item.PurchaseId, Signed.Refund(item).Id, Signed.Refund(item).Amount));
    }

    [Fact]
    public void Refunds_that_the_charge_lists_come_each_with_their_id()
    {
        var charge = Charge.Replace("\"refunded\":false", """ "refunded":true,"refunds":{"data":[{"id":"re_2","amount":1000,"status":"succeeded"},{"id":"re_1","amount":500},{"id":"re_0","amount":9,"status":"failed"}]} """, StringComparison.Ordinal);

        var items = Signed.Items(Signed.Stripe(Event("charge.refunded", charge)));

        Assert.Equal([("re_2", 10.00m), ("re_1", 5.00m)], items.Select(item => (Signed.Refund(item).Id, Signed.Refund(item).Amount ?? 0)));
    }

    [Theory]
    [InlineData("jpy", 1200, "1200")]
    [InlineData("usd", 1200, "12.00")]
    [InlineData("kwd", 7781, "7.781")]
    [InlineData("ugx", 120000, "1200")]
    [InlineData("mga", 1200, "1200.00")]
    public void Amounts_are_in_the_smallest_units_that_stripe_uses(string currency, long units, string amount)
    {
        var session = Session.Replace("\"eur\"", $"\"{currency}\"", StringComparison.Ordinal).Replace("\"amount_total\":6490", $"\"amount_total\":{units}", StringComparison.Ordinal);

        Assert.Equal(amount, $"{Signed.Purchase(Signed.Stripe(Event("checkout.session.completed", session))).Total}");
    }

    [Theory]
    [InlineData("customer.created", "{\"id\":\"cus_1\"}")]
    [InlineData("checkout.session.completed", "{\"id\":\"cs_1\",\"mode\":\"setup\"}")]
    public void What_is_no_purchase_is_ignored(string type, string item) => Assert.IsType<HookReading.Ignored>(Signed.Stripe(Event(type, item)));

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("{\"id\":\"e\",\"type\":\"invoice.paid\"}", "data.object")]
    [InlineData("{\"id\":\"e\",\"type\":\"invoice.paid\",\"data\":{\"object\":{\"id\":\"in_1\",\"currency\":\"usd\"}}}", "data.object.total")]
    public void What_makes_no_sense_is_malformed_with_its_path(string body, string path) =>
        Assert.Equal(path, Assert.IsType<HookReading.Malformed>(Signed.Stripe(body)).Path);
}
