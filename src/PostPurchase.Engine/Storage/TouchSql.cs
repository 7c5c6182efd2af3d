namespace PostPurchase.Engine.Storage;

internal static class TouchSql
{
    public static readonly Sql Add = new("""
        insert into touch (
          owner, id, send_id, journey_id, step_id, kind, slot, role, verdict, reason, touched_at, delivered_at, agent_id, network, address_class,
          method, link_count)
        values (
          @owner, @id, @send_id, @journey_id, @step_id, @kind, @slot, @role, @verdict, @reason, @touched_at, @delivered_at, @agent_id, @network,
          @address_class, @method, @link_count)
        """);

    public static readonly Sql OfSend = new("""
        select t.id, t.owner, t.send_id, t.journey_id, t.step_id, t.kind, t.slot, t.role, t.verdict, t.reason, t.touched_at, t.delivered_at,
          a.text, t.network, t.address_class, t.method, t.link_count
        from touch as t
        left join agent as a on a.id = t.agent_id
        where t.owner = @owner and t.send_id = @send_id
        order by t.id
        """);

    public static readonly Sql OfOwner = new("""
        select t.id, t.owner, t.send_id, t.journey_id, t.step_id, t.kind, t.slot, t.role, t.verdict, t.reason, t.touched_at, t.delivered_at,
          a.text, t.network, t.address_class, t.method, t.link_count
        from touch as t
        left join agent as a on a.id = t.agent_id
        where t.owner = @owner
        order by t.id
        """);

    // In the order of the key, so that the touches of a mail come close together; the agents' texts are known to the reader.
    public static readonly Sql After = new("""
        select id, owner, send_id, journey_id, step_id, kind, slot, role, verdict, reason, touched_at, delivered_at, agent_id, network, address_class,
          method, link_count
        from touch
        where owner > @owner
        order by owner, id
        limit @count
        """);

    public static readonly Sql Judge = new("""
        update touch
        set verdict = @verdict, reason = @reason
        where owner = @owner and id = @id
        """);

    public static readonly Sql FindAgent = new("""
        select id
        from agent
        where text = @text
        """);

    public static readonly Sql AddAgent = new("""
        insert into agent (text)
        values (@text)
        returning id
        """);

    public static readonly Sql Agent = new("""
        select text
        from agent
        where id = @id
        """);

    // A mail whose order was a test is in no report.
    public static readonly Sql StoreOf = new($"""
        select s.store_id, {TestOrders.IsAbout("s")}
        from send as s
        where s.id = @send_id
        """);

    public static readonly Sql Count = new("""
        insert into touch_day (day, journey_id, step_id, kind, verdict, store_id, touches, sends)
        values (@day, @journey_id, @step_id, @kind, @verdict, @store_id, @touches, @sends)
        on conflict do update set touches = touches + excluded.touches, sends = sends + excluded.sends
        """);
}
