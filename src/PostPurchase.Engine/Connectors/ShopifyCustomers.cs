using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>The buyer of an order or a checkout of Shopify. The order's own address goes first: it is where the buyer expects mail.</summary>
internal static class ShopifyCustomers
{
    private const string Subscribed = "subscribed";

    /// <param name="order">The order or checkout.</param>
    /// <param name="placedAt">When it was placed or begun: a box that was ticked in it is as old, however late the order changed.</param>
    public static CustomerFacts Of(PayloadNode order, Instant placedAt)
    {
        var customer = order["customer"];
        var (own, saidAt) = Said(order, customer, placedAt);
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
            Consent = new ConsentFacts(own, null, null),
            ConsentAt = saidAt,
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
        };
        if (!facts.IsNamed) return StorePayload.Missing("id");
        if (StateOf(customer) is not { } state) return delivery.Ignored("it says nothing of consent to e-mail");

        var at = SaidAt(customer, state) ?? delivery.Now;
        return delivery.Events(new StoreEvent
        {
            Id = $"consent:{facts.ExternalId ?? delivery.Fingerprint}:{state}:{at.ToUnixTimeMilliseconds()}",
            Store = delivery.Store,
            OccurredAt = at,
            Customer = facts with { Consent = new ConsentFacts(state == Subscribed, null, null) },
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
        return state is Subscribed or "not_subscribed" ? customer["created_at"].At ?? customer["updated_at"].At : customer["updated_at"].At;
    }

    // The newer field knows more than yes and no, and wins: everything but "subscribed" is no consent. A box ticked in an older field counts
    // only where the newer one is absent. A word is as old as the store says: later changes of the order only repeat it.
    private static (bool? Own, Instant? At) Said(PayloadNode order, PayloadNode customer, Instant placedAt)
    {
        // Who refuses without an instant does so by now, who agrees has done so from the beginning.
        Instant? Without(bool own) => own ? customer["created_at"].At ?? placedAt : null;
        if (StateOf(customer) is { } state) return (state == Subscribed, customer["email_marketing_consent"]["consent_updated_at"].At ?? Without(state == Subscribed));
        var (ticked, changedAt) = (order["buyer_accepts_marketing"].Flag, customer["accepts_marketing_updated_at"].At);
        if (customer["accepts_marketing"].Flag is { } accepts && (ticked is null || changedAt > placedAt)) return (accepts, changedAt ?? Without(accepts));
        return (ticked, ticked is null ? null : placedAt);
    }

    private static string? StateOf(PayloadNode customer) => customer["email_marketing_consent"]["state"].Text?.ToLowerInvariant();
}
