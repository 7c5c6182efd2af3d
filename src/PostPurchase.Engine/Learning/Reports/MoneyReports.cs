using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>
/// The reports on orders and money: of one store in its own currency, or of all in that of the default store, by the owner's rate of each sale's day. What has no
/// rate is in no sum and is named apart. Months are those of the stores' zones.
/// </summary>
internal sealed class MoneyReports(Database database, StoreDirectory stores, EarningValue value)
{
    /// <summary>Repeat purchases by month of the first order.</summary>
    /// <param name="store">Key of a store; null = all.</param>
    /// <param name="now">The instant: of a month that is not over then, figures are as far as they have come.</param>
    public CohortReport Cohorts(string? store, Instant now) => Look(store, look =>
    {
        var running = Running(store, now);
        var orders = look.Sums(TallyKind.CohortOrders);
        var cohorts = look.Sums(TallyKind.Cohort).OrderBy(row => row.Key).GroupBy(row => row.Key.A).Select(cohort =>
        {
            var size = cohort.FirstOrDefault(row => row.Key.B == 0).Value.Customers;
            return new CohortRow(Month(cohort.Key), size, [.. cohort.Select(row => new CohortCell(
                (int)row.Key.B, row.Value.Customers, size == 0 ? 0 : (double)row.Value.Customers / size, orders.GetValueOrDefault(row.Key).Total, look.Major(row.Value.Total), cohort.Key + row.Key.B >= running))]);
        });
        return new CohortReport(look.Currency, Month(running), [.. cohorts], look.Apart([]));
    });

    /// <summary>Average order before and after the first journey.</summary>
    /// <param name="store">Key of a store; null = all.</param>
    public OrderValueReport OrderValue(string? store = null) => Look(store, look =>
    {
        var sums = look.Sums(TallyKind.OrderValue);
        Sample.Mean Of(long side) => sums.GetValueOrDefault((side, 0)) is var sum ? new(sum.Customers, sum.Total / look.Unit, sum.Squares / look.Unit / look.Unit) : new(0, 0, 0);
        var (before, after) = (Of(0), Of(1));
        var test = WelchTest.Compare(before, after, Difference.Absolute) as Comparison.Frequentist;
        return new OrderValueReport(
            look.Currency, Side(look, before), Side(look, after), test?.Expected, test?.Confidence.Low, test?.Confidence.High,
            "Orders up to the one that began a customer's first journey, and those after it. Customers who come back differ from those who do not: what mail causes is in the holdout report.",
            look.Apart([]));
    });

    /// <summary>Time to the next order.</summary>
    /// <param name="store">Key of a store; null = all.</param>
    public NextOrderReport NextOrder(string? store = null) => Look(store, look =>
    {
        var sums = look.Sums(TallyKind.NextOrder).ToDictionary(row => row.Key.A, row => row.Value.Customers);
        var gaps = sums.Where(pair => pair.Key >= 0).Sum(pair => pair.Value);
        var (rows, seen, median) = (new List<NextOrderRow>(), 0L, (string?)null);
        for (var step = 0; step <= CustomerTally.GapSteps.Count; step++)
        {
            var first = step == 0 ? 0 : CustomerTally.GapSteps[step - 1] + 1;
            var days = step < CustomerTally.GapSteps.Count ? $"{first}-{CustomerTally.GapSteps[step]}" : $"{first} and more";
            var count = sums.GetValueOrDefault(step);
            seen += count;
            if (gaps > 0 && median is null && 2 * seen >= gaps) median = days;
            rows.Add(new NextOrderRow(days, count, gaps == 0 ? 0 : (double)count / gaps));
        }

        return new NextOrderReport(gaps, sums.GetValueOrDefault(-1), median, rows);
    });

    /// <summary>Own revenue and commission by month; of all stores also each one's in its own currency.</summary>
    /// <param name="store">Key of a store; null = all.</param>
    public RevenueReport Revenue(string? store = null) => Look(store, look =>
    {
        var earned = look.Earned();
        var all = Months(look, earned);
        return new RevenueReport(look.Currency, all, string.IsNullOrEmpty(store) ? Stores(look) : [], look.Apart(earned));
    });

