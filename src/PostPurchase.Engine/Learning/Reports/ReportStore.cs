using System.Globalization;
using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>The reports, from roll-ups. Days are UTC, months those of the store's zone; both ends of a period are included.</summary>
internal sealed class ReportStore(Database database, StoreDirectory stores, EarningValue value)
{
    private static readonly LocalDate s_start = new(1970, 1, 1);

    private Currency Currency => stores.Of("default").Currency;

    /// <summary>Journeys by their names, and their steps in the order of the plan; steps that a plan has no more come after it.</summary>
    /// <param name="period">Days in UTC.</param>
    /// <param name="plans">The journeys in force; one that is gone goes by its key.</param>
    public FunnelReport Funnel(DateInterval period, IReadOnlyList<JourneyPlan> plans) => database.Read(session =>
    {
        var (from, to) = DaysOf(period);
        var names = session.Names;
        var runs = session[ReportSql.Runs].With(from).With(to).All(row => (Journey: row.Long(0), What: row.Int(1), Count: row.Long(2))).ToLookup(row => row.Journey);
        var sends = session[ReportSql.Sends].With(from).With(to).All(row => (Key: (row.Long(0), row.Long(1)), State: (SendState)row.Int(2), Count: row.Long(3))).ToLookup(row => row.Key);
        var touches = session[ReportSql.Touches].With(from).With(to)
            .All(row => (Key: (row.Long(0), row.Long(1)), Kind: (TouchKind)row.Int(2), Actor: (TouchActor)row.Int(3), Mails: row.Long(5))).ToLookup(row => row.Key);
        var earnings = Earnings(session, period).ToLookup(earning => (earning.Journey, earning.Step));
        var steps = sends.Select(group => group.Key).Union(touches.Select(group => group.Key)).Union(earnings.Select(group => group.Key))
            .Where(key => key.Item1 != 0 && key.Item2 != 0).ToLookup(key => key.Item1);
        var journeys = runs.Select(group => group.Key).Union(steps.Select(group => group.Key)).Where(id => id != 0);
        return new FunnelReport(Day(period.Start), Day(period.End), Currency.Code, [.. journeys.Select(id => Journey(id)).OrderBy(journey => journey.Name, StringComparer.OrdinalIgnoreCase).ThenBy(journey => journey.Journey, StringComparer.Ordinal)]);

        FunnelJourney Journey(long id)
        {
            long Of(int what) => runs[id].Where(run => run.What == what).Sum(run => run.Count);
            var key = names.Text(id);
            var plan = plans.FirstOrDefault(plan => plan.Key == key);
            var places = (plan?.Steps ?? []).Select((step, place) => (step.Id, place)).ToDictionary(StringComparer.Ordinal);
            var inOrder = steps[id].OrderBy(step => places.GetValueOrDefault(names.Text(step.Item2), int.MaxValue)).ThenBy(step => step.Item2);
            return new(key, plan?.Name ?? key, Of(0), Of(1), Of(2), Of(3), [.. inOrder.Select(step => Step(step))]);
        }

        FunnelStep Step((long, long) key)
        {
            long Sent(params SendState[] states) => sends[key].Where(send => states.Contains(send.State)).Sum(send => send.Count);
            long Clicked(TouchActor actor) => touches[key].Where(touch => touch.Kind == TouchKind.Click && touch.Actor == actor).Sum(touch => touch.Mails);
            decimal Earned(int status) => Major(earnings[key].Where(earning => earning.Status == status).Sum(earning => earning.Amount ?? 0));
            var (accepted, clicked) = (Sent(SendState.Accepted), Clicked(TouchActor.Human));
            return new(
                names.Text(key.Item2), accepted, Sent(SendState.Skipped), Sent(SendState.Expired), Sent(SendState.Rejected, SendState.Parked), Sent(SendState.Uncertain),
                clicked, Clicked(TouchActor.Machine), Clicked(TouchActor.Unsure), accepted == 0 ? null : (double)clicked / accepted,
                earnings[key].Where(earning => earning.Status is 1 or 2 or 4).Select(earning => earning.Id).Distinct().Count(), Earned(1), Earned(2) + Earned(4));
        }
    });

