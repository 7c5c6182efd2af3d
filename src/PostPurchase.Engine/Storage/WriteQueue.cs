using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The one writer. Callers queue operations; a thread of its own takes all that wait (up to <see cref="MaximumBatch"/>), runs them in one transaction,
/// commits once and only then answers each. One that throws is undone alone. An operation may be run twice, so it must do nothing but
/// read and write its session.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int MaximumBatch = 512;

    private readonly Channel<WriteOperation> _waiting = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Func<Session> _open;
    private readonly Checkpointer? _checkpointer;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The channel's own waiting goes by way of the pool, which is a second thread to wake for each batch.
    private readonly object _sleep = new();
    private Session? _session;
    private string? _trouble;
    private long _done;
    private int _sleeps;

    /// <summary>Starts to write.</summary>
    /// <param name="open">Opens the connection, again after an I/O error.</param>
    /// <param name="checkpointer">Moves what was committed beside the writer, and is disposed with it; null where the connection does that itself.</param>
    public WriteQueue(Func<Session> open, Checkpointer? checkpointer = null)
    {
        (_open, _checkpointer) = (open, checkpointer);
        _session = open();
        _thread = new Thread(Work) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    /// <summary>How many operations were written or refused so far: how busy the writer is, seen from outside.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Why a group could not be written, until <see cref="IsOver"/>: that a smaller one went well afterwards says little about a full disk.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Tells that a trouble is over, unless there is another by now.</summary>
    public void IsOver(string trouble) => Interlocked.CompareExchange(ref _trouble, null, trouble);

    /// <summary>Runs <paramref name="body"/> in the next group and completes after its commit is on disk.</summary>
    /// <param name="body">Reads and writes its session; may run twice.</param>
    /// <param name="isShort">Whether what the caller does afterwards is short and never blocks.</param>
    /// <param name="cancellationToken">Gives up while it waits for its turn.</param>
    /// <exception cref="StorageUnavailableException">The database could not be written: see there what that means.</exception>
    public Task<T> RunAsync<T>(Func<Session, T> body, bool isShort, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation<T>(body, isShort, cancellationToken);
        if (!_waiting.Writer.TryWrite(operation)) return LaterAsync(operation, cancellationToken);
        WakeUp();
        return operation.Task;
    }

    private async Task<T> LaterAsync<T>(WriteOperation<T> operation, CancellationToken cancellationToken)
    {
        await _waiting.Writer.WriteAsync(operation, cancellationToken);
        WakeUp();
        return await operation.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        WakeUp();
        await _ended.Task;
    }

    private void Work()
    {
        var batch = new List<WriteOperation>(MaximumBatch);
        while (Await())
        {
            Take(batch);
            if (batch.Count == 0) continue;
            Write(batch);
            Completions.Queue(batch);
            if (_session is { } session) _checkpointer?.Committed(session);
            Interlocked.Add(ref _done, batch.Count);
            batch.Clear();
        }
        _checkpointer?.Dispose();
        _session?.Dispose();
        _ended.SetResult();
    }

    // Sleeps until something waits; false when nothing comes any more. It says that it sleeps before it looks, and callers look whether it sleeps after they
    // wrote: one of the two sees the other.
    private bool Await()
    {
        if (_waiting.Reader.TryPeek(out _)) return true;
        lock (_sleep)
        {
            while (true)
            {
                Interlocked.Exchange(ref _sleeps, 1);
                if (_waiting.Reader.TryPeek(out _)) break;
                if (_waiting.Reader.Completion.IsCompleted) return false;
                Monitor.Wait(_sleep);
            }

            Interlocked.Exchange(ref _sleeps, 0);
        }

        // Others that were about to write get the moment to join: a commit costs the same for one as for many.
        Thread.Yield();
        return true;
    }

    private void WakeUp()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeps) == 0 || Interlocked.Exchange(ref _sleeps, 0) == 0) return;
        lock (_sleep) Monitor.Pulse(_sleep);
    }

    private void Take(List<WriteOperation> batch)
    {
        while (batch.Count < MaximumBatch && _waiting.Reader.TryRead(out var operation))
        {
            if (operation.IsCancelled) ThreadPool.UnsafeQueueUserWorkItem(static gone => gone.Cancel(), operation, preferLocal: false);
            else batch.Add(operation);
        }
    }

    private void Write(List<WriteOperation> batch)
    {
        try
        {
            var session = _session ??= _open();
            if (!TryTogether(session, batch)) EachApart(session, batch);
        }
        catch (SqliteException exception) when (StorageUnavailableException.Explains(exception))
        {
            var unavailable = StorageUnavailableException.From(exception);
            Volatile.Write(ref _trouble, unavailable.Message);
            GiveUp(batch, unavailable);
        }
        catch (SqliteException exception)
        {
            GiveUp(batch, exception);
        }
    }

    // Without savepoints, which would copy each changed page once more for every operation: failures are rare and cost a second run.
    private static bool TryTogether(Session session, List<WriteOperation> batch)
    {
        session.Begin();
        try
        {
            foreach (var operation in batch) operation.Execute(session);
        }
        catch (Exception exception) when (exception is not SqliteException sqlite || !StorageUnavailableException.Explains(sqlite))
        {
            session.RollBack();
            return false;
        }
        session.Commit();
        return true;
    }

    private static void EachApart(Session session, List<WriteOperation> batch)
    {
        session.Begin();
        foreach (var operation in batch)
        {
            session.BeginApart();
            try
            {
                operation.Execute(session);
                session.KeepApart();
            }
            catch (Exception exception) when (exception is not SqliteException sqlite || !StorageUnavailableException.Explains(sqlite))
            {
                operation.Failed(exception);
                session.UndoApart();
            }
        }
        session.Commit();
    }

    // The connection is opened anew for the next batch: after an I/O error its cache cannot be trusted.
    private void GiveUp(List<WriteOperation> batch, Exception reason)
    {
        foreach (var operation in batch) operation.Failed(reason);
        _session?.Dispose();
        _session = null;
    }
}
