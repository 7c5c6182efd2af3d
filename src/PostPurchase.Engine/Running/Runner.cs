using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>Advances runs that are due: reads a batch, decides each, writes them all in one transaction.</summary>
internal sealed class Runner(EnrollmentStore enrollments, RunningStore running, Func<JourneySet> journeys, RunFacts facts)
{
    private const int BatchSize = 512;

    /// <summary>Told of every advance that was written, in order: for the timeline.</summary>
    public Action<RunStep>? Observer { get; init; }

    /// <summary>Advances at most one batch; returns how many runs were due. A run that changed meanwhile is due again.</summary>
    public async Task<int> AdvanceDueAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var due = await enrollments.DueAsync(now, BatchSize);
        if (due.Count == 0) return 0;
        var set = journeys();
        var steps = facts.Read(session => due.Select(held => Step(session, set, held, now)).ToList());
        var written = await running.ApplyAsync(steps, now, cancellationToken);
        for (var i = 0; i < steps.Count; i++)
        {
            if (written[i]) Observer?.Invoke(steps[i]);
        }

        return due.Count;
    }

    /// <summary>One customer's trouble parks that run with a reason; nobody behind it waits.</summary>
    private RunStep Step(Session session, JourneySet set, HeldRun held, Instant now)
    {
        var run = held.Run;
        if (set.Find(run.Journey, run.Version) is not { } plan)
        {
            var parked = run with { Status = EnrollmentStatus.Parked, Reason = $"version {run.Version} of the journey is gone", EndedAt = now, DueAt = null };
            return new(held, new(parked, [], [new(now, null, "park", parked.Reason)]), "default", 0);
        }

        var read = facts.Of(session, plan, held, set, now);
        return new(held, Advancing.Advance(plan, run, read.Facts, now), read.Store, plan.Priority);
    }
}
