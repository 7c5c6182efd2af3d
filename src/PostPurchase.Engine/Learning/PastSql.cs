using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>What is known of one customer, one owner at a time.</summary>
internal static class PastSql
{
    // Orders that stand and are the shop's own: a sale that a network reported is an order too, of the channel "affiliate".
    public static readonly Sql Orders = new($"""
        select ordered_at, total - refunded, currency
        from purchase
        where owner = @owner and state = 0 and paid = 1 and kind in (0, 1, 4, 5) and not {PartnerSales.Is("purchase")}
        """);

    // Own orders whole and as they were first reported, whatever became of them or is paid since: an edit has no instant, and what of them went back is in their refunds,
    // each with its own.
    public static readonly Sql Placed = new($"""
        select id, ordered_at, ifnull(first_total, total), currency, exists (select 1 from refund as r where r.owner = p.owner and r.purchase_id = p.id)
        from purchase as p
        where owner = @owner and kind in (0, 1, 4, 5) and not {PartnerSales.Is("p")}
        """);

    // What stands of each sale's commission, by currency: reversed and paid-back entries have taken theirs away already. Where nothing does, the sale may stand all the same.
    // What mails about test orders brought is in no report.
    public static readonly Sql Earnings = new($"""
        select c.store_id, c.occurred_at, k.currency, sum(k.amount), c.status in (1, 2, 4)
        from conversion as c
        left join commission as k on k.conversion_id = c.id and k.kind = 1 and k.status in (1, 2, 4)
        where c.owner = @owner and c.owner > 0 and not {TestOrders.IsBehind("c.owner", "c.send_id")}
        group by c.id, k.currency
        """);

    public static readonly Sql Clicks = new($"""
        select ifnull(journey_id, 0), ifnull(step_id, 0), touched_at
        from touch
        where owner = @owner and kind = 2 and verdict = 1 and ifnull(role, 1) in (1, 2) and not {TestOrders.IsBehind("touch.owner", "touch.send_id")}
        """);

    public static readonly Sql Consents = new("""
        select said_at, own, third_party
        from consent
        where owner = @owner and (own is not null or third_party is not null)
        order by id
        """);

    public static readonly Sql Complaints = new($"""
        select reported_at
        from feedback
        where owner = @owner and kind = 3 and not {TestOrders.IsBehind("feedback.owner", "feedback.send_id")}
        """);

    public static readonly Sql FirstRun = new("""
        select min(entered_at)
        from enrollment
        where owner = @owner
        """);

    public static readonly Sql Arms = new("""
        select experiment_id, variant, assigned_at, owner
        from assignment
        where owner = @owner
        """);

    public static readonly Sql AllStale = new("""
        insert into stale_customer (owner)
        select owner from customer where true
        on conflict do nothing
        """);

    public static readonly Sql Stale = new("""
        select owner
        from stale_customer
        order by owner
        limit @count
        """);

    public static readonly Sql Fresh = new("""
        delete from stale_customer
        where owner = @owner
        """);

    public static readonly Sql Lines = new("""
        select lines, again_at
        from customer_tally
        where owner = @owner
        """);

    public static readonly Sql KeepLines = new("""
        insert into customer_tally (owner, lines, again_at)
        values (@owner, @lines, @again_at)
        on conflict do update set lines = excluded.lines, again_at = excluded.again_at
        """);

    // Nothing happened, but a window is over.
    public static readonly Sql Again = new("""
        select owner
        from customer_tally
        where again_at <= @now
        limit 1
        """);

    public static readonly Sql AgainStale = new("""
        insert into stale_customer (owner)
        select owner from customer_tally where again_at <= @now
        on conflict do nothing
        """);

    public static readonly Sql AgainNoMore = new("""
        update customer_tally
        set again_at = null
        where again_at <= @now
        """);

    public static readonly Sql MembersStale = new("""
        insert into stale_customer (owner)
        select owner from assignment where experiment_id = @experiment_id
        on conflict do nothing
        """);

    public static readonly Sql Add = new("""
        insert into tally (kind, store, a, b, customers, total, squares)
        values (@kind, @store, @a, @b, @customers, @total, @squares)
        on conflict do update set customers = customers + excluded.customers, total = total + excluded.total, squares = squares + excluded.squares
        """);

    // One that is empty again is gone, so that no rounding error stays behind.
    public static readonly Sql Drop = new("""
        delete from tally
        where kind = @kind and store = @store and a = @a and b = @b and customers = 0
        """);

    public static readonly Sql Bring = new("""
        insert into customer_figure (kind, store, a, b, owner)
        values (@kind, @store, @a, @b, @owner)
        on conflict do nothing
        """);

    public static readonly Sql BringNoMore = new("""
        delete from customer_figure
        where kind = @kind and store = @store and a = @a and b = @b and owner = @owner
        """);

    public static readonly Sql Read = new("""
        select a, b, store, customers, total, squares
        from tally
        where kind = @kind
        order by a, b, store
        """);

    public static readonly Sql OfExperiment = new("""
        select kind, b, customers, total, squares
        from tally
        where kind in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16) and store = 0 and a = @experiment_id
        """);
}
