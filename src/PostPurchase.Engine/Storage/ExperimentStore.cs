using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Engine.Storage;

/// <summary>Experiments, who is in which arm, and the weights that were chosen for them.</summary>
internal sealed class ExperimentStore(Database database)
{
    /// <summary>Who promotes and opens again where no person did.</summary>
    internal const string Rule = "rule";

    // What differs by less is the same share, computed in another order.
    private const double SameShare = 0.000_001;

    /// <summary>Keeps what journeys say of their experiments; those of these journeys that are in none of them any more have ended.</summary>
    /// <param name="definitions">What they say.</param>
    /// <param name="rates">What the journeys in force hold out, 0..1, and what is held out of all; a journey that is not in force says nothing of those inside.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task KeepAsync(IReadOnlyList<ExperimentDefinition> definitions, IReadOnlyList<(ExperimentKey Holdout, double Rate)> rates, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var kept = definitions.Select(definition => Keep(session, database.Ids, definition, now)).ToHashSet();
            foreach (var (holdout, rate) in rates) KeepRate(session, holdout, rate, now);
            foreach (var gone in All(session).Where(known => known.EndedAt is null && !kept.Contains(known.Id))) session[ExperimentSql.End].With(now).With(gone.Id).Run();
            foreach (var known in All(session).Where(known => known.EndedAt is null)) ReopenWithoutWinner(session, known, now);
            return kept.Count;
        },
        cancellationToken);

    /// <summary>All experiments that there ever were, the oldest first.</summary>
    public IReadOnlyList<StoredExperiment> All() => database.Read(All);

    /// <summary>
    /// Puts a customer into an arm, unless they are in one of that experiment already; false then. Who comes while one arm gets everybody (a promoted winner) is in
    /// none: they were not drawn, and have had less time than those before, so that they would make the winner look worse than it is. When they come again after it was
    /// opened again they are drawn by the same hash as everybody: with the winner for those of them alone who were given it then, the winner's arm would be theirs by
    /// the day on which they first came, and not by chance.
    /// </summary>
    internal static bool Assign(Session session, IdSource ids, CustomerId owner, Assignee assignee, Instant at)
    {
        var (definition, arms) = (assignee.Experiment, assignee.Experiment.Arms);
        if (arms.Count(arm => arm.Weight > 0) < 2) return false;
        var id = Find(session, definition.Key) ?? Keep(session, ids, definition, at);
        if (session[ExperimentSql.Assign].With(owner.Value).With(id).With(assignee.Arm).With(at).Run() == 0) return false;
        session[ExperimentSql.Begin].With(at).With(id).Run();
        var sum = arms.Sum(arm => arm.Weight);
        if (HaveMoved(session, id, arms.Where(arm => arm.Weight > 0).ToDictionary(arm => arm.Name, arm => arm.Weight / sum))) session[ExperimentSql.Move].With(at).With(id).Run();
        return true;
    }

    // Counts the customer by these shares, and gives whether they are other ones than those by which the last one came.
    // An arm that joined after the first customer had a share of 0 until then, and one that is not drawn any more has one from now on.
    private static bool HaveMoved(Session session, long id, Dictionary<string, double> shares)
    {
        var haveMoved = false;
        var known = session[ExperimentSql.ArmShares].With(id).All(row => (Name: row.Text(0), Share: row.DoubleOrNull(1), Expected: row.Double(2)));
        var isBegun = known.Exists(arm => arm.Expected > 0);
        foreach (var (name, last, expected) in known)
        {
            var share = shares.GetValueOrDefault(name);
            var before = last ?? (isBegun && expected == 0 ? 0 : share);
            if (share > 0 || before > 0) session[ExperimentSql.Expect].With(share).With(id).With(name).Run();
            haveMoved |= Math.Abs(before - share) > SameShare;
        }

        return haveMoved;
    }

    /// <summary>The arm that a customer, or one merged into them, was put in first; null where they were in none.</summary>
    internal static string? ArmOf(Session session, ExperimentKey key, CustomerId customer)
    {
        if (session.Names.Find(NameKind.Journey, key.Journey) is not { } journey || session.Names.Find(NameKind.Step, key.Step) is not { } step) return null;
        if (session[ExperimentSql.Find].With(journey).With(step).With(key.Name).First(row => (long?)row.Long(0)) is not { } id) return null;
        return CustomerStore.Same(session, customer.Value)
            .Select(owner => session[ExperimentSql.ArmOf].With(owner).With(id).First(row => ((string Arm, Instant At)?)(row.Text(0), row.At(1))))
            .OfType<(string Arm, Instant At)>().OrderBy(known => known.At).Select(known => known.Arm).FirstOrDefault();
    }

    /// <summary>The weights of each arm that hold instead of its file's.</summary>
    internal static Dictionary<(ExperimentKey, string), double> Chosen(Session session) =>
        All(session).SelectMany(known => known.Arms.Where(arm => arm.Chosen is not null).Select(arm => (Key: (known.Definition.Key, arm.Name), arm.Chosen)))
            .ToDictionary(pair => pair.Key, pair => pair.Chosen!.Value);

    internal static List<StoredExperiment> All(Session session)
    {
        var arms = session[ExperimentSql.Arms].All(row => (Experiment: row.Long(0), Arm: new StoredArm(row.Int(1), row.Text(2), row.Double(3), row.DoubleOrNull(4), row.Double(5))))
            .ToLookup(pair => pair.Experiment, pair => pair.Arm);
        var rates = session[ExperimentSql.Rates].All(row => (Experiment: row.Long(0), Rate: new HoldoutRate(row.At(1), row.Double(2)))).ToLookup(pair => pair.Experiment, pair => pair.Rate);
        return session[ExperimentSql.All].All(row => Read(session, row, [.. arms[row.Long(0)]]) with { Rates = [.. rates[row.Long(0)]] });
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
    /// <param name="session">Writes.</param>
    /// <param name="experiment">As it is kept.</param>
    /// <param name="why">For people.</param>
    /// <param name="now">The instant.</param>
    /// <param name="word">Who, and how many customers its verdict was of; null = a rule, not by a verdict.</param>
    internal static bool Reopen(Session session, StoredExperiment experiment, string why, Instant now, (string By, long Counted)? word = null)
    {
        if (session[ExperimentSql.Reopen].With(now).With(why).With(word?.By ?? Rule).With(word?.Counted).With(experiment.Id).Run() == 0) return false;
        Choose(session, experiment, new Dictionary<string, double>());
        return true;
    }

    private static long Keep(Session session, IdSource ids, ExperimentDefinition definition, Instant now)
    {
        var (journey, step) = NumbersOf(session, definition.Key);
        var document = new ExperimentDocument(
            definition.Metric, (long)definition.Window.TotalMilliseconds, definition.Promotion is null ? null : true, definition.Promotion?.Guard, definition.ThompsonFloor, definition.HasPartners ? true : null);
        session[ExperimentSql.Keep].With(ids.Next(now)).With(journey).With(step).With(definition.Key.Name).With((long)definition.Key.Kind)
            .With(StoredJson.Write(document, StoredJson.Default.ExperimentDocument)).With(now).Run();
        var id = Find(session, definition.Key) ?? throw new InvalidOperationException($"experiment {definition.Key} was not kept");
        session[ExperimentSql.DropArms].With(id).Run();
        foreach (var arm in definition.Arms) session[ExperimentSql.KeepArm].With(id).With(arm.Name).With(arm.Weight).Run();
        session[ExperimentSql.ChooseNone].With(id).Run();
        session[ExperimentSql.ForgetChosen].With(id).With(definition.ThompsonFloor is not null).Run();
        return id;
    }

    // A promoted winner that the file has lost would leave nothing to draw from.
    private static void ReopenWithoutWinner(Session session, StoredExperiment known, Instant now)
    {
        if (known.Winner is not { } winner || known.Arms.Any(arm => arm.Name == winner && arm.Weight > 0)) return;
        var (key, why) = (known.Definition.Key, $"its journey does not have {winner} any more");
        if (Reopen(session, known, why, now)) AuditStore.Add(session, new AuditEntry(Rule, "experiment.reopened", $"{key.Journey}/{key.Step}/{key.Name}", winner, why, now));
    }

    private static void KeepRate(Session session, ExperimentKey holdout, double rate, Instant now)
    {
        if (Find(session, holdout) is not { } id || session[ExperimentSql.LastRate].With(id).First(row => (double?)row.Double(0)) == rate) return;
        session[ExperimentSql.AddRate].With(id).With(now).With(rate).Run();
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
            HasPartners = document.P == true,
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
            ReopenedBy = row.TextOrNull(14),
            ReopenedCount = row.LongOrNull(15),
            MovedAt = row.AtOrNull(16),
        };
    }

    private static string NameOf(Session session, long id) => id == 0 ? "" : session.Names.Text(id);
}
