using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Intake;
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
        using var span = Telemetry.Span("advance");
        var set = journeys();
        var steps = facts.Read(session => due.Select(held => Step(session, (set, RunKnown.Nothing), held, now)).ToList());
        var written = await WriteAsync(steps, now, cancellationToken);
        for (var i = 0; i < steps.Count; i++)
        {
            if (written[i]) Observer?.Invoke(steps[i]);
        }

        Telemetry.CountSteps(written.Count(isWritten => isWritten));
        return due.Count;
    }

    /// <summary>The first advance of runs that are being stored, over that session; for <see cref="IntakeRules.Advance"/>.</summary>
    public IReadOnlyList<RunStep> Begin(Session session, IReadOnlyList<StartedRun> started, Instant now)
    {
        var set = journeys();
        var steps = new List<RunStep>(started.Count);
        foreach (var begun in started) steps.Add(Step(session, (set, new(begun.Customer, begun.Purchase)), new(begun.Run, EnrollmentStore.FirstRevision), now));
        Telemetry.CountSteps(steps.Count);
        return steps;
    }

    /// <summary>One customer's trouble parks that run with a reason; nobody behind it waits.</summary>
    private RunStep Step(Session session, (JourneySet Journeys, RunKnown Known) with, HeldRun held, Instant now)
    {
        var (run, set) = (held.Run, with.Journeys);
        if (set.Find(run.Journey, run.Version) is not { } plan) return Parked(held, $"version {run.Version} of the journey is gone", now);
        try
        {
            var read = facts.Of(session, plan, held, with, now);
            return new(held, Advancing.Advance(plan, run, read.Facts, now), read.Store, plan.Priority);
        }
        catch (Exception exception) when (exception is not (SqliteException or StorageUnavailableException or ObjectDisposedException))
        {
            return Parked(held, Why(exception), now);
        }
    }

    // One that cannot be written undoes the batch: then each is written alone, and that one is parked.
    private async Task<IReadOnlyList<bool>> WriteAsync(List<RunStep> steps, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            return await running.ApplyAsync(steps, now, cancellationToken);
        }
        catch (Exception exception) when (IsOfOneRun(exception))
        {
            var written = new List<bool>(steps.Count);
            for (var i = 0; i < steps.Count; i++) written.Add(await WriteAloneAsync(steps, i, now, cancellationToken));
            return written;
        }
    }

    private async Task<bool> WriteAloneAsync(List<RunStep> steps, int index, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            return (await running.ApplyAsync([steps[index]], now, cancellationToken))[0];
        }
        catch (Exception exception) when (IsOfOneRun(exception))
        {
            steps[index] = Parked(steps[index].Before, Why(exception), now);
            return (await running.ApplyAsync([steps[index]], now, cancellationToken))[0];
        }
    }

    private static bool IsOfOneRun(Exception exception) =>
        exception is not (StorageUnavailableException or OperationCanceledException or ObjectDisposedException or ChannelClosedException);

    private static string Why(Exception exception) => $"the step failed: {exception.Message}";

    private static RunStep Parked(HeldRun held, string reason, Instant now)
    {
        var parked = held.Run with { Status = EnrollmentStatus.Parked, Reason = reason, EndedAt = now, DueAt = null };
        return new(held, new(parked, [], [new(now, null, "park", reason)]), "default", 0);
    }
}