    /// <summary>Opens and clicks by who made them.</summary>
    public TouchReport Touches(DateInterval period) => database.Read(session =>
    {
        var (from, to) = DaysOf(period);
        return new TouchReport(Day(period.Start), Day(period.End), session[ReportSql.TouchDays].With(from).With(to).All(row => new TouchDay(
            Day(s_start.PlusDays(row.Int(0))), Word((TouchKind)row.Int(1)), Word((TouchActor)row.Int(2)), row.Long(3), row.Long(4))));
    });

    /// <summary>Domains of recipients.</summary>
    public DeliverabilityReport Deliverability(DateInterval period) => database.Read(session =>
    {
        var (from, to) = DaysOf(period);
        var rows = session[ReportSql.Domains].With(from).With(to).All(row => (Domain: row.Text(0), State: (SendState)row.Int(1), Count: row.Long(2)));
        var (since, until) = InstantsOf(period);
        var news = session[ReportSql.LaterNews].With(since).With(until).All(row => (Domain: row.Text(0).ToLowerInvariant(), Kind: (FeedbackKind)row.Int(1), Count: row.Long(2))).ToLookup(row => row.Domain);
        var domains = rows.Select(row => row.Domain).Union(news.Select(group => group.Key)).GroupJoin(rows, name => name, row => row.Domain, (name, domain) =>
        {
            long Later(FeedbackKind kind) => news[name].Where(row => row.Kind == kind).Sum(row => row.Count);
            long Of(SendState state) => domain.Where(row => row.State == state).Sum(row => row.Count);
            var (accepted, rejected) = (Of(SendState.Accepted), Of(SendState.Rejected));
            return new DomainRow(
                name, accepted, rejected, Of(SendState.Uncertain), accepted + rejected == 0 ? 0 : (double)rejected / (accepted + rejected), Later(FeedbackKind.Bounce), Later(FeedbackKind.Complaint));
        });
        return new DeliverabilityReport(Day(period.Start), Day(period.End), [.. domains.OrderByDescending(row => row.Accepted + row.Rejected).ThenBy(row => row.Domain, StringComparer.Ordinal)]);
    });

    /// <summary>Repeat purchases by month of the first order.</summary>
    public CohortReport Cohorts() => database.Read(session =>
    {
        var orders = TallyStore.Read(session, TallyKind.CohortOrders).ToDictionary(row => (row.Key.A, row.Key.B), row => row.Sum.Total);
        var cohorts = TallyStore.Read(session, TallyKind.Cohort).GroupBy(row => row.Key.A).Select(cohort =>
        {
            var size = cohort.FirstOrDefault(row => row.Key.B == 0).Sum.Customers;
            return new CohortRow(Month(cohort.Key), size, [.. cohort.Select(row => new CohortCell(
                (int)row.Key.B, row.Sum.Customers, size == 0 ? 0 : (double)row.Sum.Customers / size, orders.GetValueOrDefault((row.Key.A, row.Key.B)), Major(row.Sum.Total)))]);
        });
        return new CohortReport(Currency.Code, [.. cohorts]);
    });

    /// <summary>Average order before and after the first journey.</summary>
    public OrderValueReport OrderValue() => database.Read(session =>
    {
        var unit = Math.Pow(10, Currency.Exponent);
        var sums = TallyStore.Read(session, TallyKind.OrderValue).ToDictionary(row => row.Key.A, row => row.Sum);
        Sample.Mean Of(long side) => sums.GetValueOrDefault(side) is var sum ? new(sum.Customers, sum.Total / unit, sum.Squares / unit / unit) : new(0, 0, 0);
        var (before, after) = (Of(0), Of(1));
        var test = WelchTest.Compare(before, after, Difference.Absolute) as Comparison.Frequentist;
        return new OrderValueReport(
            Currency.Code, new(before.Count, Money(before.Average)), new(after.Count, Money(after.Average)), test?.Expected, test?.Confidence.Low, test?.Confidence.High,
            "Orders up to the one that began a customer's first journey, and those after it. Customers who come back differ from those who do not: what mail causes is in the holdout report.");
    });

