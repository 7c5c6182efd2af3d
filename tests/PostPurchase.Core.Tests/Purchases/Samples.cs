using System.Text;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Tests.Purchases;

internal static class Samples
{
    public const string Purchase = """
        {"id":"evt-1","type":"purchase","store":"default","occurred_at":"2026-01-02T10:00:00Z",
         "customer":{"email":"ana@shop.test","external_id":"c-9","first_name":"Ana","last_name":"Silva","phone":"+351210000000","country":"PT",
           "time_zone":"Europe/Lisbon","locale":"pt-PT","consent":{"own":true,"third_party":false},"attributes":{"tier":"gold","points":[1,2]},"tags":["vip"]},
         "purchase":{"id":"1001","number":"#1001","kind":"order","paid":true,"currency":"EUR","total":"59.90","subtotal":"54.90","tax":"0.00","shipping":"5.00",
           "discount":"0.00","codes":["HELLO"],"status_url":"https://shop.test/o/1001","channel":"web","gift":true,"company":"Acme","tags":["a","b"],
           "shipping_address":{"name":"Ana Silva","street":"Rua 1","zip":"1000","city":"Lisboa","region":"Lisboa","country":"PT"},
           "lines":[{"id":"l1","product_id":"p1","sku":"TB-1","name":"Trail backpack","category":"backpacks","quantity":2,"unit_price":"27.45",
             "requires_shipping":true,"url":"https://shop.test/p1","image_url":"https://shop.test/p1.jpg"}]},
         "properties":{"utm":"mail"}}
        """;

    /// <summary>One event of each type but purchase: the keys that follow the customer.</summary>
    public static readonly IReadOnlyDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["refund"] = """ "purchase":{"id":"1001"},"refund":{"id":"r1","amount":"10.50","currency":"EUR","lines":[{"line_id":"l1","quantity":1},{"product_id":"p2"}]} """,
        ["shipped"] = """ "purchase":{"id":"1001"},"shipment":{"id":"s1","carrier":"UPS","tracking_number":"1Z","tracking_url":"https://t.test/1Z","eta":"2026-01-05","lines":[{"id":"l1","name":"Trail backpack","quantity":1}]} """,
        ["delivered"] = """ "purchase":{"id":"1001"},"shipment":{"id":"s1"} """,
        ["cart_abandoned"] = """ "cart":{"id":"c1","url":"https://shop.test/c/c1","currency":"JPY","total":"1200","lines":[{"product_id":"p1","quantity":1,"unit_price":"1200"}]} """,
        ["lapsed"] = """ "properties":{"days":40} """,
        ["conversion"] = """ "conversion":{"network":"awin","id":"77","token":"abc","status":"approved","currency":"USD","sale_amount":"20.00","commission":"1.235","lines":[{"name":"Lamp","unit_price":"20"}]} """,
        ["ticket_opened"] = """ "purchase":{"id":"1001"},"ticket":{"id":"t1","subject":"Where is it?","channel":"mail"} """,
        ["ticket_resolved"] = """ "ticket":{"id":"t1"} """,
        ["survey_answered"] = """ "survey":{"name":"nps","score":9,"comment":"fine"} """,
        ["external_send"] = """ "properties":{} """,
        ["custom"] = """ "name":"loyalty_joined","properties":{"level":2} """,
    };

    public static string Event(string type, string rest) =>
        $$"""{"id":"e-{{type}}","type":"{{type}}","occurred_at":"2026-01-03T08:00:00+02:00","customer":{"email":"ana@shop.test"},{{rest}}}""";

    public static EventReading Read(string json) => CanonicalEvents.Read(Encoding.UTF8.GetBytes(json));

    public static StoreEvent Sound(string json) => Read(json) switch
    {
        EventReading.Sound sound => sound.Event,
        var other => throw new InvalidOperationException(other.ToString()),
    };

    public static string Problem(string json) => Read(json) is EventReading.Malformed malformed ? $"{malformed.Path}: {malformed.Message}" : "sound";
}
