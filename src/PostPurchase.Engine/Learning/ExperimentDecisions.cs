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

    /// <summary>All experiments as they stand now, the newest first.</summary>
    public IReadOnlyList<ExperimentFigures> All(Instant now) => database.Read<IReadOnlyList<ExperimentFigures>>(session =>
        [.. ExperimentStore.All(session).Select(experiment => ExperimentFigures.Read(session, experiment, stores.Of("default").Currency, now)).Reverse()]);

    /// <summary>One experiment, or null.</summary>
    public ExperimentFigures? Find(long id, Instant now) => All(now).FirstOrDefault(figures => figures.Experiment.Id == id);

    /// <summary>Everybody gets this arm from now on; null when done, else why not.</summary>
    public async Task<string?> PromoteAsync(long id, string arm, string actor, Instant now, CancellationToken cancellationToken = default)
    {
        if (Find(id, now) is not { } figures) return $"there is no experiment {id}";
        if (figures.Experiment.EndedAt is not null) return "its journey does not have it any more";
        if (figures.Experiment.Definition.Key.Kind is ExperimentKind.Holdout or ExperimentKind.GlobalHoldout) return "a holdout has no winner: change its share in the journey";
        if (figures.Arms.All(known => known.Arm.Name != arm || known.Arm.Weight <= 0)) return $"it has no variant '{arm}'";
        if (figures.Verdict is Verdict.SampleRatioMismatch) return "the variants' sizes do not fit their shares: no difference can be trusted";
        var isDecided = figures.Verdict is Verdict.Decided decided && decided.Winner == arm;
        await database.WriteAsync(session => Promote(session, figures.Experiment, (arm, actor, isDecided), now), cancellationToken);
        return null;
    }

    /// <summary>The shares of the file hold again; null when done, else why not.</summary>
    public async Task<string?> ReopenAsync(long id, string actor, Instant now, CancellationToken cancellationToken = default)
    {
        if (Find(id, now) is not { Experiment.Winner: not null } figures) return "it has no promoted winner";
        await database.WriteAsync(session => Reopen(session, figures.Experiment, actor, $"opened again by {actor}", now), cancellationToken);
        return null;
    }

    /// <summary>Does what rules say; true where weights changed, so that the journeys have to be read again.</summary>
    public async Task<bool> DecideAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var isChanged = false;
        foreach (var figures in All(now).Where(figures => figures.Experiment.EndedAt is null))
        {
            if (Next(figures) is not { } change) continue;
            isChanged |= await database.WriteAsync(session => change(session, now), cancellationToken);
        }

        return isChanged;
    }

    private static Func<Session, Instant, bool>? Next(ExperimentFigures figures)
    {
        var experiment = figures.Experiment;
        if (experiment.Winner is { } winner)
        {
            if (!experiment.WasDecided || figures.Verdict is not { } verdict || verdict is Verdict.Decided { Winner: var best } && best == winner) return null;
            return (session, now) => Reopen(session, experiment, Rule, $"{winner} is no longer proven to be best. {VerdictWords.Of(verdict)}", now);
        }

        if (experiment.Definition.Promotion is { } rule && Promotable(figures, rule) is { } arm)
            return (session, now) => Promote(session, experiment, (arm, Rule, true), now);
        return experiment.Definition.ThompsonFloor is { } floor && Shares(figures, floor) is { } shares
            ? (session, _) =>
            {
                ExperimentStore.Choose(session, experiment, shares);
                return true;
            }
            : null;
    }

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
        // Right after a move nobody's window is over: what an arm without figures draws would undo the move.
        if (open.Exists(pair => pair.Arm.Counted == 0) && open.Exists(pair => pair.Arm.Waiting > 0)) return null;
        var samples = figures.Samples(figures.Experiment.Definition.Metric);
        var isReady = open.Count >= 2 && open.TrueForAll(pair => samples[pair.Index] is Sample.Proportion || samples[pair.Index] is { Count: >= 2, Variance: > 0 });
        if (!isReady || figures.Verdict is Verdict.SampleRatioMismatch) return null;
        var weights = Thompson.Weights([.. open.Select(pair => samples[pair.Index])], Math.Min(floor, 1.0 / open.Count));
        var sum = open.Sum(pair => pair.Arm.Arm.InForce);
        var moves = open.Select((pair, index) => Math.Abs(weights[index] - (pair.Arm.Arm.InForce / sum)));
        return moves.Max() < LeastMove ? null : open.Select((pair, index) => (pair.Arm.Arm.Name, Weight: weights[index])).ToDictionary(pair => pair.Name, pair => pair.Weight);
    }

    private static bool Promote(Session session, StoredExperiment experiment, (string Arm, string Actor, bool IsDecided) word, Instant now)
    {
        ExperimentStore.Promote(session, experiment, word.Arm, (word.Actor, word.IsDecided, now));
        AuditStore.Add(session, new AuditEntry(word.Actor, "experiment.promoted", SubjectOf(experiment), experiment.Winner, word.Arm, now));
        return true;
    }

    private static bool Reopen(Session session, StoredExperiment experiment, string actor, string why, Instant now)
    {
        if (!ExperimentStore.Reopen(session, experiment, why, now)) return false;
        AuditStore.Add(session, new AuditEntry(actor, "experiment.reopened", SubjectOf(experiment), experiment.Winner, why, now));
        return true;
    }

    private static string SubjectOf(StoredExperiment experiment) => $"{experiment.Definition.Key.Journey}/{experiment.Definition.Key.Step}/{experiment.Definition.Key.Name}";
}
