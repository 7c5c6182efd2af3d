namespace PostPurchase.Engine.Tests.Connectors;

/// <summary>An order in the shape of WooCommerce's REST resource, written by hand.</summary>
internal static class WooPayloads
{
    public const string Order = """
        {"id":501,"number":"501","status":"processing","currency":"USD","created_via":"checkout",
         "date_created_gmt":"2026-03-01T09:00:00","date_modified_gmt":"2026-03-01T09:00:30","date_paid_gmt":"2026-03-01T09:00:20",
         "total":"33.50","total_tax":"1.50","shipping_total":"7.00","discount_total":"2.00","customer_id":0,
         "billing":{"first_name":"Omar","last_name":"Reyes","company":"","email":"omar@shop.test","phone":"555-0101","country":"US","state":"CA"},
         "shipping":{"first_name":"Omar","last_name":"Reyes","address_1":"9 Pier","address_2":"","city":"Oakland","postcode":"94607","state":"CA","country":"US"},
         "line_items":[
           {"id":11,"name":"Mug &amp; saucer","product_id":70,"variation_id":0,"quantity":2,"subtotal":"10.00","total":"10.00","sku":"","price":5,"meta_data":[],"image":{"id":"1","src":"https://woo.test/mug.jpg"}},
           {"id":12,"name":"Kettle","product_id":71,"variation_id":4,"quantity":1,"subtotal":"17.00","total":"15.00","sku":"K-1","price":15.0049,"meta_data":[]}],
         "coupon_lines":[{"id":9,"code":"two-off"}],"refunds":[],"meta_data":[{"id":1,"key":"wpml_language","value":"es"}]}
        """;
}
