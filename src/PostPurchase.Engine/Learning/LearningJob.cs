using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>Keeps what reports read up to date, and does what experiments' rules say.</summary>
internal sealed class LearningJob
{
    private static readonly Duration s_betweenDecisions = Duration.FromMinutes(10);

    private const string Rates = "rates";
    private const string Zones = "zones";
    private const string Counts = "day counts";
    private const string Rules = "rules of customers";

    private readonly Database _database;
    private readonly Func<long> _rates;
    private readonly StoreDirectory _stores;
    private readonly TallyStore _tallies;
    private readonly TouchJudging _touches;
    private Instant _decidedAt = Instant.MinValue;

    private LearningJob(Database database, StoreDirectory stores, EarningValue value, Func<long> rates)
    {
        (_database, _rates, _stores) = (database, rates, stores);
        _tallies = new TallyStore(database, stores, value);
        _touches = new TouchJudging(database);
        Decisions = new ExperimentDecisions(database, stores);
        Reports = new ReportStore(database, stores, value);
        Money = new MoneyReports(database, stores, value);
        Planner = new TestPlanner(database, stores, value);
    }

    /// <summary>The reports.</summary>
    public ReportStore Reports { get; }

    /// <summary>The reports on orders and money, of one store or of all.</summary>
    public MoneyReports Money { get; }

    /// <summary>Plans new experiments from this shop's past.</summary>
    public TestPlanner Planner { get; }

    /// <summary>With the owner's rates; commission without one counts as a sale without an amount.</summary>
    public static LearningJob With(Database database, StoreDirectory stores, RateBook rates) => new(database, stores, (store, money, at) => rates.InStore(store, money, at)?.Minor, rates.Fingerprint);

    /// <summary>What follows from verdicts.</summary>
    public ExperimentDecisions Decisions { get; }

    /// <summary>Touches that older rules judged are judged again.</summary>
    public Task JudgeAsync(CancellationToken cancellationToken = default) => _touches.IsDue() ? _touches.RunAsync(isAgain: false, cancellationToken) : Task.CompletedTask;

    /// <summary>Brings all figures up to date.</summary>
    public async Task CatchUpWhollyAsync(Instant now, CancellationToken cancellationToken = default)
    {
        await NoticeAsync(cancellationToken);
        while (await _tallies.CatchUpAsync(now, isQuiet: true, cancellationToken) > 0)
        {
        }
    }

