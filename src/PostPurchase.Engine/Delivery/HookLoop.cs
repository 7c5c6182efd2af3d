using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Posts webhook steps while the program runs, several at a time and apart from mail: a receiver that is slow delays neither mail nor, for long, other receivers.</summary>
internal sealed class HookLoop : IAsyncDisposable
{
    private const int Window = 16;
    private static readonly Duration SoonAgain = Duration.FromSeconds(30);

    private readonly SendLedger _ledger;
    private readonly ClaimsInHand _inHand;
    private readonly HookPoster _poster;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly OutcomeWriter _outcomes;
    private readonly SemaphoreSlim _places = new(Window);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Nothing is claimed before the first step.</summary>
    public HookLoop(DeliverySetup setup, TimeProvider clock, ILogger log)
    {
        (_clock, _log) = (clock, log);
        _ledger = new(setup.Database);
        _inHand = new(_ledger, SendChannel.Webhook);
        _poster = new(setup);
        _outcomes = new(setup.Database, clock, log, Written);
    }

    /// <summary>Told of each that ended or goes on later, after it is on disk. Called one at a time.</summary>
    public Action<DeliveryEvent>? Observer { get; init; }

    /// <summary>Claims what is due, as much as there is room for; returns how many there were. For <see cref="DueLoop"/>.</summary>
    public async Task<int> StepAsync(Instant now, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var room = 1;
        while (_places.Wait(0, CancellationToken.None)) room++;
        var count = 0;
        try
        {
            var claimed = await _inHand.ClaimAsync(() => HookPoster.ClaimAsync(_ledger, room, now, cancellationToken), cancellationToken);
            count = claimed.Count;
            foreach (var context in claimed) _ = Task.Run(() => PostAsync(context), CancellationToken.None);
            return count;
        }
        finally
        {
            if (room > count) _places.Release(room - count);
        }
    }

    /// <summary>When the next falls due, or null.</summary>
    public Task<Instant?> NextDueAtAsync() => _ledger.NextDueAtAsync(Deliverer.Hooks);

    /// <summary>Waits until everything that was claimed has ended or goes on later, on disk.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < Window; taken++) await _places.WaitAsync(cancellationToken);
        await _outcomes.CompleteAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Stops at once; what was claimed is found by recovery, and posted again once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _outcomes.EndAsync();
    }

    private async Task PostAsync(SendContext context)
    {
        try
        {
            await _outcomes.AddAsync(new(await _poster.PostAsync(_ledger, context.Send, _clock.Now, _stopping.Token), null), context, null);
        }
        catch (Exception exception) when (exception is OperationCanceledException or System.Threading.Channels.ChannelClosedException && _stopping.IsCancellationRequested)
        {
            // Stopped under way: it stays as it is, and recovery looks at it.
            _places.Release();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (exception is not StorageUnavailableException) Log.HookFailed(_log, exception, context.Send.Id.Value);
            var now = _clock.Now();
            await _outcomes.AddAsync(new(new(context.Send, SendState.Deferred, now, "deferred: it could not be posted", now + SoonAgain), null), context, null);
        }
    }

    private void Written(IReadOnlyList<DeliveryEvent> batch)
    {
        foreach (var happened in batch) _inHand.Done(happened.Send.Id);
        _places.Release(batch.Count);
        foreach (var happened in batch) Tell(happened);
    }

    private void Tell(DeliveryEvent happened)
    {
        try
        {
            Observer?.Invoke(happened);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.ObserverFailed(_log, exception, happened.Send.Id.Value);
        }
    }
}
