using System.Text;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Purchases;

public class CanonicalStrictnessTests
{
    [Theory]
    [InlineData("\"custmer\":{},", "custmer: unknown key: did you mean 'customer'?")]
    [InlineData("\"id\":\"x\",", "id: the key stands twice in this object")]
    [InlineData("\"refund\":{\"id\":\"r\"},", "refund: does not belong to an event of the type purchase")]
    public void The_event_has_only_its_own_keys(string extra, string problem) =>
        Assert.Equal(problem, Samples.Problem(Samples.Purchase.Replace("\"type\":", extra + "\"type\":", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"id\":\"evt-1\",", "", "id: is required")]
    [InlineData("\"type\":\"purchase\",", "", "type: is required")]
    [InlineData("\"type\":\"purchase\"", "\"type\":\"bought\"", "type: must be one of purchase, refund,")]
    [InlineData("\"occurred_at\":\"2026-01-02T10:00:00Z\",", "", "occurred_at: is required")]
    [InlineData("\"email\":\"ana@shop.test\",\"external_id\":\"c-9\",", "", "customer.email: is required (or customer.external_id)")]
    [InlineData("ana@shop.test", "a@b@c.com", "customer.email: must be an e-mail address")]
    [InlineData("ana@shop.test", "nobody", "customer.email: must be an e-mail address")]
    [InlineData("\"third_party\":false", "\"third_party\":\"no\"", "customer.consent.third_party: must be true or false, not \"no\"")]
    [InlineData("Europe/Lisbon", "Europe/Nowhere", "customer.time_zone: must be an IANA time zone")]
    [InlineData("\"country\":\"PT\",\n", "\"country\":\"Portugal\",\n", "customer.country: must be two letters")]
    [InlineData("\"id\":\"1001\",", "", "purchase.id: is required")]
    [InlineData("\"currency\":\"EUR\",", "", "purchase.currency: is required")]
    [InlineData("\"currency\":\"EUR\",", "\"currency\":\"EURO\",", "purchase.currency: must be a currency of ISO 4217 such as EUR, not \"EURO\"")]
    [InlineData("\"currency\":\"EUR\",", "\"currency\":\"QQQ\",", "purchase.currency: must be a currency")]
    [InlineData("\"total\":\"59.90\",", "", "purchase.total: is required")]
    [InlineData("\"59.90\"", "\"59,90\"", "purchase.total: must be a decimal")]
    [InlineData("\"59.90\"", "\"-1\"", "purchase.total: must not be negative")]
    [InlineData("\"shipping\":\"5.00\"", "\"shipping\":\"-5.00\"", "purchase.shipping: must not be negative: -5.00")]
    [InlineData("\"discount\":\"0.00\"", "\"discount\":\"-1.00\"", "purchase.discount: must not be negative: -1.00")]
    [InlineData("\"27.45\"", "\"-27.45\"", "purchase.lines[0].unit_price: must not be negative: -27.45")]
    [InlineData("\"59.90\"", "\"59.905\"", "purchase.total: has more decimals than EUR has (2)")]
    [InlineData("\"59.90\"", "\"99999999999999999999\"", "purchase.total: must be a decimal such as \"59.90\" within 1000000000000000")]
    [InlineData("\"quantity\":2", "\"quantity\":1.5", "purchase.lines[0].quantity: must be a whole number from 0 to 1000000, not 1.5")]
    [InlineData("\"sku\":\"TB-1\"", "\"skew\":1", "purchase.lines[0].skew: unknown key: did you mean 'sku'?")]
    [InlineData("[\"a\",\"b\"]", "[\"a\",3]", "purchase.tags[1]: must be a string, not 3")]
    [InlineData("{\"utm\":\"mail\"}", "[]", "properties: must be an object, not a list")]
    [InlineData("{\"utm\":\"mail\"}", "{\"a\":{\"b\":[1,{\"c\":1,\"c\":2}]}}", "properties.a.b[1].c: the key stands twice in this object")]
    [InlineData("\"mail\"", "\"\\ud83d\"", "properties.utm: holds half of a surrogate pair (\\ud83d)")]
    [InlineData("\"Ana\"", "\"A\\u0000\"", "customer.first_name: holds the character NUL")]
    [InlineData("\"Ana\"", "\"\\ude00\\ud83d\"", "customer.first_name: holds half of a surrogate pair (\\ude00)")]
    [InlineData("\"kind\":\"order\"", "\"kind\":\"gift\"", "purchase.kind: must be one of order, renewal,")]
    public void A_problem_names_its_path_and_what_was_expected(string part, string replacement, string problem)
    {
        Assert.Contains(part, Samples.Purchase, StringComparison.Ordinal);

        Assert.StartsWith(problem, Samples.Problem(Samples.Purchase.Replace(part, replacement, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refund", "\"refund\":{\"id\":\"r\"}", "purchase.id: is required")]
    [InlineData("refund", "\"purchase\":{\"id\":\"1\"}", "refund: is required")]
    [InlineData("refund", "\"purchase\":{\"id\":\"1\"},\"refund\":{\"lines\":[{\"quantity\":1}]}", "refund.lines[0]: needs a line_id or a product_id")]
    [InlineData("shipped", "\"purchase\":{\"id\":\"1\"},\"shipment\":{\"id\":\"s\",\"eta\":\"soon\"}", "shipment.eta: must be a day")]
    [InlineData("cart_abandoned", "\"cart\":{\"id\":\"c\",\"total\":\"3\"}", "cart.currency: is required with amounts")]
    [InlineData("cart_abandoned", "\"cart\":{\"id\":\"c\",\"currency\":\"EUR\",\"total\":\"-3\"}", "cart.total: must not be negative")]
    [InlineData("conversion", "\"conversion\":{\"network\":\"n\",\"id\":\"1\",\"currency\":\"EUR\",\"sale_amount\":-5}", "conversion.sale_amount: must not be negative: -5.00")]
    [InlineData("conversion", "\"conversion\":{\"network\":\"n\",\"id\":\"1\",\"commission\":\"-1\",\"currency\":\"EUR\"}", "conversion.commission: must not be negative: -1.00")]
    [InlineData("custom", "\"properties\":{}", "name: is required")]
    [InlineData("survey_answered", "\"survey\":{\"score\":3}", "survey.name: is required")]
    public void Each_type_asks_for_its_own_parts(string type, string rest, string problem) =>
        Assert.StartsWith(problem, Samples.Problem(Samples.Event(type, rest)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":\"1\"} {}")]
    [InlineData("[{}]")]
    [InlineData("{\"id\":\"a\u0000b\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public void Text_that_is_no_event_is_an_outcome_and_not_an_exception(string json) =>
        Assert.IsType<EventReading.Malformed>(Samples.Read(json));

    [Fact]
    public void Nesting_of_ten_thousand_levels_is_refused() =>
        Assert.Contains(
            "nested deeper than 32 levels",
            Samples.Problem(Samples.Event("custom", "\"properties\":" + new string('[', 10_000))),
            StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Equal(
            new EventReading.Malformed(null, "", "is not valid UTF-8"),
            CanonicalEvents.Read([.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Fact]
    public void No_mutation_of_a_sound_event_makes_reading_throw()
    {
        var random = new Random(20260102);
        var original = Encoding.UTF8.GetBytes(Samples.Purchase);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = original.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = "{}[]\",:\\u0000d8ff1.eE-x \0\xC3"u8[random.Next(26)];

            var reading = CanonicalEvents.Read(bytes.AsSpan(0, random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length)));

            if (reading is EventReading.Sound sound) Assert.IsType<EventReading.Sound>(Samples.Read(CanonicalEvents.Write(sound.Event)));
        }
    }
}
