using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using SQLitePCL;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// A prepared statement. The hot paths use it instead of SqliteCommand and Dapper because those look every parameter up by name and box
/// every value: for rows of a dozen columns that costs more than SQLite itself. Values are given in the order in which the
/// named parameters first appear; a statement that gets too few or too many refuses to run.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _parameterCount;
    // Kept for the next text: one on the stack would be cleared for each of them.
    private readonly byte[] _text = new byte[1024];
    private int _bound;

    public Statement(SqliteConnection connection, string text)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, text, out _statement), _database);
        _parameterCount = raw.sqlite3_bind_parameter_count(_statement);
    }

    /// <summary>Begins with the first value again: who had it before may have failed between two values.</summary>
    public Statement Anew()
    {
        _bound = 0;
        return this;
    }

    public Statement With(long value) => Bound(raw.sqlite3_bind_int64(_statement, ++_bound, value));

    public Statement With(long? value) => value is { } given ? With(given) : WithNull();

    public Statement With(bool value) => With(value ? 1L : 0L);

    public Statement With(bool? value) => value is { } given ? With(given) : WithNull();

    public Statement With(Instant value) => With(value.ToUnixTimeMilliseconds());

    public Statement With(Instant? value) => value is { } given ? With(given) : WithNull();

    public Statement With(double value) => Bound(raw.sqlite3_bind_double(_statement, ++_bound, value));

    public Statement With(double? value) => value is { } given ? With(given) : WithNull();

    public Statement With(string? value)
    {
        if (value is null) return WithNull();
        var bytes = Encoding.UTF8.GetMaxByteCount(value.Length) > _text.Length ? Encoding.UTF8.GetBytes(value) : _text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text));
        return Bound(raw.sqlite3_bind_text(_statement, ++_bound, bytes));
    }

    /// <summary>Text that is in UTF-8 already; null for none.</summary>
    public Statement WithText(ReadOnlyMemory<byte>? utf8) => utf8 is { } text ? Bound(raw.sqlite3_bind_text(_statement, ++_bound, text.Span)) : WithNull();

    public Statement WithBlob(ReadOnlySpan<byte> value) => Bound(raw.sqlite3_bind_blob(_statement, ++_bound, value));

    public Statement WithNull() => Bound(raw.sqlite3_bind_null(_statement, ++_bound));

    /// <summary>Runs a statement that returns nothing; gives the number of rows that it changed.</summary>
    public int Run()
    {
        Start();
        Finish(raw.sqlite3_step(_statement));
        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first row, or the default value where there is none.</summary>
    public T? First<T>(Func<Statement, T> read)
    {
        Start();
        var result = default(T);
        var code = raw.SQLITE_DONE;
        try
        {
            code = raw.sqlite3_step(_statement);
            if (code == raw.SQLITE_ROW) result = read(this);
        }
        finally
        {
            Finish(code);
        }
        return result;
    }

    /// <summary>All rows in the order of the statement.</summary>
    public List<T> All<T>(Func<Statement, T> read)
    {
        var rows = new List<T>();
        Each(row => rows.Add(read(row)));
        return rows;
    }

    /// <summary>Reads all rows in the order of the statement, and keeps none.</summary>
    public void Each(Action<Statement> read)
    {
        Start();
        var code = raw.SQLITE_DONE;
        try
        {
            while ((code = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW) read(this);
        }
        finally
        {
            Finish(code);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int(int column) => raw.sqlite3_column_int(_statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public bool? BoolOrNull(int column) => IsNull(column) ? null : Long(column) != 0;

    public Instant At(int column) => Instant.FromUnixTimeMilliseconds(Long(column));

    public Instant? AtOrNull(int column) => IsNull(column) ? null : At(column);

    public double Double(int column) => raw.sqlite3_column_double(_statement, column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : Double(column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private Statement Bound(int code)
    {
        if (code == raw.SQLITE_OK) return this;
        _bound = 0;
        SqliteException.ThrowExceptionForRC(code, _database);
        return this;
    }

    private void Start()
    {
        var given = _bound;
        _bound = 0;
        if (given != _parameterCount) throw new InvalidOperationException($"{given} values for the {_parameterCount} parameters of: {raw.sqlite3_sql(_statement).utf8_to_string()}");
    }

    private void Finish(int code)
    {
        // The error is read before the reset, which would replace it.
        try
        {
            if (code is not raw.SQLITE_DONE and not raw.SQLITE_ROW) SqliteException.ThrowExceptionForRC(code, _database);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }
}