    /// <summary>Brings all figures up to date where they are counted as this process counts them; else changes nothing, for the figures are those of a server.</summary>
    /// <returns>What this process has otherwise, in words; empty where the figures are up to date.</returns>
    public async Task<IReadOnlyList<string>> CatchUpWhereAlikeAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var differences = Differences();
        if (differences.Count == 0) await CatchUpWhollyAsync(now, cancellationToken);
        return differences;
    }

    /// <summary>A step of the loop: some customers, or decisions when they are due. Gives how much there was, and whether weights changed.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="isQuiet">Whether few wait for the writer, so that it may take many customers at once.</param>
    /// <param name="cancellationToken">Gives up while it waits for its turn.</param>
    public async Task<(int Customers, bool WeightsChanged)> StepAsync(Instant now, bool isQuiet, CancellationToken cancellationToken = default)
    {
        if (now - _decidedAt >= s_betweenDecisions) await NoticeAsync(cancellationToken);
        // At every step: where a file has just changed a rate, those of whom there is news would else be counted by other sides than everybody else.
        else await NoticeSharesAsync(cancellationToken);
        var customers = await _tallies.CatchUpAsync(now, isQuiet, cancellationToken);
        if (customers > 0 || now - _decidedAt < s_betweenDecisions) return (customers, false);
        _decidedAt = now;
        return (0, await Decisions.DecideAsync(now, cancellationToken));
    }

    /// <summary>What this process has otherwise than the one that counted the figures, in words; what nobody has counted yet differs from nothing.</summary>
    // Shares are of the database, and so the same for everybody who looks.
    public IReadOnlyList<string> Differences() => _database.Read(session =>
    {
        var differences = new List<string>();
        if (LearningState.Read(session, Zones) is { } zones && zones != _stores.ZoneFingerprint()) differences.Add("time zones of stores");
        if (LearningState.Read(session, Rates) is { } rates && rates != _rates()) differences.Add($"currencies of stores or rates ({RateBook.File})");
        return differences;
    });

    private async Task NoticeAsync(CancellationToken cancellationToken)
    {
        await NoticeZonesAsync(cancellationToken);
        await NoticeRatesAsync(cancellationToken);
        await NoticeRulesAsync(cancellationToken);
        await NoticeSharesAsync(cancellationToken);
    }

    // What an older program counted of customers by other rules is counted again.
    private async Task NoticeRulesAsync(CancellationToken cancellationToken)
    {
        if (_database.Read(session => LearningState.Read(session, Rules)) == CustomerTally.Version) return;
        await _database.WriteAsync(
            session =>
            {
                session[PastSql.AllStale].Run();
                LearningState.Write(session, Rules, CustomerTally.Version);
                return 0;
            },
            cancellationToken);
    }

    // The first time that shares move, or another rate of a holdout, and other members of the experiment are compared; where mails show offers of others from now on, or no
    // more, others have unsubscribed.
    private async Task NoticeSharesAsync(CancellationToken cancellationToken)
    {
        var changed = _database.Read(session => ExperimentStore.All(session) is var all
            ? all.Select(known => (known.Id, Now: Basis(known, all))).Where(known => (LearningState.Read(session, Basis(known.Id)) ?? 0) != known.Now).ToList()
            : []);
        if (changed.Count == 0) return;
        await _database.WriteAsync(
            session =>
            {
                foreach (var (id, now) in changed)
                {
                    session[PastSql.MembersStale].With(id).Run();
                    LearningState.Write(session, Basis(id), now);
                }

                return 0;
            },
            cancellationToken);
    }

    private static string Basis(long experiment) => $"arms of {experiment}";

    // The holdout of all journeys has its part in each one's.
    private static long Basis(StoredExperiment experiment, List<StoredExperiment> all)
    {
        var rates = experiment.Definition.Key.Kind switch
        {
            ExperimentKind.Holdout => experiment.Rates.Count + all.Where(known => known.Definition.Key.Kind == ExperimentKind.GlobalHoldout).Sum(known => known.Rates.Count),
            _ => experiment.Rates.Count,
        };
        return (experiment.MovedAt is null ? 0 : 1) + (experiment.Definition.HasPartners ? 2 : 0) + (4 * Math.Max(0, rates - 1));
    }

    /// <summary>Gives a new database the zones of the stores before anything is counted by day in it; one that has others learns of it in its turn.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_database.Read(session => LearningState.Read(session, Zones)) is null) await NoticeZonesAsync(cancellationToken);
    }

    // Another zone of a store, and all days and months are other ones. Counted by an older rule, all days are counted again.
    private async Task NoticeZonesAsync(CancellationToken cancellationToken)
    {
        var now = _stores.ZoneFingerprint();
        var (zones, counts) = _database.Read(session => (LearningState.Read(session, Zones), LearningState.Read(session, Counts)));
        if (zones == now && counts == DayCounts.Version) return;
        await _database.WriteAsync(
            session =>
            {
                DayCounts.Write(session, _stores);
                if (zones is not null && zones != now) session[PastSql.AllStale].Run();
                LearningState.Write(session, Zones, now);
                LearningState.Write(session, Counts, DayCounts.Version);
                return 0;
            },
            cancellationToken);
    }

    // Other rates, or another currency of a store, and what all customers bring is to be looked at again.
    private async Task NoticeRatesAsync(CancellationToken cancellationToken)
    {
        var now = _rates();
        if (_database.Read(session => LearningState.Read(session, Rates)) == now) return;
        await _database.WriteAsync(
            session =>
            {
                if (LearningState.Read(session, Rates) is not null) session[PastSql.AllStale].Run();
                LearningState.Write(session, Rates, now);
                return 0;
            },
            cancellationToken);
    }
}
