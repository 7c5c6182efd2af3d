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

    public static readonly Sql Sends = new("""
        select journey_id, sum(case when state in (4, 7) then 1 else 0 end), sum(case when state = 10 then 1 else 0 end), sum(case when state = 6 then 1 else 0 end)
        from send
        where id >= @since and channel = 1 and purpose = 1 and journey_id is not null
        group by journey_id
        """);

    // A suppression names the send that brought it; what came by the unsubscribe page is neither bounce nor complaint.
    public static readonly Sql Feedback = new("""
        select s.journey_id, sum(case when p.scope = 1 then 1 else 0 end), sum(case when p.scope = 2 and p.reason like 'complaint%' then 1 else 0 end)
        from send as s
        join suppression as p on p.send_id = s.id
        where s.id >= @since and s.journey_id is not null
        group by s.journey_id
        """);
}
