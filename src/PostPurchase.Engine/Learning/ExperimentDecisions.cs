using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// What follows from verdicts: a winner is promoted by a person or by its journey's rule, a promoted one that is no longer proven is opened again,
/// and Thompson sampling sets the shares. Who is inside a journey goes on; from then on mails take the arm in force.
/// </summary>
internal sealed class ExperimentDecisions(Database database, StoreDirectory stores)
{
    /// <summary>Who promotes where no person did.</summary>
    public const string Rule = ExperimentStore.Rule;

    // Shares that move less than this stay: every change is a change of what people get.
    private const double LeastMove = 0.01;

    // Who is in an arm stays there as long as it gets anybody: no share becomes nothing by chance, whatever floor the file says.
    private const double LeastShare = 0.001;

    // Where no rule says otherwise no guard may be broken.
    private static readonly PromotionRule s_strict = new(null);

    /// <summary>All experiments as they stand now, the newest first.</summary>
    public IReadOnlyList<ExperimentFigures> All(Instant now) => database.Read<IReadOnlyList<ExperimentFigures>>(session =>
        [.. ExperimentStore.All(session).Select(experiment => ExperimentFigures.Read(session, experiment, stores.Of("default").Currency, now)).Reverse()]);

    /// <summary>One experiment, or null.</summary>
    public ExperimentFigures? Find(long id, Instant now) => All(now).FirstOrDefault(figures => figures.Experiment.Id == id);

    /// <summary>Everybody gets this arm from now on; null when done, else why not.</summary>
    public Task<string?> PromoteAsync(long id, string arm, string actor, Instant now, CancellationToken cancellationToken = default) =>
        database.WriteAsync<string?>(session => Promote(session, (id, arm), actor, now), cancellationToken);

    /// <summary>The shares of the file hold again; null when done, else why not.</summary>
    public Task<string?> ReopenAsync(long id, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync<string?>(
        session => Find(session, id, now) is { Experiment.Winner: not null } figures && Reopen(session, figures, actor, $"opened again by {actor}", now) ? null : "it has no promoted winner",
        cancellationToken);

    /// <summary>Does what rules say; true where weights changed, so that the journeys have to be read again.</summary>
    public async Task<bool> DecideAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var isChanged = false;
        foreach (var due in All(now).Where(figures => Next(figures) is not null))
        {
            // Looked at again where it is written: a person, or another process, may have decided since.
            isChanged |= await database.WriteAsync(session => Find(session, due.Experiment.Id, now) is { } figures && Next(figures) is { } change && change(session, now), cancellationToken);
        }

        return isChanged;
    }

    private ExperimentFigures? Find(Session session, long id, Instant now) =>
        ExperimentStore.All(session).Find(experiment => experiment.Id == id) is { } experiment ? ExperimentFigures.Read(session, experiment, stores.Of("default").Currency, now) : null;

    private string? Promote(Session session, (long Experiment, string Arm) what, string actor, Instant now)
    {
        var (id, arm) = what;
        if (Find(session, id, now) is not { } figures) return $"there is no experiment {id}";
        if (figures.Experiment.EndedAt is not null) return "its journey does not have it any more";
        if (figures.Experiment.Definition.Key.Kind is ExperimentKind.Holdout or ExperimentKind.GlobalHoldout) return "a holdout has no winner: change its share in the journey";
        if (figures.Arms.All(known => known.Arm.Name != arm || known.Arm.Weight <= 0)) return $"it has no variant '{arm}'";
        if (figures.Experiment.Winner == arm) return $"everybody gets '{arm}' already";
        if (figures.Verdict is Verdict.SampleRatioMismatch) return "the variants' sizes do not fit their shares: no difference can be trusted";
        var isDecided = figures.Verdict is Verdict.Decided decided && decided.Winner == arm;
        Promote(session, figures.Experiment, (arm, actor, isDecided), now);
        return null;
    }

    private static Func<Session, Instant, bool>? Next(ExperimentFigures figures)
    {
        var experiment = figures.Experiment;
        if (experiment.EndedAt is not null) return null;
        if (experiment.Winner is { } winner)
        {
            // By what a rule promotes nothing is opened again: a guard that it does not mind may be broken all the time.
            if (!experiment.WasDecided || figures.Verdict is not { } verdict || Promotable(figures, experiment.Definition.Promotion ?? s_strict) == winner) return null;
            return (session, now) => Reopen(session, figures, Rule, $"{VerdictWords.InWords(winner)} is no longer proven to be best. {VerdictWords.Of(VerdictWords.ForPeople(verdict, experiment.Definition.Key.Kind))}{Until(figures)}", now);
        }

        if (experiment is { IsPromotedByRule: true, Definition.Promotion: { } rule } && HasNews(figures) && Promotable(figures, rule) is { } arm)
            return (session, now) => Promote(session, experiment, (arm, Rule, true), now);
        return experiment.Definition.ThompsonFloor is { } floor && Shares(figures, floor) is { } shares
            ? (session, _) =>
            {
                ExperimentStore.Choose(session, experiment, shares);
                return true;
            }
            : null;
    }

