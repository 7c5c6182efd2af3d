using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

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

    /// <summary>A customer as they are now, or their consent alone: of use for the consent, which is as old as the store says, whenever the rest of them changed.</summary>
    public static HookReading Consented(ShopifyDelivery delivery, PayloadNode customer)
    {
        var facts = new CustomerFacts
        {
            Email = StorePayload.Email(customer["email"], customer["email_address"]),
            ExternalId = customer["id"].Id ?? customer["customer_id"].Id,
            Consent = Consent(default, customer),
        };
        if (!facts.IsNamed) return StorePayload.Missing("id");
        if (customer["email_marketing_consent"]["state"].Text?.ToLowerInvariant() is not { } state) return delivery.Ignored("it says nothing of consent to e-mail");

        var at = SaidAt(customer, state) ?? delivery.Now;
        return delivery.Events(new StoreEvent
        {
            Id = $"consent:{facts.ExternalId ?? delivery.Fingerprint}:{state}:{at.ToUnixTimeMilliseconds()}",
            Store = delivery.Store,
            OccurredAt = at,
            Customer = facts,
            Body = new EventBody.Custom(EventTypes.StoreConsent),
        });
    }

    /// <summary>The store's request to forget somebody. Topics are not signed: only such requests list the orders to redact.</summary>
    public static HookReading Redacted(PayloadNode request)
    {
        if (!request["orders_to_redact"].IsList) return StorePayload.Missing("orders_to_redact");
        var (email, id) = (StorePayload.Email(request["customer"]["email"]), request["customer"]["id"].Id);
        return email is null && id is null ? StorePayload.Missing("customer.id") : new HookReading.Erasure(email, id);
    }

    // Who withdrew without an instant did so by now; what else has none has been so from the beginning.
    private static Instant? SaidAt(PayloadNode customer, string state)
    {
        if (customer["email_marketing_consent"]["consent_updated_at"].At is { } said) return said;
        return state is "subscribed" or "not_subscribed" ? customer["created_at"].At ?? customer["updated_at"].At : customer["updated_at"].At;
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
