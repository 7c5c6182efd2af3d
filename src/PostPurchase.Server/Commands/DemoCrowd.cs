using System.Globalization;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>New customers of the sample shop: each puts in one of the sample's orders under a name of their own, and gets its parcel.</summary>
internal sealed class DemoCrowd(DemoHabits habits, IReadOnlyList<StoreEvent> samples)
{
    private readonly DemoOrders _orders = new(habits, samples);

    /// <summary>Their events, in any order.</summary>
    /// <param name="from">The first day's start.</param>
    /// <param name="days">How many days.</param>
    public IReadOnlyList<StoreEvent> Events(Instant from, int days) =>
        [.. Enumerable.Range(1, days * habits.NewCustomersADay).SelectMany(number => Customer(number, from + Duration.FromDays((number - 1) / habits.NewCustomersADay)))];

    private IEnumerable<StoreEvent> Customer(int number, Instant day)
    {
        var key = $"customer/{number.ToString(CultureInfo.InvariantCulture)}";
        var id = (30_000 + number).ToString(CultureInfo.InvariantCulture);
        var order = _orders.Order(key, id, _orders.Buyer(key, number, id), _orders.At(day, key));
        return [order, .. _orders.Parcels(key, order)];
    }
}
