namespace PostPurchase.Engine.Storage;

internal static class EventSql
{
    public static readonly Sql Claim = new("""
        insert into event_key (store_id, external_id, event_id)
        values (@store_id, @external_id, @event_id)
        on conflict do nothing
        """);

    public static readonly Sql GiveBack = new("""
        delete from event_key
        where store_id = @store_id and external_id = @external_id
        """);

    public static readonly Sql ClaimedBy = new("""
        select event_id
        from event_key
        where store_id = @store_id and external_id = @external_id
        """);

    // A delivery that is read again finds its events there.
    public static readonly Sql Insert = new("""
        insert into event (owner, id, type, occurred_at, inbox_id, purchase_id, document)
        values (@owner, @id, @type, @occurred_at, @inbox_id, @purchase_id, @document)
        on conflict do nothing
        """);

    public static readonly Sql ReadOfOwner = new("""
        select id, type, occurred_at, purchase_id, document
        from event
        where owner = @owner and id >= @from_id
        order by id
        """);

    public static readonly Sql AddTicket = new("""
        insert into ticket (owner, external_id, subject, channel, opened_at, resolved_at)
        values (@owner, @external_id, @subject, @channel, @opened_at, @resolved_at)
        on conflict (owner, external_id) do update set
          subject = ifnull(excluded.subject, subject),
          channel = ifnull(excluded.channel, channel),
          opened_at = ifnull(max(excluded.opened_at, opened_at), ifnull(excluded.opened_at, opened_at)),
          resolved_at = ifnull(max(excluded.resolved_at, resolved_at), ifnull(excluded.resolved_at, resolved_at))
        """);

    // Opened again after it was resolved counts as open. One of merged customers may have opened it and another resolved it.
    public static readonly Sql HasOpenTicket = new("""
        select 1
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join ticket as t on t.owner = same.owner
        group by t.external_id
        having max(t.opened_at) is not null and (max(t.resolved_at) is null or max(t.resolved_at) < max(t.opened_at))
        limit 1
        """);

    public static readonly Sql AddSurveyAnswer = new("""
        insert into survey_answer (owner, id, survey, score, comment, answered_at)
        values (@owner, @id, @survey, @score, @comment, @answered_at)
        on conflict do nothing
        """);

    public static readonly Sql Deliver = new("""
        insert into inbox (id, source_id, delivery_id, received_at, status, encoding, body, topic)
        values (@id, @source_id, @delivery_id, @received_at, @status, @encoding, @body, @topic)
        on conflict do nothing
        """);

    public static readonly Sql ReadBody = new("""
        select encoding, body, source_id, delivery_id, topic
        from inbox
        where id = @id
        """);

    public static readonly Sql IsUsed = new("""
        update inbox
        set status = 0
        where id = @id and status = 1
        """);

    // Ids are time-ordered, so age needs no index of its own.
    public static readonly Sql Forget = new("""
        delete from inbox
        where id in (
          select id
          from inbox
          where id < @id
          order by id
          limit @count)
        """);

    public static readonly Sql RemoveDelivery = new("""
        delete from inbox
        where id = @id
        """);

    public static readonly Sql Find = new("""
        select type, occurred_at, purchase_id, document
        from event
        where owner = @owner and id = @id
        """);

    // Of an order that changed hands the parcel may have been reported before.
    // An order has few parcels; the limit is for a store that reports each scan.
    public static readonly Sql Parcels = new("""
        select type, document
        from event
        where owner in (select @owner union all select former from hand_over where purchase_id = @purchase_id)
          and purchase_id = @purchase_id and type in (@shipped, @delivered)
        order by occurred_at desc, id desc
        limit 100
        """);
}
