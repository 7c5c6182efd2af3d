using System.Globalization;
using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Learning;
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

    // A mail that is planned leaves by then: ids are looked through from so much before the first day.
    private const int PlannedAhead = 45;

    // Steps of the time to the next order that end within the 30 days in which outcomes count.
    private const int StepsInWindow = 3;

    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Plans for a mail of a journey, or for all mail where none is named.</summary>
    /// <param name="journey">Key of the journey, or null.</param>
    /// <param name="step">Id of the step, or null.</param>
    /// <param name="arms">Number of variants, 2 or more.</param>
    /// <param name="now">The instant; the past are the whole days before its day since the first such mail, at most 90.</param>
    public PlannedTest Plan(string? journey, string? step, int arms, Instant now) => database.Read(session =>
    {
        var today = now.InZone(stores.Of("default").TimeZone).Date;
        var days = new DateInterval(today.PlusDays(-PastDays), today.PlusDays(-1));
        var (from, to) = ((long)Period.DaysBetween(s_start, days.Start), (long)Period.DaysBetween(s_start, days.End));
        var (journeyId, stepId) = (session.Names.Asked(NameKind.Journey, journey), session.Names.Asked(NameKind.Step, step));
        bool IsMeant(long itsJourney, long itsStep) => (journeyId ?? itsJourney) == itsJourney && (stepId ?? itsStep) == itsStep;
        var mailed = session[ReportSql.Sends].With(from).With(to).With(0).All(row => (Journey: row.Long(0), Step: row.Long(1), State: (SendState)row.Int(2), Count: row.Long(3)))
            .Where(row => row.State == SendState.Accepted && IsMeant(row.Journey, row.Step)).Sum(row => row.Count);
        var clicked = session[ReportSql.Touches].With(from).With(to).With(0).All(row => (Journey: row.Long(0), Step: row.Long(1), Kind: row.Int(2), Actor: row.Int(3), Mails: row.Long(5)))
            .Where(row => row.Kind == (int)TouchKind.Click && row.Actor == (int)TouchActor.Human && IsMeant(row.Journey, row.Step)).Sum(row => row.Mails);
        var first = session[TestPlannerSql.FirstDay].With((long)SendState.Accepted).With(journeyId ?? 0).With(stepId ?? 0).First(row => row.LongOrNull(0));
        var counted = first is { } day ? (int)Math.Clamp(to - day + 1, 0, PastDays) : (int?)null;
        var customers = counted is > 0 ? Customers(session, days, journeyId, stepId) : 0;
        var (orders, again) = NextOrders(session);
        MetricForecast[] metrics =
        [
            new("click", new Sample.Proportion(mailed, Math.Min(clicked, mailed))),
            new("conversion", new Sample.Proportion(orders, again)),
            new("revenue", Revenue(session, orders, again)),
            new("commission", Commission(session, days, customers, IsMeant)),
        ];
        // Nobody is put in a test twice: it grows by people, not by mails. The first days say little of a week, so that fewer than 7 count as 7.
        var perWeek = customers * (double)WeekDays / Math.Max(WeekDays, counted ?? 0);
        return new PlannedTest(perWeek, counted, TestPlan.For(metrics, perWeek, arms), metrics);
    });

    private long Customers(Session session, DateInterval days, long? journey, long? step)
    {
        var zone = stores.Of("default").TimeZone;
        var (from, before) = (zone.AtStartOfDay(days.Start).ToInstant(), zone.AtStartOfDay(days.End.PlusDays(1)).ToInstant());
        return session[TestPlannerSql.Customers].With(IdSource.FirstOf(from - Duration.FromDays(PlannedAhead))).With((long)SendState.Accepted).With(from).With(before).With(journey ?? 0).With(step ?? 0)
            .First(row => row.Long(0));
    }

    // Of all orders, those that the same customer followed with another one in time.
    private (long Orders, long Again) NextOrders(Session session)
    {
        var sums = TallyStore.Read(session, TallyKind.NextOrder, StoreScope.Of(session, stores, null)).ToDictionary(row => row.Key.A, row => row.Value.Customers);
        return (sums.Values.Sum(), Enumerable.Range(0, StepsInWindow).Sum(step => sums.GetValueOrDefault(step)));
    }

    private Sample.Mean Revenue(Session session, long orders, long again)
    {
        var unit = Math.Pow(10, stores.Of("default").Currency.Exponent);
        var values = TallyStore.Read(session, TallyKind.OrderValue, StoreScope.Of(session, stores, null)).Values.Aggregate(default(TallySum), (sum, next) => sum + next);
        if (values.Customers == 0) return new Sample.Mean(orders, 0, 0);
        var share = (double)again / values.Customers;
        return new Sample.Mean(orders, values.Total / unit * share, values.Squares / unit / unit * share);
    }

    private Sample.Mean Commission(Session session, DateInterval days, long customers, Func<long, long, bool> isMeant)
    {
        var unit = Math.Pow(10, stores.Of("default").Currency.Exponent);
        var earned = EarnedRow.Read(session, value, StoreScope.Of(session, stores, null), stores, days)
            .Where(row => row.Status is 1 or 2 or 4 && isMeant(row.Journey, row.Step)).GroupBy(row => row.Owner > 0 ? row.Owner : -row.Sale).Select(whose => whose.Sum(row => row.Amount ?? 0) / unit).ToList();
        return new Sample.Mean(customers, earned.Sum(), earned.Sum(amount => amount * amount));
    }

}

/// <summary>A plan for a new experiment.</summary>
/// <param name="CustomersPerWeek">Who would be put in it; 0 while no whole day is counted.</param>
/// <param name="CountedDays">Whole days since the first such mail, at most 90: what it was planned from. 0 on the first day; null where no such mail has left.</param>
/// <param name="Plan">Weeks by metric.</param>
/// <param name="Past">What it was planned from.</param>
internal sealed record PlannedTest(double CustomersPerWeek, int? CountedDays, TestPlan Plan, IReadOnlyList<MetricForecast> Past)
{
    private const double MostWeeks = 520;
    private const int WeekDays = 7;

    /// <summary>What the plan comes to, for people.</summary>
    public string Text => (CountedDays, Plan.Preselected, Plan.Shortest) switch
    {
        (0, _, _) => "Too little history to estimate: the first mail left today. Tomorrow there is a first guess, in a week a better one.",
        (_, { } name, _) => $"A test by {name} decides within {TestPlan.Patience} weeks: it is the deepest that does.{Young}",
        (_, null, { Weeks: { } weeks } first) => $"Nothing decides within {TestPlan.Patience} weeks at this volume. The shortest would be a test by {first.Name}, with {Weeks(weeks)}.{Young}",
        _ => "There is nothing to plan with yet: no mail has left, or nothing has come of it.",
    };

    private string Young => CountedDays < WeekDays ? $" That is a first guess: only {(CountedDays == 1 ? "one day is" : $"{CountedDays} days are")} counted so far, as if they were a week." : "";

    private static string Weeks(double weeks) => weeks > MostWeeks ? "more than ten years" : weeks <= 1 ? "about one week" : $"about {Math.Ceiling(weeks).ToString("N0", CultureInfo.InvariantCulture)} weeks";
}
