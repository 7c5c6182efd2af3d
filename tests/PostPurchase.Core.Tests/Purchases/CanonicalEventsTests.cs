using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Purchases;

public class CanonicalEventsTests
{
    [Fact]
    public void A_purchase_is_read_with_every_key()
    {
        var read = Samples.Sound(Samples.Purchase);

        Assert.Equal(("evt-1", "purchase", "default", "1001"), (read.Id, read.Type, read.Store, read.PurchaseId));
        Assert.Equal(Instant.FromUtc(2026, 1, 2, 10, 0), read.OccurredAt);
        Assert.Equal(new ConsentFacts(true, false, null), read.Customer.Consent);
        Assert.Equal("""{"tier":"gold","points":[1,2]}""", read.Customer.Attributes.Json);
        var purchase = Assert.IsType<EventBody.PurchaseChanged>(read.Body).Purchase;
        Assert.Equal((5990L, "EUR", "59.90"), (purchase.Total.Minor, purchase.Currency.Code, purchase.Total.ToString()));
        Assert.Equal((read.OccurredAt, PurchaseState.Open, true, true), (purchase.UpdatedAt, purchase.State, purchase.Paid, purchase.Gift));
        Assert.Equal(new AddressFacts("Ana Silva", "Rua 1", "1000", "Lisboa", "Lisboa", "PT"), purchase.ShippingAddress);
        var line = Assert.Single(purchase.Lines);
        Assert.Equal(("l1", "p1", "TB-1", "Trail backpack", 2, 2745L), (line.Id, line.ProductId, line.Sku, line.Name, line.Quantity, line.UnitPrice!.Value.Minor));
    }

    [Fact]
    public void What_is_written_reads_back_equal_for_every_type()
    {
        string[] all = [Samples.Purchase, .. Samples.Others.Select(other => Samples.Event(other.Key, other.Value))];

        foreach (var json in all)
        {
            var written = CanonicalEvents.Write(Samples.Sound(json));
            Assert.Equal(written, CanonicalEvents.Write(Samples.Sound(written)));
        }
    }

    [Fact]
    public void The_samples_cover_every_type_of_event() =>
        Assert.Equal(EventTypes.All.Order(), Samples.Others.Keys.Append("purchase").Order());

