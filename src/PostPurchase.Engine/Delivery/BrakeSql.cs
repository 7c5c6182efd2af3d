using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

internal static class BrakeSql
{
    // Ids are ordered by time: the rows of the last days are the end of the table.
    public static readonly Sql Entries = new("""
        select journey_id, sum(case when id >= @hour then 1 else 0 end), sum(case when id < @hour then 1 else 0 end)
        from enrollment
        where id >= @since
        group by journey_id
        """);

    // Left, failed on our side (parked, given up), refused by the other side.
    public static readonly Sql Sends = new("""
        select journey_id,
          sum(case when state in (4, 7) then 1 else 0 end),
          sum(case when state = 10 or (state = 6 and reason like 'given up:%') then 1 else 0 end),
          sum(case when state = 6 and reason not like 'given up:%' then 1 else 0 end)
        from send
        where id >= @since and channel = 1 and purpose = 1 and journey_id is not null
        group by journey_id
        """);

    // Mails that came back, and those that a person called spam; one of each a mail.
    public static readonly Sql Feedback = new("""
        select f.journey_id,
          count(distinct case when f.kind = 1 then f.send_id end),
          count(distinct case when f.kind = 3 and f.reason = 'complaint_abuse' then f.send_id end)
        from feedback as f
        where f.reported_at >= @reported_since and f.send_id >= @since and f.journey_id is not null
        group by f.journey_id
        """);

    public static readonly Sql PutOn = new("""
        insert into brake (journey_id, put_on_at, put_on_by, reason)
        select @journey_id, @at, @by, @reason
        where not exists (select 1 from brake where journey_id = @journey_id and released_at is null)
        on conflict do nothing
        """);

    public static readonly Sql Release = new("""
        update brake
        set released_at = @at, released_by = @by
        where journey_id = @journey_id and released_at is null
        """);

    // Few rows, each made by an alarm or a person.
    public static readonly Sql All = new("""
        select journey_id, put_on_at, put_on_by, reason, released_at, released_by
        from brake
        order by put_on_at
        """);
}
