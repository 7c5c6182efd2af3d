using NodaTime;
using PostPurchase.Core;

namespace PostPurchase.Engine.Storage;

/// <summary>What a person decides about a send that failed on our side (a template that failed, an offer that broke): once more, or not at all.</summary>
internal sealed class ParkedSends(Database database)
{
    private static readonly Sql s_retry = new("""
        update send
        set state = 0, due_at = @due_at, concluded_at = null, reason = null
        where id = @id and state = 10
        """);

    private static readonly Sql s_drop = new("""
        update send
        set state = 8, concluded_at = @concluded_at, reason = @reason
        where id = @id and state = 10
        """);

    /// <summary>Plans a parked send again: the gate looks at it as at any other. False where it is not parked.</summary>
    public Task<bool> RetryAsync(SendId id, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => Audited(session, session[s_retry].With(now).With(id.Value).Run() == 1, new AuditEntry(actor, "delivery.retried", Text(id), null, null, now)), cancellationToken);

    /// <summary>Skips a parked send, and lets its run go on. False where it is not parked.</summary>
    public Task<bool> DropAsync(SendId id, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[SendSql.Find].With(id.Value).First(row => SendRows.Read(session, row)) is not { } send) return false;
            var isDone = session[s_drop].With(now).With($"skipped by {actor}").With(id.Value).Run() == 1;
            if (isDone && send.Purpose == SendPurpose.Step) EnrollmentStore.Wake(session, send.Owner.Value, send.Run, now);
            return Audited(session, isDone, new AuditEntry(actor, "delivery.skipped", Text(id), null, null, now));
        },
        cancellationToken);

    private static bool Audited(Session session, bool isDone, AuditEntry entry)
    {
        if (isDone) AuditStore.Add(session, entry);
        return isDone;
    }

    private static string Text(SendId id) => id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
