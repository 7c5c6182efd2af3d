using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// What is counted by day, from scratch: for stores of another zone than before. Triggers and <see cref="TouchCounts"/> keep it from then on. The domain of customers who
/// were erased is not known any more: they are under <c>-</c>.
/// </summary>
internal static class DayCounts
{
    /// <summary>Grows when something is counted otherwise: what was counted by an older one is counted again.</summary>
    public const int Version = 3;

    private static readonly Sql[] s_clear = [new("delete from send_day"), new("delete from domain_day"), new("delete from run_day"), new("delete from touch_day")];

    private static readonly Sql s_sends = new($"""
        insert into send_day (day, journey_id, step_id, state, store_id, sends)
        select {StoreDay.Of("s.store_id", "ifnull(s.concluded_at, s.planned_at)")}, ifnull(s.journey_id, 0), s.step_id, s.state, s.store_id, count(*)
        from send as s
        left join enrollment as e on e.id = s.run and e.owner = s.owner
        left join purchase as p on p.id = e.purchase_id
        where s.channel = 1 and s.purpose = 1 and s.state in (4, 6, 7, 8, 9, 10) and ifnull(p.kind, 0) <> 6
        group by 1, 2, 3, 4, 5
        """);

    private static readonly Sql s_domains = new($"""
        insert into domain_day (day, domain, state, store_id, sends)
        select {StoreDay.Of("s.store_id", "ifnull(s.concluded_at, s.planned_at)")}, ifnull(lower(substr(s.address, instr(s.address, '@') + 1)), '-'), s.state, s.store_id, count(*)
        from send as s
        left join enrollment as e on e.id = s.run and e.owner = s.owner
        left join purchase as p on p.id = e.purchase_id
        left join customer as c on c.owner = s.owner
        where s.channel = 1 and s.purpose = 1 and s.state in (4, 6, 7) and ifnull(s.left_as, 0) <> 1 and (s.address is not null or c.erased_at is not null) and ifnull(p.kind, 0) <> 6
        group by 1, 2, 3, 4
        """);

    private static readonly Sql s_starts = new($"""
        insert into run_day (day, journey_id, what, store_id, runs)
        select {StoreDay.Of("ifnull(c.store_id, 0)", "e.entered_at")}, e.journey_id, 0, ifnull(c.store_id, 0), count(*)
        from enrollment as e
        left join customer as c on c.owner = e.owner
        left join purchase as p on p.id = e.purchase_id
        where ifnull(p.kind, 0) <> 6
        group by 1, 2, 4
        """);

    private static readonly Sql s_ends = new($"""
        insert into run_day (day, journey_id, what, store_id, runs)
        select {StoreDay.Of("ifnull(c.store_id, 0)", "ifnull(e.ended_at, e.arrived_at)")}, e.journey_id, e.status, ifnull(c.store_id, 0), count(*)
        from enrollment as e
        left join customer as c on c.owner = e.owner
        left join purchase as p on p.id = e.purchase_id
        where e.status <> 0 and ifnull(p.kind, 0) <> 6
        group by 1, 2, 3, 4
        """);

    private static readonly Sql s_touches = new($"""
        insert into touch_day (day, journey_id, step_id, kind, verdict, store_id, touches, sends)
        select {StoreDay.Of("ifnull(s.store_id, 0)", "t.touched_at")}, ifnull(t.journey_id, 0), ifnull(t.step_id, 0), t.kind, t.verdict, ifnull(s.store_id, 0), count(*), sum(t.place = 1 and not t.is_service)
        from (
          select *, row_number() over (partition by owner, send_id, kind, verdict, kind = 2 and ifnull(role, 1) = 3 order by touched_at, id) as place, kind = 2 and ifnull(role, 1) = 3 as is_service
          from touch) as t
        left join send as s on s.id = t.send_id and s.owner = t.owner
        left join enrollment as e on e.id = s.run and e.owner = s.owner and s.purpose = 1
        left join purchase as p on p.id = e.purchase_id
        where ifnull(p.kind, 0) <> 6
        group by 1, 2, 3, 4, 5, 6
        """);

    /// <summary>The zones of all stores as they are set, the one of those that are not set under 0.</summary>
    public static void Write(Session session, StoreDirectory stores)
    {
        StoreZones.Write(session, stores.Stores.Select(store => (session.Names.Id(NameKind.Store, store.Key), store.Value.TimeZone)).Append((0, stores.Of("default").TimeZone)));
        foreach (var clear in s_clear) session[clear].Run();
        foreach (var count in new[] { s_sends, s_domains, s_starts, s_ends, s_touches }) session[count].Run();
    }
}