    /// <summary>Time to the next order.</summary>
    public NextOrderReport NextOrder() => database.Read(session =>
    {
        var sums = TallyStore.Read(session, TallyKind.NextOrder).ToDictionary(row => row.Key.A, row => row.Sum.Customers);
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

    /// <summary>Own revenue and commission by month.</summary>
    public RevenueReport Revenue() => database.Read(session =>
    {
        var zone = stores.Of("default").TimeZone;
        var own = TallyStore.Read(session, TallyKind.Revenue).ToDictionary(row => row.Key.A, row => row.Sum.Total);
        var orders = TallyStore.Read(session, TallyKind.RevenueOrders).ToDictionary(row => row.Key.A, row => row.Sum.Total);
        var earnings = Earnings(session, null);
        var byMonth = earnings.ToLookup(earning => CustomerTally.MonthOf(earning.At, zone));
        var months = own.Keys.Union(byMonth.Select(group => group.Key)).Order().Select(month =>
        {
            decimal Earned(int status) => Major(byMonth[month].Where(earning => earning.Status == status).Sum(earning => earning.Amount ?? 0));
            return new RevenueMonth(Month(month), orders.GetValueOrDefault(month), Major(own.GetValueOrDefault(month)), Earned(1), Earned(2), Earned(4), Earned(3));
        });
        return new RevenueReport(Currency.Code, [.. months], earnings.Count(earning => earning.Amount is null));
    });

    /// <summary>Customers by number of orders.</summary>
    public RepeatReport Repeat() => database.Read(session =>
    {
        Dictionary<long, TallySum> Of(TallyKind kind) => TallyStore.Read(session, kind).ToDictionary(row => row.Key.A, row => row.Sum);
        var (all, clicks, commission) = (Of(TallyKind.Repeat), Of(TallyKind.RepeatClick), Of(TallyKind.RepeatCommission));
        var customers = all.Values.Sum(sum => sum.Customers);
        return new RepeatReport(Currency.Code, [.. all.OrderBy(pair => pair.Key).Select(pair =>
        {
            var click = clicks.GetValueOrDefault(pair.Key);
            return new RepeatRow(
                (int)pair.Key, pair.Value.Customers, (double)pair.Value.Customers / customers, click.Customers, click.Total,
                click.Customers == 0 ? null : (double)click.Total / click.Customers, Major(pair.Value.Total), Major(commission.GetValueOrDefault(pair.Key).Total));
        })]);
    });

    private List<(long Id, long Journey, long Step, Instant At, int Status, long? Amount)> Earnings(Session session, DateInterval? period)
    {
        var (from, to) = period is null ? (Instant.MinValue.ToUnixTimeMilliseconds(), Instant.MaxValue.ToUnixTimeMilliseconds()) : InstantsOf(period);
        return session[ReportSql.Earnings].With(from).With(to).All(row => (
            row.Long(7), row.LongOrNull(0) ?? 0, row.LongOrNull(1) ?? 0, row.At(2), row.Int(4),
            value(session.Names.Text(row.Long(3)), new Money(row.Long(6), Currency.Parse(row.Text(5))), row.At(2))));
    }

    private decimal Major(long minor) => new Money(minor, Currency).Amount;

    private decimal Money(double amount) => double.IsFinite(amount) && Math.Abs(amount) < 1e15 ? decimal.Round((decimal)amount, Currency.Exponent) : 0;

    private static (long From, long To) DaysOf(DateInterval period) => (Period.DaysBetween(s_start, period.Start), Period.DaysBetween(s_start, period.End));

    private static (long From, long Before) InstantsOf(DateInterval period) => (
        period.Start.AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds(), period.End.PlusDays(1).AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds());

    private static string Day(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string Month(long month) => $"{month / 12:0000}-{(month % 12) + 1:00}";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
