using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>How many weeks a new experiment would take by each metric, from what this shop's customers did so far.</summary>
internal sealed class TestPlanner(Database database, StoreDirectory stores, EarningValue value)
{
    private const int PastDays = 90;
    private const int WeekDays = 7;

    // Steps of the time to the next order that end within the 30 days in which outcomes count.
    private const int StepsInWindow = 3;

    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Plans for a mail of a journey, or for all mail where none is named.</summary>
    /// <param name="journey">Key of the journey, or null.</param>
    /// <param name="step">Id of the step, or null.</param>
    /// <param name="arms">Number of variants, 2 or more.</param>
    /// <param name="now">The instant; the last 90 days are the past.</param>
    public PlannedTest Plan(string? journey, string? step, int arms, Instant now) => database.Read(session =>
    {
        var today = now.InUtc().Date;
        var (from, to) = ((long)Period.DaysBetween(s_start, today.PlusDays(-PastDays)), (long)Period.DaysBetween(s_start, today));
        var (journeyId, stepId) = (Id(session, NameKind.Journey, journey), Id(session, NameKind.Step, step));
        bool IsMeant(long itsJourney, long itsStep) => (journeyId ?? itsJourney) == itsJourney && (stepId ?? itsStep) == itsStep;
        var mailed = session[ReportSql.Sends].With(from).With(to).All(row => (Journey: row.Long(0), Step: row.Long(1), State: (SendState)row.Int(2), Count: row.Long(3)))
            .Where(row => row.State == SendState.Accepted && IsMeant(row.Journey, row.Step)).Sum(row => row.Count);
        var clicked = session[ReportSql.Touches].With(from).With(to).All(row => (Journey: row.Long(0), Step: row.Long(1), Kind: row.Int(2), Actor: row.Int(3), Mails: row.Long(5)))
            .Where(row => row.Kind == (int)TouchKind.Click && row.Actor == (int)TouchActor.Human && IsMeant(row.Journey, row.Step)).Sum(row => row.Mails);
        var (orders, again) = NextOrders(session);
        MetricForecast[] metrics =
        [
            new("click", new Sample.Proportion(mailed, Math.Min(clicked, mailed))),
            new("conversion", new Sample.Proportion(orders, again)),
            new("revenue", Revenue(session, orders, again)),
            new("commission", Commission(session, now, mailed, IsMeant)),
        ];
        var perWeek = mailed * (double)WeekDays / PastDays;
        return new PlannedTest(perWeek, TestPlan.For(metrics, perWeek, arms), metrics);
    });

    // Of all orders, those that the same customer followed with another one in time.
    private static (long Orders, long Again) NextOrders(Session session)
    {
        var sums = TallyStore.Read(session, TallyKind.NextOrder).ToDictionary(row => row.Key.A, row => row.Sum.Customers);
        return (sums.Values.Sum(), Enumerable.Range(0, StepsInWindow).Sum(step => sums.GetValueOrDefault(step)));
    }

    private Sample.Mean Revenue(Session session, long orders, long again)
    {
        var unit = Math.Pow(10, stores.Of("default").Currency.Exponent);
        var values = TallyStore.Read(session, TallyKind.OrderValue).Select(row => row.Sum).Aggregate(default(TallySum), (sum, next) => sum + next);
        if (values.Customers == 0) return new Sample.Mean(orders, 0, 0);
        var share = (double)again / values.Customers;
        return new Sample.Mean(orders, values.Total / unit * share, values.Squares / unit / unit * share);
    }

    private Sample.Mean Commission(Session session, Instant now, long mailed, Func<long, long, bool> isMeant)
    {
        var unit = Math.Pow(10, stores.Of("default").Currency.Exponent);
        var (from, to) = ((now - Duration.FromDays(PastDays)).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        var earned = session[ReportSql.Earnings].With(from).With(to)
            .All(row => (Journey: row.LongOrNull(0) ?? 0, Step: row.LongOrNull(1) ?? 0, At: row.At(2), Store: session.Names.Text(row.Long(3)), Status: row.Int(4), Currency: row.Text(5), Amount: row.Long(6), Id: row.Long(7)))
            .Where(row => row.Status is 1 or 2 or 4 && isMeant(row.Journey, row.Step))
            .GroupBy(row => row.Id).Select(sale => sale.Sum(row => value(row.Store, new Money(row.Amount, Currency.Parse(row.Currency)), row.At) ?? 0) / unit).ToList();
        return new Sample.Mean(mailed, earned.Sum(), earned.Sum(amount => amount * amount));
    }

    // A name that nothing has used yet has no past.
    private static long? Id(Session session, NameKind kind, string? name) => string.IsNullOrEmpty(name) ? null : session.Names.Find(kind, name) ?? -1;
}

/// <summary>A plan for a new experiment.</summary>
/// <param name="RecipientsPerWeek">Who would be put in it.</param>
/// <param name="Plan">Weeks by metric.</param>
/// <param name="Past">What it was planned from.</param>
internal sealed record PlannedTest(double RecipientsPerWeek, TestPlan Plan, IReadOnlyList<MetricForecast> Past);