    [Fact]
    public void A_written_purchase_says_everything_that_was_read()
    {
        static string Plain(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)).Order());

        Assert.Equal(Plain(Samples.Purchase), Plain(CanonicalEvents.Write(Samples.Sound(Samples.Purchase))));
    }

    [Theory]
    [InlineData("820982911946154508")]
    [InlineData("99999999999999999999999999")]
    [InlineData("\"820982911946154508\"")]
    public void An_id_beyond_53_bits_keeps_every_digit(string id)
    {
        var read = Samples.Sound(Samples.Purchase.Replace("\"id\":\"1001\"", $"\"id\":{id}", StringComparison.Ordinal));

        Assert.Equal(id.Trim('"'), read.PurchaseId);
    }

    [Theory]
    [InlineData("USD", "59.90", 5990)]
    [InlineData("KWD", "7.781", 7781)]
    [InlineData("JPY", "1200", 1200)]
    [InlineData("JPY", "1200.00", 1200)]
    [InlineData("usd", "1e2", 10000)]
    [InlineData("CLF", "1.2345", 12345)]
    public void Amounts_take_the_exponent_of_their_currency_as_text_and_as_number(string currency, string amount, long minor)
    {
        var text = $$""" "purchase":{"id":"1","lines":[],"total":"{{amount}}","currency":"{{currency}}"} """;
        var number = $$""" "purchase":{"id":"1","currency":"{{currency}}","total":{{amount}},"lines":[]} """;

        foreach (var rest in new[] { text, number })
        {
            var total = Assert.IsType<EventBody.PurchaseChanged>(Samples.Sound(Samples.Event("purchase", rest)).Body).Purchase.Total;
            Assert.Equal((minor, currency.ToUpperInvariant()), (total.Minor, total.Currency.Code));
        }
    }

    [Theory]
    [InlineData("2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z")]
    [InlineData("2026-01-02T10:00:00.25+05:30", "2026-01-02T04:30:00.25Z")]
    [InlineData("2026-01-02T10:00:00.123456789Z", "2026-01-02T10:00:00.1234567Z")]
    [InlineData("2026-01-02T10:00:00", null)]
    [InlineData("2026-01-02", null)]
    [InlineData("2026-02-30T10:00:00Z", null)]
    [InlineData("1899-12-31T23:59:59Z", null)]
    [InlineData("9999-12-31T23:59:59Z", null)]
    [InlineData("yesterday", null)]
    public void An_instant_has_to_name_its_offset(string text, string? instant)
    {
        var read = Samples.Read(Samples.Purchase.Replace("2026-01-02T10:00:00Z", text, StringComparison.Ordinal));

        Assert.Equal(instant, read is EventReading.Sound sound ? InstantPattern.ExtendedIso.Format(sound.Event.OccurredAt) : null);
    }

    [Fact]
    public void A_network_is_the_same_in_whatever_case_it_is_written()
    {
        var read = Samples.Sound(Samples.Event("conversion", Samples.Others["conversion"].Replace("awin", "AWIN", StringComparison.Ordinal)));

        Assert.Equal("awin", Assert.IsType<EventBody.Conversion>(read.Body).Facts.Network);
    }

    [Theory]
    [InlineData("{\"amount\":\"5.00\"}", "evt-2")]
    [InlineData("{\"id\":\"r-1\",\"amount\":\"5.00\"}", "r-1")]
    public void A_refund_without_an_id_has_that_of_its_event(string refund, string id)
    {
        var read = Samples.Sound($$"""{"id":"evt-2","type":"refund","occurred_at":"2026-01-02T10:00:00Z","customer":{"external_id":7},"purchase":{"id":"1001"},"refund":{{refund}}}""");

        Assert.Equal(id, Assert.IsType<EventBody.Refunded>(read.Body).Refund.Id);
    }

    [Theory]
    [InlineData("{}", "1001")]
    [InlineData("{\"tracking_number\":\"T-9\"}", "T-9")]
    [InlineData("{\"id\":\"p-1\",\"tracking_number\":\"T-9\"}", "p-1")]
    public void A_parcel_without_an_id_is_that_of_its_number_or_of_its_order(string shipment, string id)
    {
        string Event(string type) => $$"""{"id":"evt-{{type}}","type":"{{type}}","occurred_at":"2026-01-02T10:00:00Z","customer":{"external_id":7},"purchase":{"id":"1001"},"shipment":{{shipment}}}""";

        Assert.Equal(id, Assert.IsType<EventBody.Shipped>(Samples.Sound(Event("shipped")).Body).Shipment.Id);
        Assert.Equal(id, Assert.IsType<EventBody.Delivered>(Samples.Sound(Event("delivered")).Body).Shipment.Id);
    }

    [Fact]
    public void Keys_may_stand_in_any_order()
    {
        var read = Samples.Sound("""
            {"properties":{},"purchase":{"lines":[{"unit_price":"1.00"}],"total":"1.00","id":"1","currency":"EUR"},
             "customer":{"external_id":7},"occurred_at":"2026-01-02T10:00:00Z","type":"purchase","id":1}
            """);

        var purchase = Assert.IsType<EventBody.PurchaseChanged>(read.Body).Purchase;
        Assert.Equal(("1", "7", 100L, 100L), (read.Id, read.Customer.ExternalId, purchase.Total.Minor, purchase.Lines[0].UnitPrice!.Value.Minor));
    }

    [Fact]
    public void A_purchase_with_its_state_and_version_round_trips_as_a_document()
    {
        var purchase = Assert.IsType<EventBody.PurchaseChanged>(Samples.Sound(Samples.Purchase).Body).Purchase with
        {
            State = PurchaseState.Cancelled,
            UpdatedAt = Instant.FromUtc(2026, 2, 1, 0, 0) + Duration.FromMilliseconds(7),
            Refunded = new Money(5990, Currency.Parse("EUR")),
        };

        var text = PurchaseJson.Write(purchase);

        Assert.Equal(text, PurchaseJson.Write(PurchaseJson.Read(text)));
        Assert.Equal((purchase.State, purchase.UpdatedAt, purchase.Refunded), (PurchaseJson.Read(text).State, PurchaseJson.Read(text).UpdatedAt, PurchaseJson.Read(text).Refunded));
        Assert.Throws<InvalidDataException>(() => PurchaseJson.Read("{\"id\":\"1\"}"));
    }

    [Fact]
    public void A_list_is_answered_one_by_one()
    {
        var other = Samples.Event("custom", Samples.Others["custom"]);
        var list = $$"""[{{Samples.Purchase}},{"type":"purchase","nonsense":[{}],"id":"bad"},7,{{other}}]""";

        var many = Assert.IsType<EventsReading.Many>(CanonicalEvents.ReadMany(Encoding.UTF8.GetBytes(list)));

        Assert.Equal(
            ["evt-1", "bad: nonsense", ": ", "e-custom"],
            many.Events.Select(item => item switch
            {
                EventReading.Sound sound => sound.Event.Id,
                EventReading.Malformed malformed => $"{malformed.Id}: {malformed.Path}",
                _ => "",
            }));
    }

    [Fact]
    public void A_list_of_more_than_a_thousand_is_refused_whole()
    {
        var list = "[" + string.Join(',', Enumerable.Range(0, 1001).Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]";

        Assert.IsType<EventsReading.Malformed>(CanonicalEvents.ReadMany(Encoding.UTF8.GetBytes(list)));
        Assert.IsType<EventsReading.Many>(CanonicalEvents.ReadMany("[]"u8));
    }
}
