using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

internal static class DeliveryRowsSql
{
    // The day of a mail and what counts on it are those of the triggers that count by day: a number of a report opens into as many rows.
    public static readonly Sql Newest = new($"""
        select s.id, s.owner, s.store_id, s.channel, s.purpose, s.run, s.step_id, s.visit, s.journey_id, s.version_id, s.kind, s.state, s.due_at, s.planned_at, s.expires_at,
          s.concluded_at, s.attempt_count, s.priority, s.address, s.reason, s.document, s.uncertain_count, s.approved_at, s.first_tried_at, s.refusal_count, s.left_as
        from send as s
        where s.id < @before
          and (@states = 0 or (1 << s.state) & @states <> 0)
          and (@journey is null or s.journey_id = @journey)
          and (@step is null or s.step_id = @step)
          and (@store is null or s.store_id = @store)
          and (@q = '' or s.address like '%' || @q || '%' or s.document ->> '$.t' like '%' || @q || '%' or s.owner in (
            select owner
            from customer_alias
            where value like '%' || @q || '%'))
          and (@domain = '' or (s.state in (4, 6, 7) and ifnull(s.left_as, 0) <> 1 and ifnull(lower(substr(s.address, instr(s.address, '@') + 1)), '-') = @domain))
          and (@why = '' or (s.state = 6 and ifnull(s.failure, 'unknown') = @why))
          and (@from is null or (
            s.channel = 1 and s.purpose = 1 and s.state in (4, 6, 7, 8, 9, 10)
            and {StoreDay.Of("s.store_id", "ifnull(s.concluded_at, s.planned_at)")} between @from and @to
            and not {TestOrders.IsAbout("s")}))
        order by s.id desc
        limit @count
        """);

    // Of each kind for itself, as the index has them.
    public static readonly Sql Soonest = new("""
        select s.id, s.owner, s.store_id, s.channel, s.purpose, s.run, s.step_id, s.visit, s.journey_id, s.version_id, s.kind, s.state, s.due_at, s.planned_at, s.expires_at,
          s.concluded_at, s.attempt_count, s.priority, s.address, s.reason, s.document, s.uncertain_count, s.approved_at, s.first_tried_at, s.refusal_count, s.left_as
        from send as s
        where s.kind = @kind and s.due_at is not null and s.state = 0 and s.channel = 1
        order by s.due_at
        limit @count
        """);

    // Mails that came back or were complained about, each once however many reports tell of it: on the day on which it left, or on that of a report.
    public static readonly Sql Told = new($"""
        select s.id, s.owner, s.store_id, s.channel, s.purpose, s.run, s.step_id, s.visit, s.journey_id, s.version_id, s.kind, s.state, s.due_at, s.planned_at, s.expires_at,
          s.concluded_at, s.attempt_count, s.priority, s.address, s.reason, s.document, s.uncertain_count, s.approved_at, s.first_tried_at, s.refusal_count, s.left_as
        from feedback as f
        join send as s on s.id = f.send_id and s.owner = f.owner
        where f.reported_at >= @since
          and f.kind = @kind
          and s.id < @before
          and (@journey is null or s.journey_id = @journey)
          and (@step is null or s.step_id = @step)
          and (@store is null or s.store_id = @store)
          and (@domain = '' or ifnull(lower(f.domain), '-') = @domain)
          and (@why = '' or f.reason = @why)
          and (@from is null or (
            {StoreDay.Of("s.store_id", "case @told when 'left' then s.concluded_at else f.reported_at end")} between @from and @to
            and not {TestOrders.IsAbout("s")}))
        group by s.id
        order by s.id desc
        limit @count
        """);

    // A mail counts once for each kind and actor, on the day of its first such touch, as the roll-up by day counts it: without clicks on service links.
    public static readonly Sql Touched = new($"""
        select s.id, s.owner, s.store_id, s.channel, s.purpose, s.run, s.step_id, s.visit, s.journey_id, s.version_id, s.kind, s.state, s.due_at, s.planned_at, s.expires_at,
          s.concluded_at, s.attempt_count, s.priority, s.address, s.reason, s.document, s.uncertain_count, s.approved_at, s.first_tried_at, s.refusal_count, s.left_as
        from touch as t
        join send as s on s.id = t.send_id
        where t.journey_id = @journey
          and t.step_id = @step
          and t.kind = @kind
          and t.verdict = @actor
          and (t.kind = 1 or ifnull(t.role, 1) <> 3)
          and s.id < @before
          and (@store is null or s.store_id = @store)
          and (@from is null or {StoreDay.Of("s.store_id", "t.touched_at")} between @from and @to)
          and not exists (
            select 1
            from touch as earlier
            where earlier.owner = t.owner and earlier.send_id = t.send_id and earlier.kind = t.kind and earlier.verdict = t.verdict and (earlier.kind = 1 or ifnull(earlier.role, 1) <> 3)
              and (earlier.touched_at < t.touched_at or (earlier.touched_at = t.touched_at and earlier.id < t.id)))
          and not {TestOrders.IsAbout("s")}
        order by s.id desc
        limit @count
        """);
}
