using System.Globalization;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>New customers of the sample shop: each puts in one of the sample's orders under a name of their own, and gets its parcel.</summary>
internal sealed class DemoCrowd(DemoHabits habits, IReadOnlyList<StoreEvent> samples)
{
    private const int OpensAtHour = 7;
    private const int OpenHours = 15;

    /// <summary>Their events, in any order.</summary>
    /// <param name="from">The first day's start.</param>
    /// <param name="days">How many days.</param>
    public IReadOnlyList<StoreEvent> Events(Instant from, int days)
    {
        var orders = samples.Where(fact => fact.Body is EventBody.PurchaseChanged { Purchase: { Kind: PurchaseKind.Order, Gift: false } } && fact.Customer.Email is not null).ToList();
        var parcels = samples.Where(fact => fact.Body is EventBody.Shipped or EventBody.Delivered).ToLookup(fact => fact.PurchaseId);
        return [.. Enumerable.Range(1, days * habits.NewCustomersADay).SelectMany(number => Customer(number, from, orders, parcels))];
    }

    private IEnumerable<StoreEvent> Customer(int number, Instant from, List<StoreEvent> orders, ILookup<string?, StoreEvent> parcels)
    {
        var key = $"customer/{number.ToString(CultureInfo.InvariantCulture)}";
        var order = habits.OneOf(orders, $"{key}/order");
        var purchase = ((EventBody.PurchaseChanged)order.Body).Purchase;
        var (first, last) = (habits.OneOf(habits.FirstNames, $"{key}/first"), habits.OneOf(habits.LastNames, $"{key}/last"));
        var at = from + Duration.FromDays((number - 1) / habits.NewCustomersADay) + Duration.FromMinutes(Math.Floor(((habits.Chance($"{key}/hour") * OpenHours) + OpensAtHour) * 60));
        var email = string.Create(CultureInfo.InvariantCulture, $"{first}.{last}{number}@example.{(habits.Chance($"{key}/domain") < 0.5 ? "com" : "org")}").ToLowerInvariant();
        var id = (30_000 + number).ToString(CultureInfo.InvariantCulture);
        var shift = at - order.OccurredAt;
        yield return order with
        {
            Id = $"demo-{id}",
            OccurredAt = at,
            PurchaseId = id,
            Customer = order.Customer with { Email = email, ExternalId = $"c-{id}", FirstName = first, LastName = last },
            Body = new EventBody.PurchaseChanged(purchase with
            {
                Id = id,
                Number = $"LC-{id}",
                UpdatedAt = at,
                StatusUrl = $"https://lantern.example/orders/{id}",
                ShippingAddress = purchase.ShippingAddress is { } address ? address with { Name = $"{first} {last}" } : null,
            }),
        };
        foreach (var parcel in parcels[purchase.Id])
        {
            yield return parcel with
            {
                Id = $"demo-{parcel.Type}-{id}",
                OccurredAt = parcel.OccurredAt + shift,
                PurchaseId = id,
                Customer = new CustomerFacts { Email = email },
                Body = parcel.Body is EventBody.Shipped shipped ? new EventBody.Shipped(Of(shipped.Shipment, id, shift)) : new EventBody.Delivered(Of(((EventBody.Delivered)parcel.Body).Shipment, id, shift)),
            };
        }
    }

    private static ShipmentFacts Of(ShipmentFacts parcel, string id, Duration shift) => parcel with
    {
        Id = $"s-{id}",
        TrackingNumber = $"JJD{id}07",
        TrackingUrl = $"https://track.example/JJD{id}07",
        Eta = parcel.Eta?.PlusDays((int)Math.Round(shift.TotalDays)),
    };
}
