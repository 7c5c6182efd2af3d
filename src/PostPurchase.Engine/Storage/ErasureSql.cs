namespace PostPurchase.Engine.Storage;

internal static class ErasureSql
{
    public static readonly Sql Mark = new("""
        update customer
        set erased_at = @erased_at
        where owner = @owner
        """);

    public static readonly Sql ErasedAt = new("""
        select erased_at
        from customer
        where owner = @owner
        """);

    public static readonly Sql RemoveAliases = new("""
        delete from customer_alias
        where owner = @owner
        """);

    public static readonly Sql RemoveTickets = new("""
        delete from ticket
        where owner = @owner
        """);

    public static readonly Sql RemoveSurveys = new("""
        delete from survey_answer
        where owner = @owner
        """);

    public static readonly Sql EmptyEvents = new("""
        update event
        set document = null
        where owner = @owner and document is not null
        """);

    // A list of events may speak of others too: what they said is in their own rows, and nobody's words are kept here for one who is erased.
    public static readonly Sql EmptyBodies = new("""
        update inbox
        set encoding = 0, body = x''
        where id in (select inbox_id from event where owner = @owner)
        """);

    public static readonly Sql EmptyPurchase = new("""
        update purchase
        set reported = null, document = '{}'
        where id = @id and owner = @owner
        """);

    public static readonly Sql Sends = new("""
        select id
        from send
        where owner = @owner
        """);

    // Claimed and handing ones are on their way: they keep their address until their fate is known, and lose it with the next sweep.
    public static readonly Sql SkipSends = new("""
        update send
        set state = 8, due_at = null, concluded_at = @now, reason = 'skipped: the customer was erased'
        where owner = @owner and state in (0, 1, 5, 10)
        """);

    public static readonly Sql EmptySends = new("""
        update send
        set address = null, document = case when purpose = 1 and channel = 1 then json_remove(document, '$.t') end
        where owner = @owner and state not in (2, 3)
        """);

    public static readonly Sql EmptyTouches = new("""
        update touch
        set agent_id = null, network = 0
        where owner = @owner
        """);

    public static readonly Sql NoteLateSends = new("""
        insert into erased_send (send_id, owner)
        select id, owner
        from send
        where owner = @owner and state in (2, 3)
        on conflict do nothing
        """);

    // What was in flight when its customer was erased, and has arrived or not since.
    public static readonly Sql EmptyLateSends = new("""
        update send
        set address = null, document = case when purpose = 1 and channel = 1 then json_remove(document, '$.t') end
        where state not in (2, 3) and (id, owner) in (select send_id, owner from erased_send)
        """);

    public static readonly Sql HasNotedSends = new("""
        select exists (select 1 from erased_send)
        """);

    public static readonly Sql LateSends = new("""
        select send_id, owner
        from erased_send
        where not exists (select 1 from send as s where s.id = erased_send.send_id and s.owner = erased_send.owner and s.state in (2, 3))
        """);

    public static readonly Sql ForgetLateSend = new("""
        delete from erased_send
        where send_id = @send_id and owner = @owner
          and not exists (select 1 from send as s where s.id = erased_send.send_id and s.owner = erased_send.owner and s.state in (2, 3))
        """);

    public static readonly Sql EmptyReports = new("""
        update inbox
        set encoding = 0, body = x''
        where id in (select inbox_id from feedback where owner = @owner)
        """);

    // That a mail came back or was complained about stays, as the mail does: reports set one against the other.
    public static readonly Sql NamelessFeedback = new("""
        update feedback
        set domain = null, status = '', words = ''
        where owner = @owner
        """);

    // What was told of mails that were in flight then.
    public static readonly Sql NamelessLateFeedback = new("""
        update feedback
        set domain = null, status = '', words = ''
        where (owner, send_id) in (select owner, send_id from erased_send)
        """);
}
