using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Simulation;

/// <summary>Plays events through an engine in virtual time: the clock jumps from one due instant to the next.</summary>
internal static class VirtualTime
{
    /// <summary>
    /// Plays events in order of their instants up to <paramref name="until"/> (not included). Those from before <paramref name="from"/> are history
    /// and start nothing.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="events">In any order; equal instants keep theirs.</param>
    /// <param name="from">Where the clock starts.</param>
    /// <param name="until">Where it ends.</param>
    /// <param name="progress">Told the virtual instant as it moves.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task PlayAsync(
        PostPurchaseEngine engine, IReadOnlyList<StoreEvent> events, Instant from, Instant until, IProgress<Instant>? progress, CancellationToken cancellationToken)
    {
        var queue = new Queue<StoreEvent>(events.Where(fact => fact.OccurredAt < until).OrderBy(fact => fact.OccurredAt));
        while (queue.TryPeek(out var old) && old.OccurredAt < from) await TakeAsync(engine, queue.Dequeue(), from, isHistory: true, cancellationToken);
        var now = from;
        var nights = engine.Jobs.Where(job => job.InVirtualTime).ToDictionary(job => job, job => job.When.NextAfter(from));
        while (!cancellationToken.IsCancellationRequested)
        {
            var due = await engine.NextDueAtAsync();
            var arrival = queue.TryPeek(out var first) ? first.OccurredAt : (Instant?)null;
            var night = nights.Count == 0 ? (Instant?)null : nights.Values.Min();
            if (Earlier(Earlier(due, arrival), night) is not { } next || next >= until) return;
            if (next > now) now = next;
            progress?.Report(now);
            while (queue.TryPeek(out var fact) && fact.OccurredAt <= now) await TakeAsync(engine, queue.Dequeue(), now, isHistory: false, cancellationToken);
            foreach (var (job, _) in nights.Where(job => job.Value <= now).ToList())
            {
                await job.RunAsync(now, cancellationToken);
                nights[job] = job.When.NextAfter(now);
            }

            await engine.DoDueAsync(now, cancellationToken);
        }
    }

    private static Task<Engine.Intake.IntakeAnswer> TakeAsync(PostPurchaseEngine engine, StoreEvent fact, Instant now, bool isHistory, CancellationToken cancellationToken) => engine.Intake.AcceptAsync(
        new Intake.Delivery { Source = "file", DeliveryId = null, Body = Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact)), Events = [fact], IsHistory = isHistory }, now, cancellationToken);

    private static Instant? Earlier(Instant? a, Instant? b) => a is null ? b : b is null ? a : Instant.Min(a.Value, b.Value);
}
