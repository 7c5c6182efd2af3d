using System.Globalization;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>Orders of people who are made up: each is one of the sample's orders under another name, with its parcel.</summary>
internal sealed class DemoOrders
{
    private const int OpensAtHour = 7;
    private const int OpenHours = 15;

    private readonly DemoHabits _habits;
    private readonly List<StoreEvent> _orders;
    private readonly ILookup<string?, StoreEvent> _parcels;

    public DemoOrders(DemoHabits habits, IReadOnlyList<StoreEvent> samples)
    {
        _habits = habits;
        _orders = [.. samples.Where(fact => fact.Body is EventBody.PurchaseChanged { Purchase: { Kind: PurchaseKind.Order, Gift: false } } && fact.Customer.Email is not null)];
        _parcels = samples.Where(fact => fact.Body is EventBody.Shipped or EventBody.Delivered).ToLookup(fact => fact.PurchaseId);
    }

    /// <summary>Somebody new, who lives where a customer of the sample does.</summary>
    /// <param name="key">Decides who: the same key, the same person.</param>
    /// <param name="number">Ends their address: it makes it theirs alone.</param>
    /// <param name="id">The shop's id of them.</param>
    public DemoBuyer Buyer(string key, int number, string id)
    {
        var sample = SampleOf(key);
        var (first, last) = (_habits.OneOf(_habits.FirstNames, $"{key}/first"), _habits.OneOf(_habits.LastNames, $"{key}/last"));
        var email = string.Create(CultureInfo.InvariantCulture, $"{first}.{last}{number}@example.{(_habits.Chance($"{key}/domain") < 0.5 ? "com" : "org")}").ToLowerInvariant();
        return new(
            sample.Customer with { Email = email, ExternalId = $"c-{id}", FirstName = first, LastName = last },
            PurchaseOf(sample).ShippingAddress is { } address ? address with { Name = $"{first} {last}" } : null);
    }

    /// <summary>When on a day.</summary>
    public Instant At(Instant day, string key) => day + Duration.FromMinutes(Math.Floor(((_habits.Chance($"{key}/hour") * OpenHours) + OpensAtHour) * 60));

    /// <summary>An order.</summary>
    public StoreEvent Order(string key, string id, DemoBuyer buyer, Instant at) => SampleOf(key) with
    {
        Id = $"demo-{id}",
        OccurredAt = at,
        PurchaseId = id,
        Customer = buyer.Facts,
        Body = new EventBody.PurchaseChanged(PurchaseOf(SampleOf(key)) with
        {
            Id = id,
            Number = $"LC-{id}",
            UpdatedAt = at,
            StatusUrl = $"https://lantern.example/orders/{id}",
            ShippingAddress = buyer.Address,
        }),
    };

    /// <summary>News of its parcel, as far from it as in the sample.</summary>
    public IEnumerable<StoreEvent> Parcels(string key, StoreEvent order)
    {
        var (id, sample) = (order.PurchaseId!, SampleOf(key));
        var shift = order.OccurredAt - sample.OccurredAt;
        return _parcels[PurchaseOf(sample).Id].Select(parcel => parcel with
        {
            Id = $"demo-{parcel.Type}-{id}",
            OccurredAt = parcel.OccurredAt + shift,
            PurchaseId = id,
            Customer = new CustomerFacts { Email = order.Customer.Email },
            Body = parcel.Body is EventBody.Shipped shipped ? new EventBody.Shipped(Of(shipped.Shipment, id, shift)) : new EventBody.Delivered(Of(((EventBody.Delivered)parcel.Body).Shipment, id, shift)),
        });
    }

    private StoreEvent SampleOf(string key) => _habits.OneOf(_orders, $"{key}/order");

    private static PurchaseFacts PurchaseOf(StoreEvent order) => ((EventBody.PurchaseChanged)order.Body).Purchase;

    private static ShipmentFacts Of(ShipmentFacts parcel, string id, Duration shift) => parcel with
    {
        Id = $"s-{id}",
        TrackingNumber = $"JJD{id}07",
        TrackingUrl = $"https://track.example/JJD{id}07",
        Eta = parcel.Eta?.PlusDays((int)Math.Round(shift.TotalDays)),
    };
}

/// <summary>Somebody who buys.</summary>
/// <param name="Facts">What the shop knows of them.</param>
/// <param name="Address">Where their parcels go.</param>
internal sealed record DemoBuyer(CustomerFacts Facts, AddressFacts? Address);
