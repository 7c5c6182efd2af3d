using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Bounces;

internal static class BounceSql
{
    public static readonly Sql Add = new("""
        insert into feedback (owner, send_id, kind, reason, journey_id, domain, status, action, words, reported_at, inbox_id)
        values (@owner, @send_id, @kind, @reason, @journey_id, @domain, @status, @action, @words, @reported_at, @inbox_id)
        on conflict do nothing
        """);

    // That it came back, or that somebody complained about it, proves that it had left.
    public static readonly Sql Tell = new("""
        update send
        set state = 4, reason = @reason
        where id = @id and owner = @owner and state in (4, 7)
        """);

    public static readonly Sql Arrived = new("""
        update send
        set state = 4, due_at = null, concluded_at = ifnull(concluded_at, @at), reason = @reason
        where id = @id and owner = @owner and uncertain_count > 0 and state in (0, 1, 5, 7)
        """);

    public static readonly Sql OfSend = new("""
        select kind, reason, status, action, words, reported_at
        from feedback
        where owner = @owner and send_id = @send_id
        order by reported_at
        """);

    // How often and for how long mails to a customer came back for one of the reasons that pass by themselves.
    public static readonly Sql Passing = new("""
        select count(distinct send_id), ifnull(min(reported_at), 0)
        from feedback
        where owner = @owner and kind = 1 and reason in ('mailbox_full', 'suspended') and reported_at >= @since
        """);

    // Domains whose servers refused for what they think of the sender, newest last.
    public static readonly Sql Resting = new("""
        select domain, reason, reported_at
        from feedback
        where reported_at > @since and action = @action and kind = 1 and domain is not null
        order by reported_at
        """);
}
