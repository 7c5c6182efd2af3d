using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Webhooks;

/// <summary>The one way in for deliveries: lets in as many as can wait for the writer, and wakes the runner when one is on disk.</summary>
internal sealed class IntakeDoor(RunnerService runner, TimeProvider clock)
{
    /// <summary>How many events may wait for their commit at the same time; the writer's queue holds as many.</summary>
    private const int MostWaiting = 4_000;

    /// <summary>How many bytes of bodies may be held at the same time, from their first byte until they are stored. What is read from them takes a few times as much.</summary>
    private const long MostHeld = 64 * 1024 * 1024;

    private int _waiting;

    /// <summary>Memory for bodies.</summary>
    public ByteRoom Bytes { get; } = new(MostHeld);

    /// <summary>Reserves room for so many events; false where the queue is full. Give it back with <see cref="Leave"/>.</summary>
    public bool TryEnter(int events)
    {
        if (Interlocked.Add(ref _waiting, events) <= MostWaiting) return true;
        Leave(events);
        return false;
    }

    public void Leave(int events) => Interlocked.Add(ref _waiting, -events);

    /// <summary>What to say of a store that is not in the settings; null of one that is.</summary>
    public string? WhyNoStore(string store) => runner.Stores.Stores.ContainsKey(store) ? null : ReportEndpoints.NoStore(runner.Stores, store);

    /// <summary>Stores a delivery; completes when it is on disk.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be stored now.</exception>
    public async Task<IntakeAnswer> StoreAsync(Delivery delivery)
    {
        // Not cancelled when the sender hangs up: it would only send the same again.
        var answer = await runner.Intake.AcceptAsync(delivery, clock.Now(), CancellationToken.None);
        if (answer.IsDueSoon && delivery.Events.Count > 0) runner.WakeUp();
        return answer;
    }
}
