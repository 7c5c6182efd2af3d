using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>What customers did with their mail, and what they bought: the facts that conditions ask about, by journey and step, not by version.</summary>
internal sealed class HistoryStore(Database database)
{
    /// <summary>
    /// Keeps opens and clicks as they were seen and judges each with all others of its mail: a person's wakes the runs of that journey that wait
    /// for it, a machine's moves nothing. What is done with a mail of somebody who was erased is not kept.
    /// </summary>
    public Task AddAsync(IReadOnlyList<StoredTouch> touches, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            foreach (var mail in touches.GroupBy(touch => (touch.Owner, touch.Send))) Add(session, [.. mail]);
            return touches.Count;
        },
        cancellationToken);

    /// <summary>Keeps an answer to a choice in a mail and wakes the runs that wait for it; false where it is that mail's answer already. The last one counts.</summary>
    public Task<bool> AddAsync(ChoiceAnswer answer, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var journeyId = IdOf(session, NameKind.Journey, answer.Journey);
            var isNew = session[HistorySql.AddAnswer].With(answer.Owner.Value).With(answer.Send.Value).With(answer.Choice).With(journeyId)
                .With(IdOf(session, NameKind.Step, answer.Step)).With(answer.At).Run() == 1;
            if (isNew && journeyId is { } journey) Wake(session, answer.Owner, journey, answer.At);
            return isNew;
        },
        cancellationToken);

    /// <summary>The answer to a mail that counts, as the name that programs give it; null where there is none.</summary>
    public string? AnswerTo(StoredSend send) => database.Read(session => session[HistorySql.LastAnswer].With(send.Owner.Value).With(send.Id.Value).First(row => row.Text(0)));

    /// <summary>The touches of a customer and of those merged into them, machines' too, oldest first.</summary>
    public Task<IReadOnlyList<StoredTouch>> TouchesOfAsync(CustomerId owner) => Task.FromResult<IReadOnlyList<StoredTouch>>(
        database.Read(session => Each(session, owner, (same, _) => session[TouchSql.OfOwner].With(same).All(row => TouchRows.Read(session, row).Touch))));

    /// <summary>The answers of a customer and of those merged into them, oldest first.</summary>
    public Task<IReadOnlyList<ChoiceAnswer>> AnswersOfAsync(CustomerId owner) => Task.FromResult<IReadOnlyList<ChoiceAnswer>>(
        database.Read(session => Each(session, owner, (same, owned) => session[HistorySql.Answers].With(same).All(row => new ChoiceAnswer(
            owned, new SendId(row.Long(0)), row.Text(1), NameOf(session, row.LongOrNull(2)), NameOf(session, row.LongOrNull(3)), row.At(4))))));

    /// <summary>What a customer, and those merged into them, bought and kept, oldest first.</summary>
    public Task<IReadOnlyList<Bought>> BoughtByAsync(CustomerId owner) => Task.FromResult<IReadOnlyList<Bought>>(
        database.Read(session => BoughtBy(session, owner)));

    /// <summary>When a customer clicked, as far as a human did, in any order.</summary>
    internal static List<Instant> HumanClicks(Session session, long owner) =>
        [.. CustomerStore.Same(session, owner).SelectMany(same => session[HistorySql.HumanClicks].With(same).All(row => row.At(0)))];

    /// <summary>Whether a human opened, or clicked an offer or content link of, a step's mail of this run.</summary>
    internal static bool HasTouched(Session session, Enrollment run, string step, TouchKind kind) =>
        session.Names.Find(NameKind.Step, step) is { } stepId
        && session[HistorySql.HasTouched].With(run.Owner.Value).With(stepId).With((long)kind).With(run.Id.Value).First(row => row.Long(0)) == 1;

    /// <summary>Whether a choice was taken in a step's mail of this run, and no other one since.</summary>
    internal static bool HasAnswered(Session session, Enrollment run, string step, string choice) =>
        session.Names.Find(NameKind.Step, step) is { } stepId
        && session[HistorySql.HasAnswered].With(run.Owner.Value).With(stepId).With(choice).With(run.Id.Value).First(row => row.Long(0)) == 1;

    /// <summary>What a customer bought and kept, oldest first.</summary>
    internal static List<Bought> BoughtBy(Session session, CustomerId owner) => Each(session, owner, (same, _) => session[HistorySql.Bought].With(same).All(row => new Bought(
        new PurchaseRowId(row.Long(0)), row.Int(1), row.TextOrNull(2), row.TextOrNull(3), row.Int(4), row.At(5))));

    /// <summary>Product ids that a customer sent back.</summary>
    internal static HashSet<string> ReturnedBy(Session session, CustomerId owner) =>
        [.. Each(session, owner, (same, _) => session[HistorySql.Returned].With(same).All(row => row.Text(0)))];

    /// <summary>The offers of a customer's mails since an instant: each with when it was shown.</summary>
    internal static List<(string Offer, Instant At)> ShownTo(Session session, CustomerId owner, Instant since) => Each(session, owner, (same, _) =>
        session[HistorySql.Picks].With(same).With(since).All(row => (At: row.At(0), Document: row.Text(1))).Where(row => row.Document.Contains("\"o\":", StringComparison.Ordinal))
            .SelectMany(row => (StoredJson.Read(row.Document, StoredJson.Default.SendDocument).O?.Shown ?? []).Select(note => (note.Id, row.At))).ToList());

    private void Add(Session session, List<StoredTouch> mail)
    {
        if (CustomerErasure.IsErased(session, mail[0].Owner)) return;
        foreach (var human in TouchRows.Add(session, database.Ids, mail))
        {
            LearningState.Touch(session, human.Owner.Value);
            if (human.Journey is { } journey) Wake(session, human.Owner, session.Names.Id(NameKind.Journey, journey), human.At);
        }
    }

    private static void Wake(Session session, CustomerId owner, long journeyId, Instant at) =>
        session[HistorySql.WakeJourney].With(at).With(owner.Value).With(journeyId).Run();

    private static List<T> Each<T>(Session session, CustomerId owner, Func<long, CustomerId, List<T>> read) =>
        [.. CustomerStore.Same(session, owner.Value).SelectMany(same => read(same, new CustomerId(same)))];

    private static long? IdOf(Session session, NameKind kind, string? name) => name is null ? null : session.Names.Id(kind, name);

    private static string? NameOf(Session session, long? id) => id is { } known ? session.Names.Text(known) : null;
}
