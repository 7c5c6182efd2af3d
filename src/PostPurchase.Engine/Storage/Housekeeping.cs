using Dapper;

namespace PostPurchase.Engine.Storage;

/// <summary>What keeps a database file small and its plans good.</summary>
internal static class Housekeeping
{
    /// <summary>
    /// Moves what is in the write-ahead log to the database file as far as no reader holds it, and lets SQLite look at the tables whose
    /// statistics are old. Runs beside the writer: neither waits for the other longer than one group commit.
    /// </summary>
    public static Task<string> RunAsync(Database database, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var session = Session.OpenWriter(database.File);
            cancellationToken.ThrowIfCancellationRequested();
            if (database.IsLogBroken) return "nothing is moved while the writer mends the log after a failed flush";
            // Bounded: without a limit one look at a large table would hold the write lock for seconds.
            session.Execute("pragma analysis_limit = 400; pragma optimize = 0x10002;");
            var (_, pages, moved) = session.Connection.QuerySingle<(long Busy, long Log, long Checkpointed)>("pragma wal_checkpoint(passive)");
            return $"{moved} of {pages} pages of the log are in the database file";
        },
        cancellationToken);
}
