using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>Finds runs that nothing would ever move.</summary>
internal static class RunRecovery
{
    private static readonly Sql s_stranded = new("""
        select owner, id
        from enrollment
        where status = 0 and phase = 2 and due_at is null and not exists (
          select 1
          from send as s
          where s.owner = enrollment.owner and s.purpose = 1 and s.run = enrollment.id and (s.concluded_at is null or s.state = 10))
        """);

    /// <summary>
    /// Wakes open runs that wait for a send which has ended, or which is not there. A send's end and its run's waking are one transaction, so none is
    /// expected; a mended or restored database may hold some.
    /// </summary>
    /// <returns>How many.</returns>
    public static async Task<int> WakeStrandedAsync(Database database, Instant now, CancellationToken cancellationToken)
    {
        // Every run is looked at, so it is a reader who looks: no write waits for it. Waking one that has gone on meanwhile does no harm.
        var stranded = database.Read(session => session[s_stranded].All(row => (Owner: row.Long(0), Id: row.Long(1))));
        if (stranded.Count == 0) return 0;
        return await database.WriteAsync(
            session =>
            {
                foreach (var (owner, id) in stranded) EnrollmentStore.Wake(session, owner, id, now);
                return stranded.Count;
            },
            cancellationToken);
    }
}
