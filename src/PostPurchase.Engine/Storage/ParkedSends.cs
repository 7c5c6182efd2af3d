using NodaTime;
using PostPurchase.Core;

namespace PostPurchase.Engine.Storage;

/// <summary>What a person decides about a send that failed on our side (a template that failed, an offer that broke): once more, or not at all.</summary>
internal sealed class ParkedSends(Database database)
{
    private static readonly Sql s_retry = new("""
        update send
        set state = 0, due_at = @due_at, planned_at = @due_at, concluded_at = null, reason = null, first_tried_at = null, refusal_count = 0
        where id = @id and state = 10
        """);

    // What fails again while all are decided is not decided again.
    private static readonly Sql s_some = new("""
        select id
        from send
        where state = 10
          and ifnull(concluded_at, planned_at) <= @until
          and (@journey is null or journey_id = @journey)
          and (@step is null or step_id = @step)
        order by id
        limit @count
        """);

    private static readonly Sql s_drop = new("""
        update send
        set state = 8, concluded_at = @concluded_at, reason = @reason
        where id = @id and state = 10
        """);

    private const int Together = 200;

    /// <summary>Plans a parked send again, as of <paramref name="now"/>: it is not late for the time in which it waited. The gate looks at it as at any other. False where it is not parked.</summary>
    public Task<bool> RetryAsync(SendId id, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(session => Retry(session, id, actor, now), cancellationToken);

    /// <summary>Decides for all that are parked, or those of a journey and a step; gives how many there were.</summary>
    /// <param name="of">Journey and step; null = all.</param>
    /// <param name="isRetried">Once more, or not at all.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="now">The instant; what failed later is left alone.</param>
    /// <param name="cancellationToken">Stops between groups: what was decided stays so.</param>
    public async Task<int> DecideAllAsync((string? Journey, string? Step) of, bool isRetried, string actor, Instant now, CancellationToken cancellationToken = default)
    {
        var total = 0;
        for (var count = -1; count != 0; total += count)
        {
            count = await database.WriteAsync(
                session =>
                {
                    var ids = session[s_some].With(now).With(session.Names.Asked(NameKind.Journey, of.Journey)).With(session.Names.Asked(NameKind.Step, of.Step)).With(Together).All(row => new SendId(row.Long(0)));
                    return ids.Count(id => isRetried ? Retry(session, id, actor, now) : Drop(session, id, actor, now));
                },
                cancellationToken);
        }

        return total;
    }

    /// <summary>Skips a parked send, and lets its run go on. False where it is not parked.</summary>
    public Task<bool> DropAsync(SendId id, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(session => Drop(session, id, actor, now), cancellationToken);

    private static bool Retry(Session session, SendId id, string actor, Instant now) =>
        Audited(session, session[s_retry].With(now).With(id.Value).Run() == 1, new AuditEntry(actor, "delivery.retried", Text(id), null, null, now));

    private static bool Drop(Session session, SendId id, string actor, Instant now)
    {
        if (session[SendSql.Find].With(id.Value).First(row => SendRows.Read(session, row)) is not { } send) return false;
        var isDone = session[s_drop].With(now).With($"skipped by {actor}").With(id.Value).Run() == 1;
        if (isDone && send.Purpose == SendPurpose.Step) EnrollmentStore.Wake(session, send.Owner.Value, send.Run, now);
        return Audited(session, isDone, new AuditEntry(actor, "delivery.skipped", Text(id), null, null, now));
    }

    private static bool Audited(Session session, bool isDone, AuditEntry entry)
    {
        if (isDone) AuditStore.Add(session, entry);
        return isDone;
    }

    private static string Text(SendId id) => id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
