using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>Orders that say nothing of consent where silence means no, so that a replay of them would show no marketing.</summary>
internal static class UnknownConsent
{
    /// <summary>Whether marketing may go to nobody, and somebody did not refuse it.</summary>
    public static bool IsAll(IReadOnlyList<StoreEvent> events, ConsentRules rules) =>
        events.Any(fact => fact.Customer.Consent.Own is null) && events.All(fact => !rules.AllowsOwn(fact.Customer.Consent, fact.Customer.Country));

    /// <summary>The same as if all who said nothing had agreed to the shop's own marketing.</summary>
    public static IReadOnlyList<StoreEvent> Given(IReadOnlyList<StoreEvent> events) =>
        [.. events.Select(fact => fact with { Customer = fact.Customer with { Consent = fact.Customer.Consent with { Own = fact.Customer.Consent.Own ?? true } } })];
}
