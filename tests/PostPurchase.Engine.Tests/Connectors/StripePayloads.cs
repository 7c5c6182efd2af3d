namespace PostPurchase.Engine.Tests.Connectors;

/// <summary>Events in the shape of Stripe's API, written by hand.</summary>
internal static class StripePayloads
{
    public const string Session = """
        {"id":"cs_live_1","object":"checkout.session","amount_subtotal":5990,"amount_total":6490,"created":1772355600,"currency":"eur","customer":"cus_9",
         "customer_details":{"email":"lena@shop.test","name":"Lena Maria Voss","phone":"+4930000","address":{"country":"DE","state":null}},
         "consent":{"promotions":"opt_in"},"locale":"de","mode":"payment","payment_intent":"pi_77","payment_status":"paid","invoice":null,"metadata":{"gift_note":"for you"},
         "shipping_details":{"name":"Otto Voss","address":{"line1":"Ring 3","line2":null,"postal_code":"20095","city":"Hamburg","state":"HH","country":"DE"}},
         "total_details":{"amount_discount":0,"amount_shipping":500,"amount_tax":0},
         "line_items":{"data":[{"id":"li_1","description":"Lantern","quantity":2,"amount_total":5990,"price":{"unit_amount":2995,"product":"prod_5"}}]}}
        """;

    public const string Invoice = """
        {"id":"in_31","object":"invoice","billing_reason":"subscription_cycle","created":1772355600,"currency":"usd","customer":"cus_9","customer_email":"lena@shop.test",
         "customer_name":"Lena Voss","number":"A-31","total":1200,"subtotal":1200,"tax":null,"hosted_invoice_url":"https://pay.test/in_31",
         "status_transitions":{"paid_at":1772355660},"lines":{"data":[{"id":"il_1","description":"1 x Coffee (monthly)","quantity":1,"amount":1200,"price":{"unit_amount":1200,"product":"prod_6"}}]}}
        """;

    public const string Charge = """
        {"id":"ch_5","object":"charge","amount":6490,"amount_refunded":1500,"currency":"eur","customer":"cus_9","payment_intent":"pi_77","invoice":null,
         "billing_details":{"email":"lena@shop.test","name":"Lena Voss"},"refunded":false}
        """;

    public static string Event(string type, string item, string before = "{}", bool isLive = true) =>
        $$"""{"id":"evt_1","object":"event","type":"{{type}}","created":1772355601,"livemode":{{(isLive ? "true" : "false")}},"data":{"object":{{item}},"previous_attributes":{{before}} } }""";
}
