using PostPurchase.Core.Customers;

namespace PostPurchase.Engine.Connectors;

/// <summary>The buyer of an order or a checkout of Shopify. The order's own address goes first: it is where the buyer expects mail.</summary>
internal static class ShopifyCustomers
{
    public static CustomerFacts Of(PayloadNode order)
    {
        var customer = order["customer"];
        var (billing, shipping, home) = (order["billing_address"], order["shipping_address"], customer["default_address"]);
        var facts = new CustomerFacts
        {
            Email = StorePayload.Email(order["email"], order["contact_email"], customer["email"]),
            ExternalId = customer["id"].Id,
            FirstName = customer["first_name"].Text ?? billing["first_name"].Text,
            LastName = customer["last_name"].Text ?? billing["last_name"].Text,
            Phone = order["phone"].Text ?? customer["phone"].Text,
            Country = StorePayload.Country(billing["country_code"], home["country_code"], shipping["country_code"]),
            Locale = StorePayload.Locale(order["customer_locale"]),
            Consent = Consent(order, customer),
            Tags = customer["tags"].Text is null ? null : StorePayload.Tags(customer["tags"]),
        };
        var state = new[] { billing, home, shipping }.FirstOrDefault(address => StorePayload.Country(address["country_code"]) is not null)["province_code"].Text;
        return StorePayload.WithGuessedZone(facts, state);
    }

    // The newer field knows more than yes and no, and wins: everything but "subscribed" is no consent. A box ticked in an older field counts
    // only where the newer one is absent.
    private static ConsentFacts Consent(PayloadNode order, PayloadNode customer)
    {
        var own = customer["email_marketing_consent"]["state"].Text is { } state
            ? state.Equals("subscribed", StringComparison.OrdinalIgnoreCase)
            : order["buyer_accepts_marketing"].Flag ?? customer["accepts_marketing"].Flag;
        return new ConsentFacts(own, null, null);
    }
}
