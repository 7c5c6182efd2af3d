namespace PostPurchase.Engine.Tests.Connectors;

/// <summary>Payloads in the shape of Shopify's REST webhooks, written by hand.</summary>
internal static class ShopifyPayloads
{
    public const string Order = """
        {"id":7300000000000000123,"name":"#2001","order_number":2001,"email":"mira@shop.test","contact_email":"mira@shop.test","phone":null,
         "created_at":"2026-03-01T10:00:00+01:00","processed_at":"2026-03-01T10:00:00+01:00","updated_at":"2026-03-01T10:00:05+01:00","cancelled_at":null,
         "currency":"EUR","total_price":"64.90","subtotal_price":"59.90","total_tax":"10.36","total_discounts":"6.00","financial_status":"paid",
         "total_shipping_price_set":{"shop_money":{"amount":"5.00","currency_code":"EUR"}},
         "discount_codes":[{"code":"SPRING","amount":"6.00","type":"fixed_amount"}],"order_status_url":"https://a.test/orders/abc","source_name":"web",
         "customer_locale":"de-DE","test":false,"tags":"vip, first order","note_attributes":[],"buyer_accepts_marketing":true,
         "billing_address":{"first_name":"Mira","last_name":"Kern","company":null,"country_code":"DE","province_code":null},
         "shipping_address":{"name":"Mira Kern","address1":"Hauptstr. 5","address2":"c/o Lang","zip":"10115","city":"Berlin","province_code":null,"country_code":"DE"},
         "customer":{"id":9100000000000000456,"email":"mira@shop.test","first_name":"Mira","last_name":"Kern","phone":null,"tags":"gold"},
         "line_items":[
           {"id":15000000000000001,"product_id":880011,"variant_id":1,"sku":"TENT-2","name":"Tent for two","title":"Tent for two","quantity":1,"price":"49.90","requires_shipping":true,"properties":[]},
           {"id":15000000000000002,"product_id":880012,"variant_id":2,"sku":"PEG-8","name":"Pegs, 8 pieces","title":"Pegs","quantity":2,"price":"8.00","requires_shipping":true,"properties":[]}]}
        """;

    public const string Fulfillment = """
        {"id":4400000000000000001,"order_id":7300000000000000123,"status":"success","created_at":"2026-03-02T09:00:00Z","updated_at":"2026-03-04T16:30:00Z",
         "tracking_company":"DHL","tracking_number":"00340","tracking_url":"https://dhl.test/00340","shipment_status":null,"email":"mira@shop.test",
         "line_items":[{"id":15000000000000001,"product_id":880011,"sku":"TENT-2","name":"Tent for two","quantity":1,"price":"49.90"}]}
        """;

    public const string Refund = """
        {"id":5500000000000000001,"order_id":7300000000000000123,"created_at":"2026-03-05T08:00:00Z","processed_at":"2026-03-05T08:00:00Z",
         "refund_line_items":[{"id":1,"line_item_id":15000000000000002,"quantity":1,"subtotal":8.00,"total_tax":1.28,"line_item":{"id":15000000000000002,"product_id":880012}}],
         "transactions":[{"id":2,"kind":"refund","status":"success","amount":"8.00","currency":"EUR"}]}
        """;

    public const string Person = """
        {"id":9100000000000000456,"email":"mira@shop.test","created_at":"2025-01-01T08:00:00Z","updated_at":"2026-03-06T10:00:00Z","first_name":"Mira","last_name":"Kern",
         "email_marketing_consent":{"state":"unsubscribed","opt_in_level":"single_opt_in","consent_updated_at":"2026-03-06T09:59:00Z"},
         "sms_marketing_consent":{"state":"subscribed","consent_updated_at":"2026-03-06T09:58:00Z"},"default_address":{"country_code":"DE"}}
        """;

    public const string ConsentAlone = """
        {"customer_id":9100000000000000456,"email_address":"mira@shop.test",
         "email_marketing_consent":{"state":"unsubscribed","opt_in_level":"single_opt_in","consent_updated_at":"2026-03-06T09:59:00Z"}}
        """;

    public const string Redact = """
        {"shop_id":954889,"shop_domain":"a.myshopify.com","customer":{"id":9100000000000000456,"email":"mira@shop.test","phone":null},"orders_to_redact":[7300000000000000123]}
        """;

    public const string Checkout = """
        {"id":6600000000000000001,"token":"tok123","email":"mira@shop.test","created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-01T09:10:00Z","completed_at":null,
         "currency":"EUR","total_price":"49.90","abandoned_checkout_url":"https://a.test/recover/tok123","buyer_accepts_marketing":false,
         "line_items":[{"key":"k","product_id":880011,"title":"Tent for two","variant_title":"Green","sku":"TENT-2","quantity":1,"price":"49.90","requires_shipping":true}]}
        """;
}
