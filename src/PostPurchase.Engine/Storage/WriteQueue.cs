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
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Session? _session;

    public WriteQueue(Func<Session> open)
    {
        _open = open;
        _session = open();
        _thread = new Thread(Work) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="body"/> in the next group and completes after its commit is on disk.</summary>
    /// <exception cref="StorageUnavailableException">The database could not be written: see there what that means.</exception>
    public async Task<T> RunAsync<T>(Func<Session, T> body, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation<T>(body, cancellationToken);
        await _waiting.Writer.WriteAsync(operation, cancellationToken);
        return await operation.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task;
    }

    private void Work()
    {
        var batch = new List<WriteOperation>(MaximumBatch);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Take(batch);
            if (batch.Count > 0) Write(batch);
            foreach (var operation in batch) operation.Complete();
            batch.Clear();
        }
        _session?.Dispose();
        _ended.SetResult();
    }

    private void Take(List<WriteOperation> batch)
    {
        while (batch.Count < MaximumBatch && _waiting.Reader.TryRead(out var operation))
        {
            if (operation.IsCancelled) operation.Cancel();
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
            GiveUp(batch, StorageUnavailableException.From(exception));
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
