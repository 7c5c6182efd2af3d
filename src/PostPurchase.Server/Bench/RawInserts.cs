using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Bench;

/// <summary>The bound of intake: the rows that it wrote, put into an empty database of the same schema by one thread, as many purchases a commit as there are callers.</summary>
internal static class RawInserts
{
    private static readonly string[] s_tables = ["inbox", "event_key", "customer", "customer_alias", "consent", "purchase_key", "purchase", "line", "event", "enrollment"];

    /// <summary>Purchases a second, durably stored, and the processor seconds that 1,000 of them used.</summary>
    /// <param name="file">A database that holds <paramref name="count"/> purchases and nothing else.</param>
    /// <param name="copy">Path of the new database.</param>
    /// <param name="count">How many purchases there are.</param>
    /// <param name="group">How many go into one commit.</param>
    /// <param name="cancellationToken">Ends it between two commits.</param>
    public static async Task<(double PerSecond, double Cpu)> PerSecondAsync(string file, string copy, int count, int group, CancellationToken cancellationToken)
    {
        var tables = s_tables.Select(name => (Name: name, Rows: RowsOf(file, name))).ToList();
        await Database.Open(copy).DisposeAsync();
        using var session = Session.OpenWriter(copy);
        var statements = tables.ConvertAll(table => new Statement(session.Connection, $"insert into {table.Name} values ({string.Join(',', table.Rows[0].Select((_, i) => $"@p{i}"))})"));
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (var first = 0; first < count; first += group)
        {
            cancellationToken.ThrowIfCancellationRequested();
            session.Begin();
            for (var number = first; number < Math.Min(count, first + group); number++)
            {
                for (var table = 0; table < tables.Count; table++) Insert(statements[table], tables[table].Rows, number, count);
            }
            session.Commit();
        }
        var (rate, used) = (count / watch.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - cpu);
        statements.ForEach(statement => statement.Dispose());
        return (rate, used.TotalSeconds * 1_000 / count);
    }

    /// <summary>Binds a value as it was read.</summary>
    public static void Bind(Statement statement, object value) => _ = value switch
    {
        long whole => statement.With(whole),
        string text => statement.With(text),
        byte[] blob => statement.WithBlob(blob),
        _ => statement.WithNull(),
    };

    /// <summary>All rows of a table, column by column, in the order of its key.</summary>
    public static List<object[]> RowsOf(string file, string table)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names are constants
        command.CommandText = $"select * from {table}";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        // In the order in which intake wrote them: ids are time-ordered, and they are the first or the last column of every key.
        return table is "event_key" or "purchase_key" or "customer_alias" ? [.. rows.OrderBy(row => (long)row[^1])] : rows;
    }

    private static void Insert(Statement statement, List<object[]> rows, int number, int count)
    {
        for (var row = (long)rows.Count * number / count; row < (long)rows.Count * (number + 1) / count; row++)
        {
            foreach (var value in rows[(int)row]) Bind(statement, value);
            statement.Run();
        }
    }
}
