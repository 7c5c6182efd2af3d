using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The send ledger: planned or held rows are claimed by the gate's word, marked as handing before a byte leaves, and concluded; each change is guarded
/// by the state before it, so that of two who want a row one gets it.
/// </summary>
internal sealed class SendLedger(Database database)
{
    /// <summary>
    /// Claims at most <paramref name="count"/> due sends of a kind, the longest due first. <paramref name="decide"/> (the gate; pure) is asked in
    /// the transaction that claims; what it holds, skips or lets expire is written at once and its run is woken. <paramref name="reserve"/> then
    /// takes the code that a send carries, in the same transaction; it may refuse too. Returns those that may leave now.
    /// </summary>
    public Task<IReadOnlyList<SendContext>> ClaimAsync(
        SendLane lane, int count, Func<SendContext, GateDecision> decide, Instant now,
        Func<Session, SendContext, CouponAnswer>? reserve = null, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<SendContext>>(session => new SendClaim(session, decide, now, reserve).Run(lane, count), cancellationToken);

    /// <summary>As the other, over several kinds in one transaction: the first one's come first.</summary>
    public Task<IReadOnlyList<SendContext>> ClaimAsync(
        IReadOnlyList<SendLane> lanes, int count, Func<SendContext, GateDecision> decide, Instant now,
        Func<Session, SendContext, CouponAnswer>? reserve = null, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<SendContext>>(
            session =>
            {
                var claimed = new List<SendContext>(count);
                foreach (var lane in lanes)
                {
                    if (claimed.Count < count) claimed.AddRange(new SendClaim(session, decide, now, reserve).Run(lane, count - claimed.Count));
                }

                return claimed;
            },
            cancellationToken);

    /// <summary>When the next send falls due, or null where none waits for an instant.</summary>
    public Task<Instant?> NextDueAtAsync() => Task.FromResult(database.Read(session => session[SendSql.NextDueAt].First(row => row.Long(0)) is var at and < long.MaxValue
        ? Instant.FromUnixTimeMilliseconds(at)
        : (Instant?)null));

    /// <summary>When the next send of a lane falls due, or null where none waits for an instant.</summary>
    public Task<Instant?> NextDueAtAsync(SendLane lane) => Task.FromResult(database.Read(session => lane.Channel == SendChannel.Webhook
        ? session[SendSql.NextHookDueAt].First(row => row.AtOrNull(0))
        : session[SendSql.NextMailDueAt].With((long)lane.Kind).First(row => row.AtOrNull(0))));

    /// <summary>Adds a send without a run; false where that nonce is in the ledger already.</summary>
    public Task<bool> AddAsync(StoredSend send, CancellationToken cancellationToken = default) => database.WriteAsync(session => SendRows.Add(session, send), cancellationToken);

    /// <summary>
    /// Marks a claimed send as about to leave, with its address, its final kind and what its links lead to. Completes when that is on disk; only
    /// then may the bytes leave. False where the row is no longer claimed, or was suppressed since it was (then it is planned again, for the gate): it must not leave.
    /// </summary>
    public Task<bool> HandAsync(Handing handing, CancellationToken cancellationToken = default)
    {
        var targets = handing.Targets.IsEmpty ? null : TargetSet.Of(handing.Targets);
        return database.WriteAsync(
            session =>
            {
                var (id, owner) = (handing.Id.Value, handing.Owner.Value);
                var isHanded = session[SendSql.Hand].With((long)handing.Kind).With(targets?.Keep(session)).With(handing.Address).With(handing.Document).With((long?)handing.LeftAs)
                    .With(id).With(owner).With(handing.Email).Run() == 1;
                if (isHanded)
                {
                    handing.Version?.Keep(session);
                    return true;
                }

                if (handing.Email is { } email) session[SendSql.TakeBackSuppressed].With(id).With(owner).With(email).With((long)handing.Kind).Run();
                return false;
            },
            cancellationToken);
    }

    /// <summary>Gives a claimed send back that nothing was done with; it is due at <paramref name="at"/>.</summary>
    public Task ReleaseAsync(SendId id, CustomerId owner, Instant at, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => session[SendSql.Release].With(at).With(id.Value).With(owner.Value).Run(), cancellationToken);

    /// <summary>Plans the claimed sends of a channel again that nobody has in hand; nothing of them was handed over. Only for the one who claims in that channel, between two claims.</summary>
    /// <returns>How many.</returns>
    public Task<int> GiveBackAsync(SendChannel channel, IReadOnlySet<long> inHand, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => Enum.GetValues<ContentKind>()
            .SelectMany(kind => session[SendSql.Claimed].With((long)kind).With((long)channel).All(row => (Id: row.Long(0), Owner: row.Long(1))))
            .Where(send => !inHand.Contains(send.Id))
            .Count(send => session[SendSql.GiveBack].With(send.Id).With(send.Owner).Run() == 1),
        cancellationToken);

    /// <summary>Writes how sends ended, and wakes their runs in the same transaction. A row that is neither claimed nor handing stays as it is.</summary>
    public Task<int> ConcludeAsync(IReadOnlyList<SendOutcome> outcomes, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => outcomes.Count(outcome => TryConclude(session, outcome)), cancellationToken);

    /// <summary>Lets go what is held without an instant in a journey (it was paused, its brake was on): the gate looks at it again now.</summary>
    public Task<int> ResumeAsync(string journey, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => session[SendSql.Resume].With(now).With(session.Names.Id(NameKind.Journey, journey)).Run(), cancellationToken);

    /// <summary>Keys of the journeys that have something held without an instant, also of those whose file is gone.</summary>
    public IReadOnlyList<string> HeldJourneys() => database.Read(session =>
        session.Names.All(NameKind.Journey).Where(name => session[SendSql.HasHeld].With(name.Id).First(row => row.Long(0)) == 1).Select(name => name.Text).ToList());

    /// <summary>One send, or null.</summary>
    public Task<StoredSend?> FindAsync(SendId id) => Task.FromResult(database.Read(session => session[SendSql.Find].With(id.Value).First(row => SendRows.Read(session, row))));

    /// <summary>The sends of a run, oldest first.</summary>
    public Task<IReadOnlyList<StoredSend>> OfRunAsync(CustomerId owner, EnrollmentId run) => Task.FromResult<IReadOnlyList<StoredSend>>(
        database.Read(session => session[SendSql.OfRun].With(owner.Value).With(run.Value).All(row => SendRows.Read(session, row))));

    /// <summary>The sends of a customer and of those merged into them, oldest first.</summary>
    public Task<IReadOnlyList<StoredSend>> OfAsync(CustomerId owner) => Task.FromResult<IReadOnlyList<StoredSend>>(database.Read(session =>
        CustomerStore.Same(session, owner.Value).SelectMany(same => session[SendSql.OfOwner].With(same).All(row => SendRows.Read(session, row))).OrderBy(send => send.Id.Value).ToList()));

    /// <summary>What the links of a send lead to, as it was handed over; null where there is none.</summary>
    public Task<byte[]?> TargetsAsync(SendId id) => Task.FromResult(database.Read(session => session[SendSql.ReadTargets].With(id.Value).First(row => row.Blob(0))));

    /// <summary>The sends of a run inside a session, oldest first.</summary>
    internal static List<StoredSend> OfRun(Session session, Enrollment run) =>
        session[SendSql.OfRun].With(run.Owner.Value).With(run.Id.Value).All(row => SendRows.Read(session, row));

    /// <summary>Skips what an ended run planned and what has not left.</summary>
    internal static void SkipOpen(Session session, Enrollment run, Instant now) =>
        session[SendSql.SkipOpen].With(now).With($"skipped: the run ended ({run.Reason ?? run.Status.ToString()})").With(run.Owner.Value).With(run.Id.Value).Run();

    /// <summary>Writes one outcome; false where the row is neither claimed nor handing.</summary>
    internal static bool TryConclude(Session session, SendOutcome outcome)
    {
        var isLater = outcome.State is SendState.Deferred or SendState.Planned or SendState.Held;
        Instant? dueAt = outcome.State switch
        {
            SendState.Held => outcome.RetryAt,
            SendState.Deferred or SendState.Planned => outcome.RetryAt ?? outcome.At,
            _ => null,
        };
        var won = session[SendSql.Conclude].With((long)outcome.State).With(dueAt).With(isLater ? null : outcome.At)
            .With(outcome.Reason).With(outcome.Failure).With(outcome.InDoubt ? 1L : 0L).With(outcome.WasTried ? outcome.At : null)
            .With(outcome.Counts ? 1L : 0L).With(outcome.Send.Id.Value).With(outcome.Send.Owner.Value).Run() == 1;
        if (won && !isLater && outcome.State != SendState.Parked && outcome.Send is { Purpose: SendPurpose.Step, Channel: SendChannel.Email })
            EnrollmentStore.Wake(session, outcome.Send.Owner.Value, outcome.Send.Run, outcome.At);
        return won;
    }
}
