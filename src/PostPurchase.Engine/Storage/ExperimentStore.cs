using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Engine.Storage;

/// <summary>Experiments, who is in which arm, and the weights that were chosen for them.</summary>
internal sealed class ExperimentStore(Database database)
{
    /// <summary>Keeps what journeys say of their experiments; those of these journeys that are in none of them any more have ended.</summary>
    public Task KeepAsync(IReadOnlyList<ExperimentDefinition> definitions, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var kept = definitions.Select(definition => Keep(session, database.Ids, definition, now)).ToHashSet();
            foreach (var gone in All(session).Where(known => known.EndedAt is null && !kept.Contains(known.Id))) session[ExperimentSql.End].With(now).With(gone.Id).Run();
            return kept.Count;
        },
        cancellationToken);

    /// <summary>All experiments that there ever were, the oldest first.</summary>
    public IReadOnlyList<StoredExperiment> All() => database.Read(All);

    /// <summary>Puts a customer into an arm, unless they are in one of that experiment already; false then.</summary>
    internal static bool Assign(Session session, IdSource ids, CustomerId owner, Assignee assignee, Instant at)
    {
        var (definition, arms) = (assignee.Experiment, assignee.Experiment.Arms);
        var id = Find(session, definition.Key) ?? Keep(session, ids, definition, at);
        if (session[ExperimentSql.Assign].With(owner.Value).With(id).With(assignee.Arm).With(at).Run() == 0) return false;
        session[ExperimentSql.Begin].With(at).With(id).Run();
        var sum = arms.Sum(arm => arm.Weight);
        foreach (var arm in arms.Where(arm => arm.Weight > 0)) session[ExperimentSql.Expect].With(arm.Weight / sum).With(id).With(arm.Name).Run();
        return true;
    }

    /// <summary>The weights of each arm that hold instead of its file's.</summary>
    internal static Dictionary<(ExperimentKey, string), double> Chosen(Session session) =>
        All(session).SelectMany(known => known.Arms.Where(arm => arm.Chosen is not null).Select(arm => (Key: (known.Definition.Key, arm.Name), arm.Chosen)))
            .ToDictionary(pair => pair.Key, pair => pair.Chosen!.Value);

    internal static List<StoredExperiment> All(Session session)
    {
        var arms = session[ExperimentSql.Arms].All(row => (Experiment: row.Long(0), Arm: new StoredArm(row.Int(1), row.Text(2), row.Double(3), row.DoubleOrNull(4), row.Double(5))))
            .ToLookup(pair => pair.Experiment, pair => pair.Arm);
        return session[ExperimentSql.All].All(row => Read(session, row, [.. arms[row.Long(0)]]));
    }

    /// <summary>Sets the weights in force of an experiment's arms; an arm that is not named gets its file's back.</summary>
    internal static void Choose(Session session, StoredExperiment experiment, IReadOnlyDictionary<string, double> weights)
    {
        foreach (var arm in experiment.Arms)
            session[ExperimentSql.Choose].With(weights.TryGetValue(arm.Name, out var weight) ? weight : null).With(experiment.Id).With(arm.Name).Run();
    }

    /// <summary>Everybody gets this arm from now on.</summary>
    internal static void Promote(Session session, StoredExperiment experiment, string winner, (string By, bool IsDecided, Instant At) word)
    {
        session[ExperimentSql.Promote].With(winner).With(word.At).With(word.By).With(word.IsDecided).With(experiment.Id).Run();
        Choose(session, experiment, experiment.Arms.ToDictionary(arm => arm.Name, arm => arm.Name == winner ? 1.0 : 0.0));
    }

    /// <summary>The winner is one no more: the file's weights hold again. False where there was none.</summary>
    internal static bool Reopen(Session session, StoredExperiment experiment, string why, Instant now)
    {
        if (session[ExperimentSql.Reopen].With(now).With(why).With(experiment.Id).Run() == 0) return false;
        Choose(session, experiment, new Dictionary<string, double>());
        return true;
    }

    private static long Keep(Session session, IdSource ids, ExperimentDefinition definition, Instant now)
    {
        var (journey, step) = NumbersOf(session, definition.Key);
        var document = new ExperimentDocument(
            definition.Metric, (long)definition.Window.TotalMilliseconds, definition.Promotion is null ? null : true, definition.Promotion?.Guard, definition.ThompsonFloor);
        session[ExperimentSql.Keep].With(ids.Next(now)).With(journey).With(step).With(definition.Key.Name).With((long)definition.Key.Kind)
            .With(StoredJson.Write(document, StoredJson.Default.ExperimentDocument)).With(now).Run();
        var id = Find(session, definition.Key) ?? throw new InvalidOperationException($"experiment {definition.Key} was not kept");
        foreach (var arm in definition.Arms) session[ExperimentSql.KeepArm].With(id).With(arm.Name).With(arm.Weight).Run();
        return id;
    }

    private static long? Find(Session session, ExperimentKey key)
    {
        var (journey, step) = NumbersOf(session, key);
        return session[ExperimentSql.Find].With(journey).With(step).With(key.Name).First(row => (long?)row.Long(0));
    }

    // 0 stands for no journey and no step.
    private static (long Journey, long Step) NumbersOf(Session session, ExperimentKey key) => (
        key.Journey.Length == 0 ? 0 : session.Names.Id(NameKind.Journey, key.Journey),
        key.Step.Length == 0 ? 0 : session.Names.Id(NameKind.Step, key.Step));

    private static StoredExperiment Read(Session session, Statement row, IReadOnlyList<StoredArm> arms)
    {
        var document = StoredJson.Read(row.Text(5), StoredJson.Default.ExperimentDocument);
        var key = new ExperimentKey((ExperimentKind)row.Int(4), NameOf(session, row.Long(1)), NameOf(session, row.Long(2)), row.Text(3));
        var definition = new ExperimentDefinition(key, document.M, [.. arms.Select(arm => new VariantWeight(arm.Name, arm.Weight))], Duration.FromMilliseconds(document.W))
        {
            Promotion = document.D == true ? new PromotionRule(document.G) : null,
            ThompsonFloor = document.T,
        };
        return new StoredExperiment(row.Long(0), definition, row.At(6))
        {
            Arms = arms,
            EndedAt = row.AtOrNull(7),
            Winner = row.TextOrNull(8),
            PromotedAt = row.AtOrNull(9),
            PromotedBy = row.TextOrNull(10),
            WasDecided = row.Long(13) != 0,
            ReopenedAt = row.AtOrNull(11),
            ReopenedWhy = row.TextOrNull(12),
        };
    }

    private static string NameOf(Session session, long id) => id == 0 ? "" : session.Names.Text(id);
}
