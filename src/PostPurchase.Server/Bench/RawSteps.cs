using System.Diagnostics;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Bench;

/// <summary>The bound of steps: the rows that advancing changed and added, written by one thread into a copy of the database from before, with nothing read and nothing decided.</summary>
internal static class RawSteps
{
    private const int Group = 512;
    private static readonly string[] s_columns = ["step", "phase", "due_at", "arrived_at", "document", "id", "owner"];

    /// <summary>Steps a second, durably stored.</summary>
    /// <param name="before">The copy from before; it is changed.</param>
    /// <param name="after">The database after.</param>
    public static double PerSecond(string before, string after)
    {
        var (runs, sends) = (RawInserts.RowsOf(after, "enrollment"), RawInserts.RowsOf(after, "send"));
        using var session = Session.OpenWriter(before);
        using var update = new Statement(session.Connection, """
            update enrollment
            set step = @step, phase = @phase, due_at = @due_at, arrived_at = @arrived_at, document = @document, revision = revision + 1
            where id = @id and owner = @owner
            """);
        using var insert = new Statement(session.Connection, $"insert into send values ({string.Join(',', sends[0].Select((_, i) => $"@p{i}"))})");
        var columns = ColumnsOf(session);
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < runs.Count; first += Group)
        {
            session.Begin();
            for (var number = first; number < Math.Min(runs.Count, first + Group); number++)
            {
                foreach (var column in columns) RawInserts.Bind(update, runs[number][column]);
                update.Run();
                Insert(insert, sends, number, runs.Count);
            }
            session.Commit();
        }

        return runs.Count / watch.Elapsed.TotalSeconds;
    }

    private static void Insert(Statement insert, List<object[]> sends, int number, int count)
    {
        for (var row = (long)sends.Count * number / count; row < (long)sends.Count * (number + 1) / count; row++)
        {
            foreach (var value in sends[(int)row]) RawInserts.Bind(insert, value);
            insert.Run();
        }
    }

    private static int[] ColumnsOf(Session session)
    {
        var names = Dapper.SqlMapper.Query<string>(session.Connection, "select name from pragma_table_info('enrollment')").ToList();
        return [.. s_columns.Select(name => names.IndexOf(name))];
    }
}