    /// <summary>Customers by number of orders.</summary>
    /// <param name="store">Key of a store; null = all.</param>
    public RepeatReport Repeat(string? store = null) => Look(store, look =>
    {
        var (all, clicks, commission) = (look.Sums(TallyKind.Repeat), look.Sums(TallyKind.RepeatClick), look.Sums(TallyKind.RepeatCommission));
        var customers = all.Values.Sum(sum => sum.Customers);
        var rows = all.OrderBy(pair => pair.Key).Select(pair =>
        {
            var click = clicks.GetValueOrDefault(pair.Key);
            return new RepeatRow(
                (int)pair.Key.A, pair.Value.Customers, (double)pair.Value.Customers / customers, click.Customers, click.Total,
                click.Customers == 0 ? null : (double)click.Total / click.Customers, look.Major(pair.Value.Total), look.Major(commission.GetValueOrDefault(pair.Key).Total));
        });
        return new RepeatReport(look.Currency, [.. rows], look.Apart(look.Earned()));
    });

    private List<RevenueMonth> Months(StoreLook look, IReadOnlyList<EarnedRow> earned)
    {
        var (own, orders) = (look.Sums(TallyKind.Revenue), look.Sums(TallyKind.RevenueOrders));
        var byMonth = earned.ToLookup(row => (CustomerTally.MonthOf(row.At, stores.Of(row.Store).TimeZone), 0L));
        return [.. own.Keys.Union(byMonth.Select(group => group.Key)).Order().Select(month =>
        {
            decimal Of(int status) => look.Major(byMonth[month].Where(row => row.Status == status).Sum(row => row.Amount ?? 0));
            return new RevenueMonth(Month(month.Item1), orders.GetValueOrDefault(month).Total, look.Major(own.GetValueOrDefault(month).Total), Of(1), Of(2), Of(4), Of(3));
        })];
    }

    private static OrderValueSide Side(StoreLook look, Sample.Mean orders) => new(orders.Count, orders.Count == 0 ? null : look.Rounded(orders.Average));

    // One store is no list of stores.
    private List<StoreSum> Stores(StoreLook all)
    {
        var keys = stores.Stores.Keys.Union(all.Scope.Numbers(TallyKind.Revenue).Select(all.Session.Names.Text)).Order(StringComparer.Ordinal).ToList();
        return keys.Count < 2 ? [] : [.. keys.Select(key =>
        {
            var look = new StoreLook(all.Session, stores, value, key);
            var earned = look.Earned();
            var months = Months(look, earned);
            return new StoreSum(
                key, stores.Of(key).Name, look.Currency, months.Sum(month => month.Orders), months.Sum(month => month.OwnRevenue), months.Sum(month => month.Pending),
                months.Sum(month => month.Approved), months.Sum(month => month.Paid), months.Sum(month => month.Reversed), look.Apart(earned));
        })];
    }

    private T Look<T>(string? store, Func<StoreLook, T> report) => database.Read(session => report(new StoreLook(session, stores, value, store)));

    // The first month that is not over in every store: some are a day behind others.
    private long Running(string? store, Instant now) =>
        (string.IsNullOrEmpty(store) ? stores.Stores.Keys.Append("default") : [store]).Min(key => CustomerTally.MonthOf(now, stores.Of(key).TimeZone));

    private static string Month(long month) => $"{month / 12:0000}-{(month % 12) + 1:00}";

    // A session with the scope of one report.
    private sealed class StoreLook(Session session, StoreDirectory stores, EarningValue value, string? store)
    {
        public Session Session => session;

        public StoreScope Scope { get; } = StoreScope.Of(session, stores, store);

        public string Currency => Scope.Currency.Code;

        public double Unit => Math.Pow(10, Scope.Currency.Exponent);

        public Dictionary<(long A, long B), TallySum> Sums(TallyKind kind) => TallyStore.Read(session, kind, Scope);

        public IReadOnlyList<EarnedRow> Earned() => [.. EarnedRow.Read(session, value, Scope.Store ?? "default").Where(row => !row.IsTest && (Scope.Store is null || row.Store == Scope.Store))];

        public IReadOnlyList<AmountApart> Apart(IReadOnlyList<EarnedRow> earned) => AmountApart.Of(
            [.. Sums(TallyKind.WithoutRate).Select(row => new Money(row.Value.Total, CustomerTally.CurrencyOf(row.Key.B)))], earned);

        public decimal Major(long minor) => new Money(minor, Scope.Currency).Amount;

        public decimal Rounded(double amount) => double.IsFinite(amount) && Math.Abs(amount) < 1e15 ? decimal.Round((decimal)amount, Scope.Currency.Exponent) : 0;
    }
}
