using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>What the ledger says of journeys and their steps.</summary>
internal sealed class JourneyNumbers
{
    public const int Days = 28;

    // From the roll-up, which leaves test orders out: theirs are counted beside it, for who tries a journey looks here.
    private static readonly Sql s_clicks = new($"""
        select journey_id, step_id, sum(sends)
        from (
          select journey_id, step_id, sends
          from touch_day
          where kind = 2 and verdict = 1 and journey_id > 0 and step_id > 0
          union all
          select t.journey_id, t.step_id, count(distinct t.send_id)
          from {TestOrders.MailTables}
          cross join touch as t
          where {TestOrders.MailKeys} and t.owner = m.owner and t.send_id = m.id and t.kind = 2 and t.verdict = 1 and ifnull(t.role, 1) in (1, 2) and t.journey_id > 0 and t.step_id > 0
          group by t.journey_id, t.step_id)
        group by journey_id, step_id
        """);

    private readonly ILookup<string, (int What, long Count)> _runs;
    private readonly ILookup<string, PlaceCount> _places;
    private readonly ILookup<(string Journey, string Step), (SendState State, long Count)> _sends;
    private readonly Dictionary<(string Journey, string Step), long> _clicks;
    private readonly ILookup<string, (int Day, long Count)> _days;

    private readonly ILookup<string, (string? Step, Money Amount)> _earned;
    private readonly Currency _currency;

    private JourneyNumbers(Session session, IReadOnlyList<PlaceCount> places, LocalDate today, Currency currency, EarningValue value)
    {
        var names = session.Names;
        _runs = LedgerFigures.Runs(session).ToLookup(row => names.Text(row.Journey), row => (row.What, row.Count));
        _places = places.ToLookup(place => place.Journey);
        // With those of test orders, as their mails and clicks.
        _earned = EarnedRow.Read(session, value, "default").Where(row => row is { Status: 1 or 2 or 4, Journey: not 0 })
            .ToLookup(row => names.Text(row.Journey), row => (row.Step == 0 ? null : names.Text(row.Step), row.Amount is { } amount ? new Money(amount, currency) : row.Reported));
        _currency = currency;
        _sends = LedgerFigures.Mails(session).Where(row => row.Journey != 0).ToLookup(row => (names.Text(row.Journey), names.Text(row.Step)), row => (row.State, row.Count));
        _clicks = session[s_clicks].All(row => (Journey: row.Long(0), Step: row.Long(1), Count: row.Long(2))).ToDictionary(row => (names.Text(row.Journey), names.Text(row.Step)), row => row.Count);
        var days = LedgerFigures.MailsOfDays(session, today, Days);
        _days = days.SelectMany(journey => journey.Select(day => (Journey: names.Text(journey.Key), day.Day, day.Count))).ToLookup(row => row.Journey, row => (row.Day, row.Count));
    }

    public static JourneyNumbers Read(RunnerService runner, Instant now)
    {
        var store = runner.Stores.Of("default");
        var places = runner.Places.Lately(now);
        return runner.Database.Read(session => new JourneyNumbers(
            session, places, now.InZone(store.TimeZone).Date, store.Currency, (store, money, at) => runner.Engine.Rates.InStore(store, money, at)?.Minor));
    }

    /// <summary>Pending, approved and paid commission in the store's currency by the rate of each sale's day; the largest of another one where none of it has a rate. Null where there is none.</summary>
    public MoneyAnswer? Earned(string journey, string? step)
    {
        var sums = Sums(journey, step);
        return ShownIn(sums) is { } currency ? new(Form.Amount(sums[currency], currency), currency.Code) : null;
    }

    /// <summary>What of the commission has no rate and is not in <see cref="Earned"/>, a currency each.</summary>
    public IReadOnlyList<MoneyAnswer> EarnedApart(string journey, string? step)
    {
        var sums = Sums(journey, step);
        return [.. sums.Where(sum => sum.Key != ShownIn(sums) && sum.Value != 0).OrderBy(sum => sum.Key.Code, StringComparer.Ordinal).Select(sum => new MoneyAnswer(Form.Amount(sum.Value, sum.Key), sum.Key.Code))];
    }

    private Dictionary<Currency, long> Sums(string journey, string? step) =>
        _earned[journey].Where(row => step is null || row.Step == step).GroupBy(row => row.Amount.Currency, row => row.Amount.Minor).ToDictionary(group => group.Key, group => group.Sum());

    private Currency? ShownIn(Dictionary<Currency, long> sums) => sums.Count == 0 ? null : sums.ContainsKey(_currency) ? _currency : sums.MaxBy(pair => pair.Value).Key;

    /// <summary>Runs that ended so.</summary>
    public long Runs(string journey, EnrollmentStatus ended) => Runs(journey, (int)ended);

    /// <summary>All runs that began.</summary>
    public long Entered(string journey) => Runs(journey, 0);

    /// <summary>Runs that have not ended.</summary>
    public long Inside(string journey) => Entered(journey) - _runs[journey].Where(run => run.What != 0).Sum(run => run.Count);

    public long InsideVersion(string journey, string version) => _places[journey].Where(place => place.Version == version).Sum(place => place.Count);

    public long Waiting(string journey, string step, JourneySet journeys, string? butNotOn = null) => _places[journey]
        .Where(place => place.Version != butNotOn && journeys.Find(journey, place.Version) is { } plan && place.Step >= 0 && place.Step < plan.Steps.Count && plan.Steps[place.Step].Id == step)
        .Sum(place => place.Count);

    public long Sends(string journey, string? step, params SendState[] states) => _sends
        .Where(group => group.Key.Journey == journey && (step is null || group.Key.Step == step))
        .SelectMany(group => group).Where(send => states.Contains(send.State)).Sum(send => send.Count);

    public long Clicks(string journey, string? step) => _clicks.Where(pair => pair.Key.Journey == journey && (step is null || pair.Key.Step == step)).Sum(pair => pair.Value);

    public IReadOnlyList<long> Sparkline(string journey) => [.. Enumerable.Range(0, Days).Select(day => _days[journey].Where(one => one.Day == day).Sum(one => one.Count))];

    private long Runs(string journey, int what) => _runs[journey].Where(run => run.What == what).Sum(run => run.Count);
}
