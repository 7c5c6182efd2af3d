using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>What is reckoned over a customer's history or over all customers.</summary>
internal static class CustomerFigures
{
    /// <summary>A customer with what <paramref name="needs"/> asks for.</summary>
    public static CustomerView Of(Session session, Customer customer, PlanNeeds needs, (ConsentRules Rules, double? Percentile) known) => new(
        customer,
        needs.UsualGap ? UsualGapDays(session, customer.Owner) : null,
        needs.SpendPercentile ? known.Percentile : null,
        known.Rules.AllowsTracking(customer.Consent, customer.Country));

    /// <summary>Median days between purchases; null with fewer than three.</summary>
    public static double? UsualGapDays(Session session, CustomerId owner) => Silence.UsualGap(PurchaseStore.OrderInstants(session, owner.Value))?.TotalDays;

    /// <summary>The customer's own hour: the median local time of their human clicks, after three of them; else null.</summary>
    public static LocalTime? BestTime(Session session, CustomerId owner, DateTimeZone zone)
    {
        var clicks = HistoryStore.HumanClicks(session, owner.Value).Select(at => at.InZone(zone).TimeOfDay).Order().ToList();
        return clicks.Count < 3 ? null : clicks[clicks.Count / 2];
    }
}
