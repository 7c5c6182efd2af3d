using System.Globalization;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>The year before the weeks that are played: a shop that grows by the same share each month, some of whose customers come back. Some of them do so in the weeks too.</summary>
internal sealed class DemoPast
{
    private const double DaysOfMonth = 365.25 / 12;

    // Nobody comes back sooner: what they bought lasts that long.
    private static readonly Duration s_rest = Duration.FromDays(12);

    private readonly DemoHabits _habits;
    private readonly DemoOrders _orders;

    // In the order of their last order.
    private readonly List<(DemoBuyer Buyer, Instant LastAt)> _buyers = [];

    /// <param name="habits">How they behave.</param>
    /// <param name="samples">The sample's orders, which are theirs again.</param>
    /// <param name="from">The first day of the weeks.</param>
    /// <param name="days">How many days the weeks have.</param>
    public DemoPast(DemoHabits habits, IReadOnlyList<StoreEvent> samples, Instant from, int days)
    {
        (_habits, _orders) = (habits, new DemoOrders(habits, samples));
        Orders = [.. Days().Select((day, place) => (Number: place + 1, At: _orders.At(from - Duration.FromDays(day), Key(place + 1)))).OrderBy(one => one.At).Select(one => Past(one.Number, one.At))];
        Returns = [.. Enumerable.Range(0, days * habits.Past.ReturnsADay).Select(place => (Number: place + 1, At: _orders.At(from + Duration.FromDays(place / habits.Past.ReturnsADay), Again(place + 1)))).OrderBy(one => one.At).SelectMany(one => Return(one.Number, one.At))];
    }

    /// <summary>The orders of the year, in order of time.</summary>
    public IReadOnlyList<StoreEvent> Orders { get; }

    /// <summary>What its customers order in the weeks, with the parcels; in any order.</summary>
    public IReadOnlyList<StoreEvent> Returns { get; }

    // Days before the weeks, the earliest first. Growth g a day from the rate r at their start: n orders have come in the last ln(1 / (1 - n g / r)) / g days.
    private IEnumerable<int> Days()
    {
        var growth = Math.Log(1 + _habits.Past.GrowthAMonth) / DaysOfMonth;
        double Age(int number) => -Math.Log(1 - (number * growth / _habits.Past.OrdersADay)) / growth;
        // One day more than the age, so that what is ordered on the last day lies before the weeks in each time zone. Where no age is, growth began then.
        return Enumerable.Range(1, int.MaxValue).Select(Age).TakeWhile(age => age < _habits.Past.Days).Select(age => (int)age + 2).Reverse();
    }

    private StoreEvent Past(int number, Instant at)
    {
        var (key, id) = (Key(number), (10_000 + number).ToString(CultureInfo.InvariantCulture));
        var isBack = _habits.Chance($"{key}/returns") < _habits.Past.Returning;
        var buyer = (isBack ? ReadyAt(at, key) : null) ?? _orders.Buyer(key, number, id);
        _buyers.Add((buyer, at));
        return _orders.Order(key, id, buyer, at);
    }

    private IReadOnlyList<StoreEvent> Return(int number, Instant at)
    {
        var (key, id) = (Again(number), (40_000 + number).ToString(CultureInfo.InvariantCulture));
        if (ReadyAt(at, key) is not { } buyer) return [];
        _buyers.Add((buyer, at));
        var order = _orders.Order(key, id, buyer, at);
        return [order, .. _orders.Parcels(key, order)];
    }

    // Those whose order is not long ago come rather than others. Taken out: who comes back stands at the end then.
    private DemoBuyer? ReadyAt(Instant at, string key)
    {
        var ready = _buyers.FindLastIndex(one => one.LastAt <= at - s_rest) + 1;
        if (ready == 0) return null;
        var place = ready - 1 - (int)(Math.Pow(_habits.Chance($"{key}/who"), 2) * ready);
        var buyer = _buyers[place].Buyer;
        _buyers.RemoveAt(place);
        return buyer;
    }

    private static string Key(int number) => $"past/{number.ToString(CultureInfo.InvariantCulture)}";

    private static string Again(int number) => $"again/{number.ToString(CultureInfo.InvariantCulture)}";
}
