using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The one writer. Callers queue operations; a thread of its own takes all that wait (up to <see cref="MaximumBatch"/>), runs them in one transaction and
/// commits once; each is answered when the commit is on disk, which a second thread sees to. One that throws is undone alone. An operation may be run twice, so
/// it must do nothing but read and write its session.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int FirstBatch = 64;
    private const int MaximumBatch = 512;
    private static readonly TimeSpan s_betweenMendings = TimeSpan.FromSeconds(1);

    private readonly Channel<WriteOperation> _waiting = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Func<Session> _open;
    private readonly Checkpointer? _checkpointer;
    private readonly LogFlusher? _flusher;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The channel's own waiting goes by way of the pool, which is a second thread to wake for each batch.
    private readonly object _sleep = new();
    private Session? _session;
    private SafeFileHandle? _log;
    private TimeSpan _beforeMending;
    private string? _trouble;
    private long _done;
    private int _sleeps;

    /// <summary>Starts to write.</summary>
    /// <param name="open">Opens the connection, again after an I/O error.</param>
    /// <param name="checkpointer">Moves what was committed beside the writer, and is disposed with it; null where the connection does that itself.</param>
    /// <param name="flush">Brings the log to the disk after a commit; null where the connection does that itself or nothing has to be kept.</param>
    public WriteQueue(Func<Session> open, Checkpointer? checkpointer = null, Action<SafeFileHandle>? flush = null)
    {
        (_open, _checkpointer) = (open, checkpointer);
        _session = open();
        if (flush is not null)
        {
            // Before anything is committed: an error of the disk is told once to each that has the log open.
            _log = OpenLog(_session);
            _flusher = new LogFlusher(flush, Flushed);
        }
        if (checkpointer is not null) checkpointer.MayMove = () => !IsBroken;
        _thread = new Thread(Work) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    /// <summary>How many operations were written or refused so far: how busy the writer is, seen from outside.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Why a group could not be written, until <see cref="IsOver"/>: that a smaller one went well afterwards says little about a full disk.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Whether a flush failed and not everything that was committed is on disk: until it is, nobody else may move the log either.</summary>
    public bool IsBroken => _flusher is { IsBroken: true };

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
        while (Await())
        {
            // A list of its own for each group: the flusher keeps it while the next is written.
            var batch = Take();
            if (batch.Count > 0) Write(batch);
            else if (IsBroken) TryMend();
        }

        _flusher?.Dispose();
        _log?.Dispose();
        _checkpointer?.Dispose();
        _session?.Dispose();
        _ended.SetResult();
    }

    private void Flushed(List<WriteOperation> batch, StorageUnavailableException? failure)
    {
        if (failure is not null) Fail(batch, failure);
        Completions.Queue(batch);
        // The writer mends at once, also where nothing waits.
        if (failure is not null) WakeUp();
    }

    private void Fail(List<WriteOperation> batch, Exception reason)
    {
        if (reason is StorageUnavailableException) Volatile.Write(ref _trouble, reason.Message);
        foreach (var operation in batch) operation.Failed(reason);
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
                if (IsBroken)
                {
                    Monitor.Wait(_sleep, _beforeMending);
                    _beforeMending = s_betweenMendings;
                    break;
                }
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

    private List<WriteOperation> Take()
    {
        var batch = new List<WriteOperation>(FirstBatch);
        while (batch.Count < MaximumBatch && _waiting.Reader.TryRead(out var operation))
        {
            if (operation.IsCancelled) ThreadPool.UnsafeQueueUserWorkItem(static gone => gone.Cancel(), operation, preferLocal: false);
            else batch.Add(operation);
        }
        return batch;
    }

    private void Write(List<WriteOperation> batch)
    {
        try
        {
            var session = Opened();
            Mend(session);
            if (!TryTogether(session, batch)) EachApart(session, batch);
            _checkpointer?.Committed(session);
            Interlocked.Add(ref _done, batch.Count);
            if (_flusher is null) Completions.Queue(batch);
            else _flusher.Add(_log!, batch);
        }
        catch (SqliteException exception) when (StorageUnavailableException.Explains(exception))
        {
            GiveUp(batch, StorageUnavailableException.From(exception));
        }
        catch (SqliteException exception)
        {
            GiveUp(batch, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            GiveUp(batch, StorageUnavailableException.From(exception));
        }
    }

    private Session Opened()
    {
        _session ??= _open();
        if (_flusher is not null) _log ??= OpenLog(_session);
        return _session;
    }

    private void TryMend()
    {
        try
        {
            Mend(Opened());
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            Close();
        }
    }

    // After a failed flush the system may take pages of the log for written that are not (https://wiki.postgresql.org/wiki/Fsync_Errors), and all that stands behind
    // them would be lost with them: so everything is moved to the database file, and flushed there, before anything else is written.
    private void Mend(Session session)
    {
        if (_flusher is not { IsBroken: true }) return;
        _flusher.Settle();
        if (!session.TryMoveLog()) throw new IOException("a reader stands in the way of what has to be moved after a failed flush");
        _flusher.Mended();
        _beforeMending = TimeSpan.Zero;
    }

    private static SafeFileHandle OpenLog(Session session) =>
        File.OpenHandle(session.Connection.DataSource + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

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
        Fail(batch, reason);
        Interlocked.Add(ref _done, batch.Count);
        Completions.Queue(batch);
        Close();
    }

    private void Close()
    {
        _flusher?.Settle();
        _log?.Dispose();
        _session?.Dispose();
        (_log, _session) = (null, null);
    }
}
