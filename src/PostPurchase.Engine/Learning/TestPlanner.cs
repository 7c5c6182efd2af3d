using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// How many weeks a new experiment would take by each metric, from what this shop's customers did so far: by the own past of the mail or journey that it is for,
/// where that has enough, else by that of the whole shop.
/// </summary>
internal sealed class TestPlanner(Database database, StoreDirectory stores, EarningValue value)
{
    private const int PastDays = 90;
    private const int WeekDays = 7;

    // Steps of the time to the next order that end within the 30 days in which outcomes count.
    private const int StepsInWindow = 3;

    private static readonly DecisionPolicy s_policy = new();

    /// <summary>Plans for a mail of a journey, or for all mail where none is named.</summary>
    /// <param name="journey">Key of the journey, or null.</param>
    /// <param name="step">Id of the step, or null.</param>
    /// <param name="arms">Number of variants, 2 or more.</param>
    /// <param name="now">The instant; the past are the whole days before its day since the first such mail, at most 90.</param>
    public PlannedTest Plan(string? journey, string? step, int arms, Instant now) => database.Read(session =>
    {
        var today = now.InZone(stores.Of("default").TimeZone).Date;
        var days = new DateInterval(today.PlusDays(-PastDays), today.PlusDays(-1));
        MailPast PastOf(string? ofJourney, string? ofStep) =>
            new(session, stores, value, days) { Journey = session.Names.Asked(NameKind.Journey, ofJourney), Step = session.Names.Asked(NameKind.Step, ofStep) };
        var (own, shop) = (PastOf(journey, step), PastOf(null, null));
        var asked = !string.IsNullOrEmpty(step) ? PlanScope.Step : !string.IsNullOrEmpty(journey) ? PlanScope.Journey : PlanScope.Shop;
        var hasOwn = asked != PlanScope.Shop && own.CountedDays > 0;
        var counted = (hasOwn ? own : shop).CountedDays;
        var customers = counted > 0 ? (hasOwn ? own : shop).Customers() : 0;
        var outcomes = hasOwn ? own.Outcomes() : default;
        var (orders, again) = NextOrders(session);
        ForecastOf[] forecasts =
        [
            Better("click", hasOwn ? own.Clicks() : null, shop.Clicks),
            Better("conversion", outcomes.Conversions, () => new Sample.Proportion(orders, again)),
            Better("revenue", outcomes.Revenue, () => Revenue(session, orders, again)),
            Better("commission", hasOwn ? own.Commission(customers) : null, () => shop.Commission(hasOwn ? shop.Customers() : customers)),
        ];
        MetricForecast[] metrics = [.. forecasts.Select(forecast => forecast.Metric)];
        // Nobody is put in a test twice: it grows by people, not by mails. The first days say little of a week, so that fewer than 7 count as 7.
        var perWeek = customers * (double)WeekDays / Math.Max(WeekDays, counted ?? 0);
        return new PlannedTest(perWeek, counted, TestPlan.For(metrics, perWeek, arms), metrics)
        {
            Asked = asked, VolumeOf = hasOwn ? asked : PlanScope.Shop, RatesOf = [.. forecasts.Select(forecast => forecast.IsOwn ? asked : PlanScope.Shop)],
        };
    });

    // A rate of few customers, or of few events, is a guess of its own.
    private static ForecastOf Better(string metric, Sample? own, Func<Sample> shop) =>
        own is { } enough && enough.Count >= s_policy.MinRecipientsPerArm && enough.EventCount >= s_policy.MinEventsPerArm ? new(new(metric, enough), true) : new(new(metric, shop()), false);

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

    private sealed record ForecastOf(MetricForecast Metric, bool IsOwn);
}
