using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// The runs that one delivery starts. Where that is allowed they take their first advance in the transaction that stores the event: a run that begins
/// with a wait is then written once, and not written, found due, read and written again; and a mail to send at once is planned at once.
/// </summary>
internal sealed class StartedRuns(Session session, IntakeRules rules, IdSource ids, Instant now, bool mayAdvance)
{
    // A sleeping runner looks again after at most a second by itself.
    private static readonly Duration s_soon = Duration.FromSeconds(2);

    private readonly List<(CustomerDraft Draft, Enrollment Run, Purchase? Purchase)> _begun = [];

    /// <summary>Whether a run or a send falls due in the next moments by what was written.</summary>
    public bool IsDueSoon { get; private set; }

    /// <summary>Takes runs that start. They are written by <see cref="WriteDue"/> or <see cref="Advance"/>.</summary>
    public void Add(CustomerDraft draft, IReadOnlyList<Enrollment> runs, Purchase? purchase)
    {
        foreach (var run in runs) _begun.Add((draft, run, purchase));
    }

    /// <summary>Something that was there before is due now.</summary>
    public void HasWork() => IsDueSoon = true;

    /// <summary>Writes them as they are, due now: more of the same delivery is about to look at them.</summary>
    public void WriteDue()
    {
        foreach (var (_, run, _) in _begun) Write(run);
        _begun.Clear();
    }

    /// <summary>Advances them, where that is allowed, and writes what came of it. The customer and the purchase have been written.</summary>
    public void Advance()
    {
        if (_begun.Count == 0) return;
        if (!mayAdvance || rules.Advance is not { } advance)
        {
            WriteDue();
            return;
        }

        var steps = advance(session, _begun.ConvertAll(begun => new StartedRun(begun.Run, begun.Draft.Customer, begun.Purchase)), now);
        foreach (var step in steps) Write(step);
        _begun.Clear();
    }

    private void Write(RunStep step)
    {
        var next = step.Transition.Next;
        // The end of a run is counted when an open one ends.
        var isOver = next.Status != EnrollmentStatus.Open;
        Write(isOver ? step.Before.Run : next);
        if (isOver && !EnrollmentStore.TryUpdate(session, next, EnrollmentStore.FirstRevision)) throw new InvalidOperationException($"run {next.Id.Value} was changed while it was written");
        RunningStore.WriteEffects(session, step, ids, now);
        IsDueSoon |= step.Transition.Effects.Count > 0;
    }

    private void Write(Enrollment run)
    {
        EnrollmentStore.Insert(session, run);
        IsDueSoon |= run.DueAt <= now + s_soon;
    }
}
