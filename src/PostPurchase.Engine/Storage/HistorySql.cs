namespace PostPurchase.Engine.Storage;

internal static class HistorySql
{
    // What was answered before and then changed is answered anew, later.
    public static readonly Sql AddAnswer = new("""
        insert into choice_answer (owner, send_id, choice, journey_id, step_id, answered_at)
        values (@owner, @send_id, @choice, @journey_id, @step_id, @answered_at)
        on conflict (owner, send_id, choice) do update
        set answered_at = excluded.answered_at
        where exists (
          select 1
          from choice_answer as other
          where other.owner = excluded.owner and other.send_id = excluded.send_id and other.choice <> excluded.choice and other.answered_at >= choice_answer.answered_at)
        """);

    public static readonly Sql LastAnswer = new("""
        select choice
        from choice_answer
        where owner = @owner and send_id = @send_id
        order by answered_at desc
        limit 1
        """);

    public static readonly Sql Answers = new("""
        select send_id, choice, journey_id, step_id, answered_at
        from choice_answer
        where owner = @owner
        order by answered_at
        """);

    // Lines of which nothing is left, and orders that do not stand, were not bought.
    public static readonly Sql Bought = new("""
        select l.purchase_id, l.number, l.product_id, l.category, l.quantity, p.ordered_at
        from purchase as p
        join line as l on l.owner = p.owner and l.purchase_id = p.id
        where p.owner = @owner and p.state = 0 and p.paid = 1 and l.quantity > 0
        order by p.ordered_at, l.number
        """);

    // Lines of which nothing is left, in orders that were taken back or were not.
    public static readonly Sql Returned = new("""
        select distinct l.product_id
        from purchase as p
        join line as l on l.owner = p.owner and l.purchase_id = p.id
        where p.owner = @owner and p.paid = 1 and l.product_id is not null and (l.quantity <= 0 or p.state = 3)
        """);

    // What the offers of a customer's mails were: purpose 1 a step, channel 1 a mail.
    public static readonly Sql Picks = new("""
        select concluded_at, document
        from send
        where owner = @owner and purpose = 1 and channel = 1 and state in (4, 7) and concluded_at >= @since and document is not null
        """);

    // Those that wait, and those that are due and may have been read before the news: they are read again. A mail that is leaving wakes its run itself.
    public static readonly Sql WakeJourney = new("""
        update enrollment
        set due_at = min(ifnull(due_at, @at), @at), revision = revision + 1
        where owner = @owner and journey_id = @journey_id and status = 0 and (phase = 1 or due_at is not null)
        """);

    public static readonly Sql HumanClicks = new("""
        select touched_at
        from touch
        where owner = @owner and kind = 2 and verdict = 1 and ifnull(role, 1) <> 3
        """);

    // A service link (tracking, status, unsubscribe) is no interest in what the mail is about.
    public static readonly Sql HasTouched = new("""
        select 1
        from touch as t
        join send as s on s.id = t.send_id
        where t.owner = @owner and t.step_id = @step_id and t.kind = @kind and t.verdict = 1 and ifnull(t.role, 1) <> 3 and s.purpose = 1 and s.run = @run
        limit 1
        """);

    // Of several answers to one mail the last counts.
    public static readonly Sql HasAnswered = new("""
        select 1
        from choice_answer as a
        join send as s on s.id = a.send_id
        where a.owner = @owner and a.step_id = @step_id and a.choice = @choice and s.purpose = 1 and s.run = @run
          and not exists (select 1 from choice_answer as later where later.owner = a.owner and later.send_id = a.send_id and later.answered_at > a.answered_at)
        limit 1
        """);
}
