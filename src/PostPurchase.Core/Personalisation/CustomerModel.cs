using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Templates;
using static PostPurchase.Core.Personalisation.ModelObject<PostPurchase.Core.Personalisation.CustomerView>;

namespace PostPurchase.Core.Personalisation;

/// <summary>A customer with what is reckoned over all customers or over their history.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="UsualGapDays">Median days between purchases; null with fewer than three.</param>
/// <param name="SpendPercentile">0..1: share of customers who spent no more; null until it is reckoned.</param>
/// <param name="Tracked">Whether opens and clicks may be recorded.</param>
public sealed record CustomerView(Customer Customer, double? UsualGapDays = null, double? SpendPercentile = null, bool Tracked = true);

/// <summary><c>customer</c>.</summary>
internal static class CustomerModel
{
    public static ModelObject<CustomerView> Object { get; } = new(
        Text("email", view => view.Customer.Address, "The address that mail goes to."),
        Text("first_name", view => view.Customer.FirstName, "First name."),
        Text("last_name", view => view.Customer.LastName, "Last name."),
        Text("country", view => view.Customer.Country, "Two letters, ISO 3166: US, DE."),
        Text("time_zone", view => view.Customer.TimeZone, "IANA name: Europe/Berlin."),
        Text("locale", view => view.Customer.Locale, "Language and country: en-US."),
        Of("tags", FieldType.List, false, (view, _) => ModelContext.Strings(view.Customer.Tags), "The shop's tags."),
        Of("attributes", FieldType.Free, false, (view, _) => FreeValues.Read(view.Customer.Attributes), "Free data of the shop's own."),
        Of("purchase_count", FieldType.Number, false, (view, _) => Value.From((long)view.Customer.PurchaseCount), "Standing, paid purchases."),
        Of("total_spent", FieldType.Money, false, (view, context) => context.StoreMoney(view.Customer.TotalSpent), "What they cost after refunds, in the store's currency."),
        Of("average_order", FieldType.Money, true, AverageOrder, "Their mean; null without a purchase."),
        Of("first_purchase_at", FieldType.Date, true, (view, context) => context.Date(view.Customer.FirstPurchaseAt), "First purchase."),
        Of("last_purchase_at", FieldType.Date, true, (view, context) => context.Date(view.Customer.LastPurchaseAt), "Last purchase."),
        Of("days_since_purchase", FieldType.Number, true, DaysSincePurchase, "Calendar days since the last purchase."),
        Of("usual_gap_days", FieldType.Number, true, (view, _) => Number(view.UsualGapDays), "Median days between purchases; null with fewer than three."),
        Of("spend_percentile", FieldType.Number, true, (view, _) => Number(view.SpendPercentile), "0..1: share of customers who spent no more."),
        Of("refund_rate", FieldType.Number, false, (view, _) => Value.From(RefundRate(view.Customer)), "0..1: share of purchases that were paid back."),
        Of("tracked", FieldType.Bool, false, (view, _) => Value.From(view.Tracked), "Whether opens and clicks may be recorded."));

    private static Value Number(double? number) => number is { } known ? Value.From(known) : Value.Null;

    private static Value AverageOrder(CustomerView view, ModelContext context) =>
        view.Customer.PurchaseCount == 0 ? Value.Null : context.StoreMoney(view.Customer.TotalSpent / view.Customer.PurchaseCount);

    private static Value DaysSincePurchase(CustomerView view, ModelContext context) => view.Customer.LastPurchaseAt is { } last
        ? Value.From((long)Period.DaysBetween(last.InZone(context.Zone).Date, context.Now.InZone(context.Zone).Date))
        : Value.Null;

    private static double RefundRate(Customer customer)
    {
        var all = customer.PurchaseCount + customer.RefundedCount;
        return all == 0 ? 0 : (double)customer.RefundedCount / all;
    }
}
