using Dapper;
using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>One open connection with its prepared statements and known names. Used by one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private static readonly Sql s_begin = new("begin immediate");
    private static readonly Sql s_look = new("begin deferred");
    private static readonly Sql s_commit = new("commit");
    private static readonly Sql s_savepoint = new("savepoint operation");
    private static readonly Sql s_release = new("release operation");
    private static readonly Sql s_undo = new("rollback to operation");

    private Statement?[] _statements = new Statement?[64];

    private Session(SqliteConnection connection)
    {
        Connection = connection;
        Names = new NameTable(this);
    }

    /// <summary>For Dapper, where a path is not hot.</summary>
    public SqliteConnection Connection { get; }

    public NameTable Names { get; }

    /// <summary>Numbers of journey versions, by journey and hash; never changed once given.</summary>
    public Dictionary<(long Journey, string Hash), long> Versions { get; } = [];

    /// <summary>Hashes of journey versions, by number.</summary>
    public Dictionary<long, string> VersionHashes { get; } = [];

    /// <summary>Sets of link targets that are in the database.</summary>
    public Dictionary<long, byte[]> TargetSets { get; } = [];

    /// <summary>Versions of templates that are in the database, by name and hash.</summary>
    public HashSet<(string Template, string Hash)> TemplateVersions { get; } = [];

    /// <summary>The prepared form of a statement, without values; prepared once.</summary>
    public Statement this[Sql sql]
    {
        get
        {
            if (sql.Number >= _statements.Length) Array.Resize(ref _statements, Math.Max(sql.Number + 1, _statements.Length * 2));
            return (_statements[sql.Number] ??= new Statement(Connection, sql.Text)).Anew();
        }
    }

    /// <summary>Opens a connection that writes.</summary>
    /// <param name="file">Path of the database.</param>
    /// <param name="flush">What of a commit reaches the disk by itself.</param>
    /// <param name="longestLog">Pages of log from which on a commit moves them to the file.</param>
    public static Session OpenWriter(string file, Flush flush = Flush.Commits, int longestLog = Checkpointer.PagesBetween) => Open(file, SqliteOpenMode.ReadWriteCreate, $"""
        pragma journal_mode = wal;
        pragma synchronous = {flush switch { Flush.Commits => "full", Flush.Moves => "normal", _ => "off" }};
        pragma foreign_keys = off;
        pragma secure_delete = fast;
        pragma temp_store = memory;
        pragma cache_size = -32768;
        pragma wal_autocheckpoint = {longestLog};
        pragma journal_size_limit = 67108864;
        """);

    // query_only instead of a read-only mode: a reader of a WAL database has to write to its shared memory file.
    public static Session OpenReader(string file) => Open(file, SqliteOpenMode.ReadWrite, """
        pragma query_only = on;
        pragma temp_store = memory;
        pragma cache_size = -8192;
        """);

    /// <summary>Runs all statements of <paramref name="body"/> in one snapshot, which begins with the first of them.</summary>
    public T ReadAtOnce<T>(Func<Session, T> body)
    {
        this[s_look].Run();
        try
        {
            return body(this);
        }
        finally
        {
            // An error of the disk may have ended it already.
            if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0) this[s_commit].Run();
        }
    }

    /// <summary>Overwrites everything that <paramref name="body"/> deletes or replaces, also where that costs more pages to write; usually only what lies in pages that are written anyway.</summary>
    public T Wiping<T>(Func<T> body)
    {
        Execute("pragma secure_delete = on");
        try
        {
            return body();
        }
        finally
        {
            Execute("pragma secure_delete = fast");
        }
    }

    public void Begin() => this[s_begin].Run();

    public void Commit() => this[s_commit].Run();

    public void RollBack()
    {
        // SQLite may have rolled back on its own (disk full, I/O error); a second rollback would be an error.
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0) Execute("rollback");
        Forget();
    }

    /// <summary>Moves all of the log to the database file, and flushes both; false where a reader stands in the way for too long.</summary>
    public bool TryMoveLog() => Connection.ExecuteScalar<long>("pragma wal_checkpoint(truncate)") == 0;

    public void BeginApart() => this[s_savepoint].Run();

    public void KeepApart() => this[s_release].Run();

    public void UndoApart()
    {
        this[s_undo].Run();
        this[s_release].Run();
        Forget();
    }

    public void Execute(string script)
    {
        using var command = Connection.CreateCommand();
#pragma warning disable CA2100 // every script is a constant or an embedded migration; nothing of a user reaches it
        command.CommandText = script;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement?.Dispose();
        Connection.Dispose();
    }

    private void Forget()
    {
        Names.Forget();
        Versions.Clear();
        VersionHashes.Clear();
        TargetSets.Clear();
        TemplateVersions.Clear();
    }

    private static Session Open(string file, SqliteOpenMode mode, string settings)
    {
        _ = SqliteMemory.Prepare();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            SqliteMemory.Enlarge(connection.Handle!);
            // Other commands are guests that write in short transactions; we wait for them.
            _ = SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, 10_000);
            var session = new Session(connection);
            session.Execute(settings);
            return session;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }
}
