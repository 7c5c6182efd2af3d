namespace PostPurchase.Mail.Smtp;

/// <summary>
/// The few envelopes that wait for a connection: first in, first out, except that what a broken connection gives back goes first.
/// An idle connection parks here and is handed the next envelope directly; where none is parked, <paramref name="wanted"/> is called.
/// </summary>
#pragma warning disable CA1001 // the semaphore holds no handle as long as nobody asks for one, and late callers must not meet a disposed one
internal sealed class SendQueue(int places, TimeProvider time, Action wanted)
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedSend> _waiting = [];
    private readonly LinkedList<TaskCompletionSource<QueuedSend?>> _parked = [];
    private readonly SemaphoreSlim _places = new(places);
    private bool _closed;

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _waiting.Count == 0;
        }
    }

    /// <summary>Waits until there is a place for one more envelope, or until <paramref name="stopped"/>.</summary>
    public async ValueTask ReserveAsync(CancellationToken stopped, CancellationToken cancellationToken)
    {
        if (_places.Wait(0, cancellationToken)) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopped, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return; // the pool stopped: the caller finds out next
        }
    }

    /// <summary>Gives a place back that was reserved for nothing.</summary>
    public void Release() => _places.Release();

    /// <summary>Adds an envelope at the end.</summary>
    public void Add(QueuedSend item) => Put(item, first: false);

    /// <summary>Adds an envelope that was taken before, at the front.</summary>
    public void GiveBack(QueuedSend item) => Put(item, first: true);

    /// <summary>The next envelope, or null where none waits.</summary>
    public QueuedSend? TryTake()
    {
        lock (_gate)
        {
            if (_waiting.First is not { } node) return null;
            _waiting.Remove(node);
            return Leave(node.Value);
        }
    }

    /// <summary>Parks until there is an envelope; null after <paramref name="patience"/>, or at once where the queue is closed and empty.</summary>
    public async ValueTask<QueuedSend?> TakeAsync(TimeSpan patience)
    {
        TaskCompletionSource<QueuedSend?> seat;
        lock (_gate)
        {
            if (TryTake() is { } item) return item;
            if (_closed) return null;
            seat = new TaskCompletionSource<QueuedSend?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _parked.AddLast(seat);
        }

        using var limit = time.CreateTimer(_ => Unpark(seat), null, patience, Timeout.InfiniteTimeSpan);
        return await seat.Task;
    }

    /// <summary>Sends parked connections home; what waits can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var seat in _parked) seat.TrySetResult(null);
            _parked.Clear();
        }
    }

    private void Put(QueuedSend item, bool first)
    {
        lock (_gate)
        {
            if (_parked.First is { } seat)
            {
                _parked.RemoveFirst();
                seat.Value.SetResult(Leave(item));
                return;
            }

            if (first) _waiting.AddFirst(item);
            else _waiting.AddLast(item);
        }

        wanted();
    }

    private QueuedSend Leave(QueuedSend item)
    {
        if (item.HoldsPlace) _places.Release();
        item.HoldsPlace = false;
        return item;
    }

    private void Unpark(TaskCompletionSource<QueuedSend?> seat)
    {
        lock (_gate)
        {
            if (_parked.Remove(seat)) seat.SetResult(null);
        }
    }
}
