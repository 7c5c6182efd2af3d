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
        var all = new MailPast(session, stores, value, days);
        var shop = all.HasOver ? all : new MailPast(session, stores, value, days) { CountsOpen = true };
        var own = new MailPast(session, stores, value, days)
        {
            Journey = session.Names.Asked(NameKind.Journey, journey), Step = session.Names.Asked(NameKind.Step, step), CountsOpen = shop.CountsOpen,
        };
        var asked = !string.IsNullOrEmpty(step) ? PlanScope.Step : !string.IsNullOrEmpty(journey) ? PlanScope.Journey : PlanScope.Shop;
        var hasOwn = asked != PlanScope.Shop && own.CountedDays > 0;
        var counted = (hasOwn ? own : shop).CountedDays;
        var customers = counted > 0 ? (hasOwn ? own : shop).Customers() : 0;
        var outcomes = hasOwn ? own.Outcomes() : default;
        var clicks = (hasOwn ? own : shop).Clicks();
        ForecastOf[] forecasts =
        [
            Better("click", hasOwn ? clicks.Clicks : null, () => hasOwn ? shop.Clicks().Clicks : clicks.Clicks, clicks.TrackedShare),
            Better("conversion", outcomes.Conversions, () => OrderedAgain(session)),
            Better("revenue", outcomes.Revenue, () => SpentAgain(session)),
            Better("commission", hasOwn ? own.Commission() : null, shop.Commission),
        ];
        MetricForecast[] metrics = [.. forecasts.Select(forecast => forecast.Metric)];
        // Nobody is put in a test twice: it grows by people, not by mails. The first days say little of a week, so that fewer than 7 count as 7.
        var perWeek = customers * (double)WeekDays / Math.Max(WeekDays, counted ?? 0);
        return new PlannedTest(perWeek, counted, TestPlan.For(metrics, perWeek, arms), metrics)
        {
            Asked = asked, VolumeOf = hasOwn ? asked : PlanScope.Shop, CountsOpen = shop.CountsOpen, RatesOf = [.. forecasts.Select(forecast => forecast.IsOwn ? asked : PlanScope.Shop)],
        };
    });

    // A rate of few customers, or of few events, is a guess of its own.
    private static ForecastOf Better(string metric, Sample? own, Func<Sample> shop, double countedShare = 1)
    {
        var isOwn = own is not null && own.Count >= s_policy.MinRecipientsPerArm && own.EventCount >= s_policy.MinEventsPerArm;
        return new(new(metric, isOwn ? own! : shop()) { CountedShare = countedShare }, isOwn);
    }

    // Customers whose time to order again is over, and what they did in it.
    private Sample.Proportion OrderedAgain(Session session)
    {
        var sum = TallyStore.Sum(session, TallyKind.OrderedAgain, StoreScope.Of(session, stores, null));
        return new Sample.Proportion(sum.Customers, sum.Total);
    }

    private Sample.Mean SpentAgain(Session session)
    {
        var unit = Math.Pow(10, stores.Of("default").Currency.Exponent);
        var sum = TallyStore.Sum(session, TallyKind.OrderedAgainRevenue, StoreScope.Of(session, stores, null));
        return new Sample.Mean(sum.Customers, sum.Total / unit, sum.Squares / unit / unit);
    }

    private sealed record ForecastOf(MetricForecast Metric, bool IsOwn);
}