    // What a late reversal has just unmade may be proven again by the next order, and unmade by the next reversal: before a rule promotes again, so many more are counted
    // as a verdict asks for at least.
    private static bool HasNews(ExperimentFigures figures) => figures.Experiment.ReopenedCount is not { } before || Counted(figures) >= before + MoreCounted(figures);

    private static string Until(ExperimentFigures figures) => figures.Experiment.IsPromotedByRule
        ? $" The rule promotes again at the earliest when {VerdictWords.Customers(MoreCounted(figures))} more count."
        : "";

    private static long Counted(ExperimentFigures figures) => figures.Arms.Sum(arm => arm.Counted);

    private static long MoreCounted(ExperimentFigures figures) => new DecisionPolicy().MinRecipientsPerArm * figures.Arms.Count(arm => arm.Arm.Weight > 0);

    // A verdict is not decided while any guard is broken; a rule that names one guard does not mind the other.
    private static string? Promotable(ExperimentFigures figures, PromotionRule rule) => figures.Verdict switch
    {
        Verdict.Decided decided when Has(figures, decided.Winner) => decided.Winner,
        Verdict.Ahead { BrokenGuards.Count: > 0 } ahead when rule.Guard is { } guard && !ahead.BrokenGuards.Contains(guard)
            && ahead.Standings.All(standing => standing.AdjustedPValue <= new DecisionPolicy().Alpha) && Has(figures, ahead.Leader) => ahead.Leader,
        _ => null,
    };

    // What the file has lost cannot be given to anybody.
    private static bool Has(ExperimentFigures figures, string name) => figures.Arms.Any(arm => arm.Arm.Name == name && arm.Arm.Weight > 0);

    private static Dictionary<string, double>? Shares(ExperimentFigures figures, double floor)
    {
        var open = figures.Arms.Select((arm, index) => (Arm: arm, Index: index)).Where(pair => pair.Arm.Arm.Weight > 0).ToList();
        var samples = figures.Samples(figures.Experiment.Definition.Metric);
        if (open.Count < 2 || !IsKnown([.. open.Select(pair => samples[pair.Index])]) || figures.Verdict is Verdict.SampleRatioMismatch) return null;
        var weights = Thompson.Weights([.. open.Select(pair => samples[pair.Index])], Math.Min(Math.Max(floor, LeastShare), 1.0 / open.Count));
        var sum = open.Sum(pair => pair.Arm.Arm.InForce);
        var moves = open.Select((pair, index) => Math.Abs(weights[index] - (pair.Arm.Arm.InForce / sum)));
        return !weights.All(double.IsFinite) || moves.Max() < LeastMove ? null : open.Select((pair, index) => (pair.Arm.Arm.Name, Weight: weights[index])).ToDictionary(pair => pair.Name, pair => pair.Weight);
    }

    // Who comes after the first move counts when their window is over, so that the shares which a handful of people draw would hold for as long.
    private static bool IsKnown(IReadOnlyList<Sample> open)
    {
        var least = new DecisionPolicy();
        return open.All(arm => arm.Count >= least.MinRecipientsPerArm && (arm is Sample.Proportion || arm.Variance > 0))
            && open.Sum(arm => arm.EventCount) >= least.MinEventsPerArm;
    }

    private static bool Promote(Session session, StoredExperiment experiment, (string Arm, string Actor, bool IsDecided) word, Instant now)
    {
        ExperimentStore.Promote(session, experiment, word.Arm, (word.Actor, word.IsDecided, now));
        AuditStore.Add(session, new AuditEntry(word.Actor, "experiment.promoted", SubjectOf(experiment), experiment.Winner, word.Arm, now));
        return true;
    }

    private static bool Reopen(Session session, ExperimentFigures figures, string actor, string why, Instant now)
    {
        var experiment = figures.Experiment;
        if (!ExperimentStore.Reopen(session, experiment, why, now, (actor, Counted(figures)))) return false;
        AuditStore.Add(session, new AuditEntry(actor, "experiment.reopened", SubjectOf(experiment), experiment.Winner, why, now));
        return true;
    }

    private static string SubjectOf(StoredExperiment experiment) => $"{experiment.Definition.Key.Journey}/{experiment.Definition.Key.Step}/{experiment.Definition.Key.Name}";
}
