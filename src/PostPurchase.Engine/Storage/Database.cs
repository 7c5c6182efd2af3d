using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>One SQLite database: a single writer with group commit, and readers beside it that it never blocks.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly ConcurrentBag<Session> _idleReaders = [];
    private readonly WriteQueue _writes;
    private volatile bool _disposed;

    private Database(string file, IdSource ids, bool isDurable)
    {
        File = file;
        Ids = ids;
        _writes = new WriteQueue(() => Session.OpenWriter(file, isDurable));
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <summary>Where new ids come from; already past every id in the database.</summary>
    public IdSource Ids { get; }

    /// <summary>Opens the database, creates it where the file is missing, and brings it to the newest schema.</summary>
    /// <param name="file">Path of the file; its folder is created.</param>
    /// <param name="node">0..1023, different for each process that gives ids on this database at the same time.</param>
    /// <param name="isDurable">Whether each commit reaches the disk before it is answered; false only for a database that is thrown away.</param>
    /// <exception cref="InvalidOperationException">The database was made by a newer program.</exception>
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
        while (_idleReaders.TryTake(out var reader)) reader.Dispose();
    }

    /// <summary>Runs <paramref name="body"/> in the next group commit; completes when that is on disk. It may be run twice, so it only reads and writes its session.</summary>
    internal Task<T> WriteAsync<T>(Func<Session, T> body, CancellationToken cancellationToken) => _writes.RunAsync(body, cancellationToken);

    /// <summary>Reads beside the writer, one snapshot a statement.</summary>
    internal T Read<T>(Func<Session, T> body)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            if (!_idleReaders.TryTake(out var session)) session = Session.OpenReader(File);
            try
            {
                return body(session);
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
}
