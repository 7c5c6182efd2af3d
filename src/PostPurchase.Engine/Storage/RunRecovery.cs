using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>Finds runs that nothing would ever move.</summary>
internal static class RunRecovery
{
    private static readonly Sql s_wake = new("""
        update enrollment
        set due_at = @now, revision = revision + 1
        where status = 0 and phase = 2 and due_at is null and not exists (
          select 1
          from send as s
          where s.owner = enrollment.owner and s.purpose = 1 and s.run = enrollment.id and s.concluded_at is null)
        """);

    /// <summary>
    /// Wakes open runs that wait for a send which has ended, or which is not there. A send's end and its run's waking are one transaction, so none is
    /// expected; a mended or restored database may hold some.
    /// </summary>
    /// <returns>How many.</returns>
    public static Task<int> WakeStrandedAsync(Database database, Instant now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session[s_wake].With(now).Run(), cancellationToken);
}
