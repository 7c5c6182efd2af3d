using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Moves what the writer has committed from the write-ahead log to the database file, on a thread and a connection of its own: callers need not wait while
/// thousands of pages are copied and flushed. Commits are on disk before, in the log. What it cannot move (a reader stands in the way, the disk is full) stays in
/// the log for the next time; where the log grows too long all the same, the writer moves the rest itself, as <see cref="LongestLog"/> tells it.
/// </summary>
internal sealed class Checkpointer(string file) : IDisposable
{
    /// <summary>After how many written pages of 4 KiB the log is looked at.</summary>
    public const int PagesBetween = 4_000;

    /// <summary>Pages of log from which on the writer moves them itself.</summary>
    public const int LongestLog = 3 * PagesBetween;

    private readonly AutoResetEvent _due = new(false);
    private Thread? _thread;
    private long _written;
    private volatile bool _ended;

    /// <summary>Whether it may move; asked once its connection is open, so that an error of the disk that comes later is told to it too.</summary>
    public Func<bool> MayMove { get; set; } = () => true;

    /// <summary>Told after each move, on its thread.</summary>
    public Action? Moved { get; init; }

    /// <summary>To be called after each commit, by the writer.</summary>
    public void Committed(Session session)
    {
        _ = raw.sqlite3_db_status(session.Connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        if ((_written += pages) < PagesBetween) return;
        _written = 0;
        _thread ??= Start();
        _due.Set();
    }

    /// <summary>Waits for a move that has begun, and ends.</summary>
    public void Dispose()
    {
        _ended = true;
        _due.Set();
        _thread?.Join();
        _due.Dispose();
    }

    private Thread Start()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "database log" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (_due.WaitOne() && !_ended)
        {
            try
            {
                using var session = Session.OpenWriter(file);
                if (!MayMove()) continue;
                session.Execute("pragma wal_checkpoint(passive)");
                Moved?.Invoke();
            }
            catch (SqliteException)
            {
                // Nothing is lost: it is all in the log, and the writer, which moves it when this does not, tells its callers what is wrong with the file.
            }
        }
    }
}
