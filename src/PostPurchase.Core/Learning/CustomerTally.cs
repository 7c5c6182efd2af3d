using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Learning;

/// <summary>What one customer brings to the figures of all reports. Pure: a changed past gives other figures, and the difference mends the sums.</summary>
public static class CustomerTally
{
    /// <summary>Grows when something is counted otherwise: what was counted by an older one is counted again.</summary>
    public const int Version = 6;

    private const int ManyOrders = 5;

    /// <summary>Ends of the steps of <see cref="TallyKind.NextOrder"/>, in days; what takes longer is in the step after the last.</summary>
    public static IReadOnlyList<int> GapSteps { get; } = [7, 14, 30, 60, 90, 180, 365];

    /// <summary>How long after a first order further ones are looked for: as long as the window of a test usually is.</summary>
    public static Duration AgainWithin { get; } = Duration.FromDays(30);

    /// <summary>When a history that nothing is added to brings other figures all the same, for a window is over then; null where none is open.</summary>
    public static Instant? ChangesAt(CustomerHistory history)
    {
        var again = AgainUntil(history);
        return history.Arms.Select(arm => arm.CountsFrom).Append(again > history.CountedAt ? again : null).Min();
    }

    /// <summary>One sum a key; the same history gives the same.</summary>
    public static IReadOnlyDictionary<TallyKey, TallySum> Of(CustomerHistory history)
    {
        var sums = new Dictionary<TallyKey, TallySum>();
        // Of one who was put in twice (two customers who turned out to be one) the first time counts.
        foreach (var arm in history.Arms.GroupBy(arm => arm.Experiment).Select(same => same.MinBy(arm => arm.At)!)) ArmTally.Add(sums, history, arm);
        if (history.Orders.Count == 0) return sums;
        var orders = history.Orders.OrderBy(order => order.At).ToList();
        AddCounts(sums, history, orders);
        AddMoney(sums, history, history.Store, new([.. orders.Select(order => (order.Value, order.At))], history.Earnings.Sum(earning => earning.Commission)));
        AddWithoutRate(sums, history, history.Store, orders.Where(order => order.Value is null));
        if (!history.IsForeign) return sums;
        AddMoney(sums, history, -history.Store, new([.. orders.Select(order => (order.Home, order.At))], history.Earnings.Sum(history.HomeOf)));
        AddWithoutRate(sums, history, -history.Store, orders.Where(order => order.Home is null));
        return sums;
    }

    /// <summary>The month of an instant: year * 12 + month - 1.</summary>
    public static long MonthOf(Instant at, DateTimeZone zone)
    {
        var date = at.InZone(zone).Date;
        return (date.Year * 12L) + date.Month - 1;
    }

    /// <summary>A currency as a part of a key: its three letters, 8 bits each.</summary>
    public static long NumberOf(Currency currency) => currency.Code.Aggregate(0L, (number, letter) => (number << 8) | letter);

    /// <summary>The currency of <see cref="NumberOf"/>.</summary>
    public static Currency CurrencyOf(long number) => Currency.Parse(string.Concat((char)((number >> 16) & 255), (char)((number >> 8) & 255), (char)(number & 255)));

    internal static void Count(Dictionary<TallyKey, TallySum> sums, TallyKey key, long value)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = sum + new TallySum(1, value, (double)value * value);
    }

    private static void AddCounts(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, List<OwnOrder> orders)
    {
        var first = MonthOf(orders[0].At, history.Zone);
        foreach (var month in orders.GroupBy(order => MonthOf(order.At, history.Zone)))
        {
            Count(sums, new(TallyKind.CohortOrders, first, month.Key - first, history.Store), month.Count());
            Count(sums, new(TallyKind.RevenueOrders, month.Key, Store: history.Store), month.Count());
        }

        for (var i = 1; i < orders.Count; i++)
        {
            var days = (long)(orders[i].At - orders[i - 1].At).TotalDays;
            var step = GapSteps.TakeWhile(end => days > end).Count();
            Count(sums, new(TallyKind.NextOrder, step, Store: history.Store), days);
        }

        Count(sums, new(TallyKind.NextOrder, -1, Store: history.Store), 0);
        if (AgainUntil(history) is { } until && until <= history.CountedAt) Count(sums, new(TallyKind.OrderedAgain, 0, Store: history.Store), orders.Skip(1).Any(order => order.At <= until) ? 1 : 0);
        if (history is { FirstRunAt: not null, IsTracked: true }) Count(sums, new(TallyKind.RepeatClick, Bucket(orders.Count), Store: history.Store), history.Clicks.Count > 0 ? 1 : 0);
    }

    // An order without a rate counts as one without an amount; of the average order it is left out.
    private static void AddMoney(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, long store, Amounts amounts)
    {
        var first = MonthOf(amounts.Orders[0].At, history.Zone);
        foreach (var month in amounts.Orders.GroupBy(order => MonthOf(order.At, history.Zone)))
        {
            var value = month.Sum(order => order.Value ?? 0);
            Count(sums, new(TallyKind.Cohort, first, month.Key - first, store), value);
            Count(sums, new(TallyKind.Revenue, month.Key, Store: store), value);
        }

        if (history.FirstRunAt is { } start)
        {
            foreach (var (value, at) in amounts.Orders)
                if (value is { } known) Count(sums, new(TallyKind.OrderValue, at <= start ? 0 : 1, Store: store), known);
        }

        var count = Bucket(amounts.Orders.Count);
        Count(sums, new(TallyKind.Repeat, count, Store: store), amounts.Orders.Sum(order => order.Value ?? 0));
        Count(sums, new(TallyKind.RepeatCommission, count, Store: store), amounts.Commission);
        if (AgainUntil(history) is { } until && until <= history.CountedAt)
            Count(sums, new(TallyKind.OrderedAgainRevenue, 0, Store: store), amounts.Orders.Skip(1).Where(order => order.At <= until).Sum(order => order.Value ?? 0));
    }

    // In the store's currency where it has a rate into that, else as it was paid.
    private static void AddWithoutRate(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, long store, IEnumerable<OwnOrder> orders)
    {
        foreach (var same in orders.GroupBy(order => (Month: MonthOf(order.At, history.Zone), Currency: order.Value is null && order.Paid is { } paid ? paid.Currency : history.Currency)))
            Count(sums, new(TallyKind.WithoutRate, same.Key.Month, NumberOf(same.Key.Currency), store), same.Sum(order => order.Value ?? order.Paid?.Minor ?? 0));
    }

    private static Instant? AgainUntil(CustomerHistory history) => history.Orders.Count == 0 ? null : history.Orders.Min(order => order.At) + AgainWithin;

    private static int Bucket(int orders) => Math.Min(orders, ManyOrders);

    // What one customer bought and brought, in one currency; orders by time.
    private sealed record Amounts(IReadOnlyList<(long? Value, Instant At)> Orders, long Commission);
}
