using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>One SQLite database: a single writer with group commit, and readers beside it that it never blocks.</summary>
public sealed class Database : IAsyncDisposable
{
    private const int Room = 256 * 1024;

    private readonly ConcurrentBag<Session> _idleReaders = [];
    private readonly WriteQueue _writes;
    private readonly SemaphoreSlim _trying = new(1, 1);
    private volatile bool _disposed;

    private Database(string file, IdSource ids, bool isDurable)
    {
        File = file;
        Ids = ids;
        _writes = isDurable
            ? new WriteQueue(() => Session.OpenWriter(file, Flush.Moves, Checkpointer.LongestLog), new Checkpointer(file), Disk.Flush)
            : new WriteQueue(() => Session.OpenWriter(file, Flush.Nothing));
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <summary>Where new ids come from; already past every id in the database.</summary>
    public IdSource Ids { get; }

    /// <summary>Opens the database, creates it where the file is missing, and brings it to the newest schema.</summary>
    /// <param name="file">Path of the file; its folder is created.</param>
    /// <param name="node">0..1023, different for each process that gives ids on this database at the same time.</param>
    /// <param name="isDurable">Whether each commit reaches the disk before it is answered; false only for a database that is thrown away.</param>
    /// <exception cref="UnusableDatabaseException">The database was made by a newer program, or the file is none.</exception>
    /// <exception cref="StorageUnavailableException">The file cannot be opened or written.</exception>
    public static Database Open(string file, int node = 0, bool isDurable = true)
    {
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var ids = new IdSource(node);
        try
        {
            using var session = Session.OpenWriter(path);
            Migrations.Apply(session);
            ids.StartAfter(session[DatabaseSql.GreatestId].First(row => row.Long(0)));
            return new Database(path, ids, isDurable);
        }
        catch (SqliteException exception) when (UnusableDatabaseException.Explains(exception))
        {
            throw UnusableDatabaseException.From(path, exception);
        }
        catch (SqliteException exception) when (StorageUnavailableException.Explains(exception))
        {
            throw StorageUnavailableException.From(exception);
        }
    }

    /// <summary>Writes all that waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _writes.DisposeAsync();
        _trying.Dispose();
        while (_idleReaders.TryTake(out var reader)) reader.Dispose();
    }

    /// <summary>Why something could not be written, until <see cref="TroubleAsync"/> finds that it can; nothing is tried.</summary>
    internal string? LastTrouble => _writes.Trouble;

    /// <summary>Whether the log must be left to the writer now: it may hold what is not on disk.</summary>
    internal bool IsLogBroken => _writes.IsBroken;

    /// <summary>How many operations were written so far: two looks at it tell how busy the writer is.</summary>
    internal long WriteCount => _writes.Done;

    /// <summary>
    /// Why nothing can be written now, or null where all went well so far. After a write that did not, it is tried whether there is room for a group of webhooks
    /// beside the database: so the answer is known as soon as the cause is gone, also while nobody writes.
    /// </summary>
    public async Task<string?> TroubleAsync(CancellationToken cancellationToken = default)
    {
        if (LastTrouble is not { } trouble) return null;
        await _trying.WaitAsync(cancellationToken);
        try
        {
            await TryRoomAsync(cancellationToken);
            if (_writes.IsBroken) return trouble;
            _writes.IsOver(trouble);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return trouble;
        }
        finally
        {
            _trying.Release();
        }
    }

    /// <summary>Moves all that was committed from the write-ahead log to the file and cuts the log, unless somebody reads for longer than a second; then it is overwritten in time.</summary>
    internal Task EmptyLogAsync() => Task.Run(() =>
    {
        try
        {
            using var session = Session.OpenWriter(File);
            if (_writes.IsBroken) return;
            session.Execute("pragma busy_timeout = 1000; pragma wal_checkpoint(truncate)");
        }
        catch (SqliteException)
        {
            // Nothing is lost: what is wrong with the file is told by the next write.
        }
    });

    /// <summary>Runs <paramref name="body"/> in the next group commit; completes when that is on disk. It may be run twice, so it only reads and writes its session.</summary>
    internal Task<T> WriteAsync<T>(Func<Session, T> body, CancellationToken cancellationToken) => _writes.RunAsync(body, isShort: false, cancellationToken);

    /// <summary>The same for callers whose own next moments are short and never block, such as an answer to a shop: they share a thread.</summary>
    internal Task<T> WriteShortAsync<T>(Func<Session, T> body, CancellationToken cancellationToken) => _writes.RunAsync(body, isShort: true, cancellationToken);

    /// <summary>Reads beside the writer, all of it from one snapshot: what several statements say fits together, and pages are fetched once.</summary>
    internal T Read<T>(Func<Session, T> body)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            if (!_idleReaders.TryTake(out var session)) session = Session.OpenReader(File);
            try
            {
                return session.ReadAtOnce(body);
            }
            finally
            {
                if (_disposed) session.Dispose();
                else _idleReaders.Add(session);
            }
        }
        catch (SqliteException exception) when (StorageUnavailableException.Explains(exception))
        {
            throw StorageUnavailableException.From(exception);
        }
    }

    private async Task TryRoomAsync(CancellationToken cancellationToken)
    {
        await using var probe = new FileStream(File + ".probe", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
        await probe.WriteAsync(new byte[Room], cancellationToken);
        await probe.FlushAsync(cancellationToken);
        Disk.Flush(probe.SafeFileHandle);
    }
}
