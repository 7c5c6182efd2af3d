using NodaTime;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>Keeps what reports read up to date, and does what experiments' rules say.</summary>
internal sealed class LearningJob
{
    private static readonly Duration s_betweenDecisions = Duration.FromMinutes(10);

    private readonly TallyStore _tallies;
    private readonly TouchJudging _touches;
    private Instant _decidedAt = Instant.MinValue;

    private LearningJob(Database database, StoreDirectory stores, EarningValue value)
    {
        _tallies = new TallyStore(database, stores, value);
        _touches = new TouchJudging(database);
        Decisions = new ExperimentDecisions(database, stores);
        Reports = new ReportStore(database, stores, value);
        Planner = new TestPlanner(database, stores, value);
    }

    /// <summary>The reports.</summary>
    public ReportStore Reports { get; }

    /// <summary>Plans new experiments from this shop's past.</summary>
    public TestPlanner Planner { get; }

    /// <summary>With the owner's rates; commission without one counts as a sale without an amount.</summary>
    public static LearningJob With(Database database, StoreDirectory stores, RateBook rates) => new(database, stores, (store, money, at) => rates.InStore(store, money, at)?.Minor);

    /// <summary>What follows from verdicts.</summary>
    public ExperimentDecisions Decisions { get; }

    /// <summary>Touches that older rules judged are judged again.</summary>
    public Task JudgeAsync(CancellationToken cancellationToken = default) => _touches.IsDue() ? _touches.RunAsync(isAgain: false, cancellationToken) : Task.CompletedTask;

    /// <summary>Looks again at some customers of whom something changed; gives how many, 0 when the figures are up to date.</summary>
    public Task<int> CatchUpAsync(CancellationToken cancellationToken = default) => _tallies.CatchUpAsync(cancellationToken);

    /// <summary>Brings all figures up to date.</summary>
    public async Task CatchUpWhollyAsync(CancellationToken cancellationToken = default)
    {
        while (await CatchUpAsync(cancellationToken) > 0)
        {
        }
    }

    /// <summary>A step of the loop: some customers, or decisions when they are due. Gives how much there was, and whether weights changed.</summary>
    public async Task<(int Customers, bool WeightsChanged)> StepAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var customers = await CatchUpAsync(cancellationToken);
        if (customers > 0 || now - _decidedAt < s_betweenDecisions) return (customers, false);
        _decidedAt = now;
        return (0, await Decisions.DecideAsync(now, cancellationToken));
    }
}
