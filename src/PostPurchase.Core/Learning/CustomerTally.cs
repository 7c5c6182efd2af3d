using NodaTime;

namespace PostPurchase.Core.Learning;

/// <summary>What one customer brings to the figures of all reports. Pure: a changed past gives other figures, and the difference mends the sums.</summary>
public static class CustomerTally
{
    private const int ManyOrders = 5;

    /// <summary>Ends of the steps of <see cref="TallyKind.NextOrder"/>, in days; what takes longer is in the step after the last.</summary>
    public static IReadOnlyList<int> GapSteps { get; } = [7, 14, 30, 60, 90, 180, 365];

    /// <summary>One sum a key; the same history gives the same.</summary>
    public static IReadOnlyDictionary<TallyKey, TallySum> Of(CustomerHistory history)
    {
        var sums = new Dictionary<TallyKey, TallySum>();
        // Of one who was put in twice (two customers who turned out to be one) the first time counts.
        foreach (var arm in history.Arms.GroupBy(arm => arm.Experiment).Select(same => same.MinBy(arm => arm.At)!)) ArmTally.Add(sums, history, arm);
        var orders = history.Orders.OrderBy(order => order.At).ToList();
        AddCohort(sums, history, orders);
        AddOrderValues(sums, history, orders);
        AddGaps(sums, orders);
        AddRepeat(sums, history, orders);
        return sums;
    }

    /// <summary>The month of an instant: year * 12 + month - 1.</summary>
    public static long MonthOf(Instant at, DateTimeZone zone)
    {
        var date = at.InZone(zone).Date;
        return (date.Year * 12L) + date.Month - 1;
    }

    internal static void Count(Dictionary<TallyKey, TallySum> sums, TallyKey key, long value)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = sum + new TallySum(1, value, (double)value * value);
    }

    private static void AddCohort(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, List<OwnOrder> orders)
    {
        if (orders.Count == 0) return;
        var first = MonthOf(orders[0].At, history.Zone);
        foreach (var month in orders.GroupBy(order => MonthOf(order.At, history.Zone)))
        {
            var (value, count) = (month.Sum(order => order.Value), month.Count());
            Count(sums, new(TallyKind.Cohort, first, month.Key - first), value);
            Count(sums, new(TallyKind.CohortOrders, first, month.Key - first), count);
            Count(sums, new(TallyKind.Revenue, month.Key), value);
            Count(sums, new(TallyKind.RevenueOrders, month.Key), count);
        }
    }

    private static void AddOrderValues(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, List<OwnOrder> orders)
    {
        if (history.FirstRunAt is not { } start) return;
        foreach (var order in orders) Count(sums, new(TallyKind.OrderValue, order.At <= start ? 0 : 1), order.Value);
    }

    private static void AddGaps(Dictionary<TallyKey, TallySum> sums, List<OwnOrder> orders)
    {
        if (orders.Count == 0) return;
        for (var i = 1; i < orders.Count; i++)
        {
            var days = (long)(orders[i].At - orders[i - 1].At).TotalDays;
            var step = GapSteps.TakeWhile(end => days > end).Count();
            Count(sums, new(TallyKind.NextOrder, step), days);
        }

        Count(sums, new(TallyKind.NextOrder, -1), 0);
    }

    private static void AddRepeat(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, List<OwnOrder> orders)
    {
        if (orders.Count == 0) return;
        var count = Math.Min(orders.Count, ManyOrders);
        Count(sums, new(TallyKind.Repeat, count), orders.Sum(order => order.Value));
        Count(sums, new(TallyKind.RepeatCommission, count), history.Earnings.Sum(earning => earning.Commission));
        if (history is { FirstRunAt: not null, IsTracked: true }) Count(sums, new(TallyKind.RepeatClick, count), history.Clicks.Count > 0 ? 1 : 0);
    }
}
