using System.Globalization;
using NodaTime;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>The reports on mail, from roll-ups: of one store, with money in its currency, or of all. Days are those of each store's zone; both ends of a period are included.</summary>
internal sealed class ReportStore(Database database, StoreDirectory stores, EarningValue value)
{
    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Journeys by their names, and their steps in the order of the plan; steps that a plan has no more come after it.</summary>
    /// <param name="period">Days of the stores' zones.</param>
    /// <param name="plans">The journeys in force; one that is gone goes by its key.</param>
    /// <param name="store">Key of a store; null = all.</param>
    public FunnelReport Funnel(DateInterval period, IReadOnlyList<JourneyPlan> plans, string? store = null) => database.Read(session =>
    {
        var (from, to) = DaysOf(period);
        var scope = StoreScope.Of(session, stores, store);
        var names = session.Names;
        var runs = session[ReportSql.Runs].With(from).With(to).With(scope.Number).All(row => (Journey: row.Long(0), What: row.Int(1), Count: row.Long(2))).ToLookup(row => row.Journey);
        var sends = session[ReportSql.Sends].With(from).With(to).With(scope.Number).All(row => (Key: (row.Long(0), row.Long(1)), State: (SendState)row.Int(2), Count: row.Long(3))).ToLookup(row => row.Key);
        var touches = session[ReportSql.Touches].With(from).With(to).With(scope.Number)
            .All(row => (Key: (row.Long(0), row.Long(1)), Kind: (TouchKind)row.Int(2), Actor: (TouchActor)row.Int(3), Mails: row.Long(5))).ToLookup(row => row.Key);
        var earned = EarnedRow.Read(session, value, scope, stores, period);
        var earnings = earned.ToLookup(earning => (earning.Journey, earning.Step));
        var steps = sends.Select(group => group.Key).Union(touches.Select(group => group.Key)).Union(earnings.Select(group => group.Key))
            .Where(key => key.Item1 != 0 && key.Item2 != 0).ToLookup(key => key.Item1);
        var journeys = runs.Select(group => group.Key).Union(steps.Select(group => group.Key)).Where(id => id != 0);
        return new FunnelReport(Day(period.Start), Day(period.End), stores.ZoneOf(scope.Store), scope.Currency.Code, [.. journeys.Select(id => Journey(id)).OrderBy(journey => journey.Name, StringComparer.OrdinalIgnoreCase).ThenBy(journey => journey.Journey, StringComparer.Ordinal)], AmountApart.Of([], earned));

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
            decimal Earned(int status) => Major(scope, earnings[key].Where(earning => earning.Status == status).Sum(earning => earning.Amount ?? 0));
            var (accepted, clicked) = (Sent(SendState.Accepted), Clicked(TouchActor.Human));
            return new(
                names.Text(key.Item2), accepted, Sent(SendState.Skipped), Sent(SendState.Expired), Sent(SendState.Rejected, SendState.Parked), Sent(SendState.Uncertain),
                clicked, Clicked(TouchActor.Machine), Clicked(TouchActor.Unsure), accepted == 0 ? null : (double)clicked / accepted,
                earnings[key].Where(earning => earning.Stands).Select(earning => earning.Sale).Distinct().Count(), Earned(1), Earned(2) + Earned(4));
        }
    });

    /// <summary>Opens and clicks by who made them.</summary>
    /// <param name="period">Days of the stores' zones.</param>
    /// <param name="store">Key of a store; null = all.</param>
    public TouchReport Touches(DateInterval period, string? store = null) => database.Read(session =>
    {
        var (from, to) = DaysOf(period);
        var scope = StoreScope.Of(session, stores, store);
        return new TouchReport(Day(period.Start), Day(period.End), stores.ZoneOf(scope.Store), session[ReportSql.TouchDays].With(from).With(to).With(scope.Number).All(row => new TouchDay(
            Day(s_start.PlusDays(row.Int(0))), Word((TouchKind)row.Int(1)), Word((TouchActor)row.Int(2)), row.Long(3), row.Long(4))));
    });

    /// <summary>Domains of recipients.</summary>
    /// <param name="period">Days of the stores' zones.</param>
    /// <param name="store">Key of a store; null = all.</param>
    public DeliverabilityReport Deliverability(DateInterval period, string? store = null) => database.Read(session =>
    {
        var (from, to) = DaysOf(period);
        var scope = StoreScope.Of(session, stores, store);
        var rows = session[ReportSql.Domains].With(from).With(to).With(scope.Number).All(row => (Domain: row.Text(0), State: (SendState)row.Int(1), Count: row.Long(2)));
        ILookup<string, (string, FeedbackKind Kind, long Count)> News(Sql sql) => scope.Known.SelectMany(known =>
        {
            var (since, until) = InstantsOf(period, stores.Of(known.Store).TimeZone);
            return session[sql].With(since).With(until).With(known.Number).All(row => (Domain: row.Text(0).ToLowerInvariant(), Kind: (FeedbackKind)row.Int(1), Count: row.Long(2)));
        }).ToLookup(row => row.Domain);
        var (news, reported) = (News(ReportSql.LaterNews), News(ReportSql.Reported));
        var domains = rows.Select(row => row.Domain).Union(news.Select(group => group.Key)).Union(reported.Select(group => group.Key)).GroupJoin(rows, name => name, row => row.Domain, (name, domain) =>
        {
            long Told(ILookup<string, (string, FeedbackKind Kind, long Count)> from, FeedbackKind kind) => from[name].Where(row => row.Kind == kind).Sum(row => row.Count);
            long Of(SendState state) => domain.Where(row => row.State == state).Sum(row => row.Count);
            var (accepted, rejected) = (Of(SendState.Accepted), Of(SendState.Rejected));
            return new DomainRow(
                name, accepted, rejected, Of(SendState.Uncertain), accepted + rejected == 0 ? 0 : (double)rejected / (accepted + rejected), Told(news, FeedbackKind.Bounce), Told(news, FeedbackKind.Complaint),
                Told(reported, FeedbackKind.Bounce), Told(reported, FeedbackKind.Complaint));
        });
        return new DeliverabilityReport(
            Day(period.Start), Day(period.End), stores.ZoneOf(scope.Store),
            [.. domains.OrderByDescending(row => row.Accepted + row.Rejected).ThenBy(row => row.Domain, StringComparer.Ordinal)], Failures(session, period, scope));
    });

    private List<FailureRow> Failures(Session session, DateInterval period, StoreScope scope)
    {
        ILookup<string, long> Counts(Sql sql) => scope.Known.SelectMany(known =>
        {
            var (since, until) = InstantsOf(period, stores.Of(known.Store).TimeZone);
            return session[sql].With(since).With(until).With(known.Number).All(row => (Reason: row.Text(0), Count: row.Long(1)));
        }).ToLookup(row => row.Reason, row => row.Count);
        var (refused, back) = (Counts(ReportSql.RefusedFor), Counts(ReportSql.CameBackFor));
        var sum = (double)refused.Concat(back).Sum(group => group.Sum());
        return
        [
            .. refused.Concat(back).Select(group => group.Key).Distinct()
                .Select(reason => new FailureRow(reason, refused[reason].Sum(), back[reason].Sum(), (refused[reason].Sum() + back[reason].Sum()) / sum))
                .OrderByDescending(row => row.Share).ThenBy(row => row.Reason, StringComparer.Ordinal),
        ];
    }

    private static decimal Major(StoreScope scope, long minor) => new Money(minor, scope.Currency).Amount;

    /// <summary>Days since 1970, both included.</summary>
    internal static (long From, long To) DaysOf(DateInterval period) => (Period.DaysBetween(s_start, period.Start), Period.DaysBetween(s_start, period.End));

    private static (long From, long Before) InstantsOf(DateInterval period, DateTimeZone zone) => (
        zone.AtStartOfDay(period.Start).ToInstant().ToUnixTimeMilliseconds(), zone.AtStartOfDay(period.End.PlusDays(1)).ToInstant().ToUnixTimeMilliseconds());

    private static string Day(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
