using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>Runs and the journey versions that they are on.</summary>
internal sealed class EnrollmentStore(Database database)
{
    /// <summary>The revision of a run that was just inserted.</summary>
    public const long FirstRevision = 1;

    /// <summary>Runs that are due, the longest due first. They are read, not reserved: what is written back at an old revision does not win.</summary>
    public Task<IReadOnlyList<HeldRun>> DueAsync(Instant now, int count) => Task.FromResult<IReadOnlyList<HeldRun>>(
        database.Read(session => session[EnrollmentSql.Due].With(now).With(count).All(row => ReadRow(session, row))));

    /// <summary>When the next run falls due, or null where none waits for an instant.</summary>
    public Task<Instant?> NextDueAtAsync() => Task.FromResult(database.Read(session => session[EnrollmentSql.NextDueAt].First(row => row.AtOrNull(0))));

    /// <summary>One run, or null.</summary>
    public Task<HeldRun?> FindAsync(CustomerId owner, EnrollmentId id) => Task.FromResult(database.Read(session => Read(session, owner.Value, id.Value)));

    /// <summary>All runs of a customer and of those merged into them, ended ones too.</summary>
    public Task<IReadOnlyList<HeldRun>> OfAsync(CustomerId owner) => Task.FromResult<IReadOnlyList<HeldRun>>(database.Read(session => OfOwner(session, owner.Value)));

    /// <summary>Keeps the text of a version, so that its runs can go on when the file is gone. A version that is known stays as it is.</summary>
    public Task AddVersionAsync(JourneyVersion version, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => session[EnrollmentSql.AddVersion].With(session.Names.Id(NameKind.Store, version.Store)).With(session.Names.Id(NameKind.Journey, version.Journey))
            .With(version.Hash).With(version.Document).With(now).Run(),
        cancellationToken);

    /// <summary>Keeps another text of a version that is known: one that does the same and is called otherwise. The first stays beside it.</summary>
    public Task RenameVersionAsync(JourneyVersion version, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => session[EnrollmentSql.RenameVersion].With(version.Document).With(now).With(session.Names.Id(NameKind.Journey, version.Journey)).With(version.Hash).Run(),
        cancellationToken);

    /// <summary>Every version that was ever live, in the order in which they came.</summary>
    public Task<IReadOnlyList<JourneyVersion>> VersionsAsync() => Task.FromResult<IReadOnlyList<JourneyVersion>>(
        database.Read(session => session[EnrollmentSql.VersionDocuments].All(row => new JourneyVersion(row.Text(0), row.Text(1), row.Text(2), row.Text(3)))));

    internal static HeldRun? Read(Session session, long owner, long id) => session[EnrollmentSql.Read].With(id).With(owner).First(row => ReadRow(session, row));

    internal static List<HeldRun> OfOwner(Session session, long owner)
    {
        var runs = new List<HeldRun>();
        foreach (var same in CustomerStore.Same(session, owner)) runs.AddRange(session[EnrollmentSql.OfOwner].With(same).All(row => ReadRow(session, row)));
        return runs;
    }

    internal static void Insert(Session session, Enrollment run)
    {
        var journeyId = session.Names.Id(NameKind.Journey, run.Journey);
        session[EnrollmentSql.Insert].With(run.Id.Value).With(run.Owner.Value).With(VersionId(session, journeyId, run.Version)).With(journeyId)
            .With((long)run.Key.Subject).With(run.Key.Id).With(run.Key.Line).With(run.Purchase?.Value)
            .With((long)run.Status).With(run.Step).With((long)run.Phase).With(run.DueAt)
            .With(run.StartedBy).With(run.StartedAt).With(run.EnteredAt).With(run.ArrivedAt).With(run.EndedAt).With(run.State.GoalReachedAt).With(run.Reason).With(RunDocument.Write(run.State)).Run();
    }

    /// <summary>Writes a run back; false where it was changed since it was read.</summary>
    internal static bool TryUpdate(Session session, Enrollment run, long revision) =>
        session[EnrollmentSql.Update].With((long)run.Status).With(run.Step).With((long)run.Phase).With(run.DueAt).With(run.ArrivedAt).With(run.EndedAt)
            .With(run.State.GoalReachedAt).With(run.Reason).With(RunDocument.Write(run.State)).With(run.Id.Value).With(run.Owner.Value).With(revision).Run() == 1;

    /// <summary>Makes an open run due at that instant unless it is due before.</summary>
    internal static void Wake(Session session, long owner, long id, Instant at) => session[EnrollmentSql.Wake].With(at).With(id).With(owner).Run();

    /// <summary>The customer's runs that wait and go on before that instant.</summary>
    internal static List<WaitingRun> WaitingOf(Session session, long owner, Instant before) =>
        [.. session[EnrollmentSql.WaitingOf].With(owner).With(before).All(row => (Journey: row.Long(0), Version: row.Long(1), Step: row.Int(2), DueAt: row.At(3)))
            .Select(row => new WaitingRun(session.Names.Text(row.Journey), VersionHash(session, row.Version), row.Step, row.DueAt))];

    internal static long VersionId(Session session, long journeyId, string hash)
    {
        if (session.Versions.TryGetValue((journeyId, hash), out var known)) return known;
        var found = session[EnrollmentSql.FindVersion].With(journeyId).With(hash).First(row => row.Long(0));
        if (found == 0) throw new InvalidOperationException($"version {hash} of journey '{session.Names.Text(journeyId)}' is not in the database: add it before its first run");
        return session.Versions[(journeyId, hash)] = found;
    }

    internal static string VersionHash(Session session, long id)
    {
        if (session.VersionHashes.TryGetValue(id, out var known)) return known;
        var hash = session[EnrollmentSql.ReadVersion].With(id).First(row => row.Text(0)) ?? throw new InvalidOperationException($"no journey version has the number {id}");
        return session.VersionHashes[id] = hash;
    }

    private static HeldRun ReadRow(Session session, Statement row) => new(
        new Enrollment
        {
            Id = new(row.Long(0)),
            Owner = new(row.Long(1)),
            Version = VersionHash(session, row.Long(2)),
            Journey = session.Names.Text(row.Long(3)),
            Key = new((RunSubject)row.Int(4), row.Long(5), row.Int(6)),
            Purchase = row.LongOrNull(7) is { } purchase ? new PurchaseRowId(purchase) : null,
            Status = (EnrollmentStatus)row.Int(8),
            Step = row.Int(9),
            Phase = (StepPhase)row.Int(10),
            DueAt = row.AtOrNull(11),
            StartedBy = row.Long(12),
            StartedAt = row.At(13),
            EnteredAt = row.At(14),
            ArrivedAt = row.At(15),
            EndedAt = row.AtOrNull(16),
            Reason = row.TextOrNull(18),
            State = RunDocument.Read(row.TextOrNull(19)) with { GoalReachedAt = row.AtOrNull(20) },
        },
        row.Long(17));
}

/// <summary>A version of a journey: its hash and the text that it is compiled from.</summary>
internal sealed record JourneyVersion(string Store, string Journey, string Hash, string Document);
