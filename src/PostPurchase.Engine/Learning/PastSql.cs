using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>What is known of one customer, one owner at a time.</summary>
internal static class PastSql
{
    // Orders that stand and are the shop's own: a sale that a network reported is an order too, of the channel "affiliate".
    public static readonly Sql Orders = new("""
        select ordered_at, ifnull(value, 0) - ifnull(refunded_value, 0)
        from purchase
        where owner = @owner and state = 0 and paid = 1 and kind in (0, 1, 4, 5) and ifnull(json_extract(document, '$.channel'), '') <> 'affiliate'
        """);

    // What stands of each sale's commission, by currency: reversed and paid-back entries have taken theirs away already.
    public static readonly Sql Earnings = new("""
        select c.store_id, c.occurred_at, k.currency, sum(k.amount)
        from conversion as c
        join commission as k on k.conversion_id = c.id
        where c.owner = @owner and c.owner > 0 and k.kind = 1 and k.status in (1, 2, 4)
        group by c.id, k.currency
        """);

    public static readonly Sql Clicks = new("""
        select ifnull(journey_id, 0), ifnull(step_id, 0), touched_at
        from touch
        where owner = @owner and kind = 2 and verdict = 1 and ifnull(role, 1) in (1, 2)
        """);

    public static readonly Sql Refusals = new("""
        select said_at
        from consent
        where owner = @owner and own = 0
        """);

    public static readonly Sql Complaints = new("""
        select reported_at
        from feedback
        where owner = @owner and kind = 3
        """);

    public static readonly Sql FirstRun = new("""
        select min(entered_at)
        from enrollment
        where owner = @owner
        """);

    public static readonly Sql Arms = new("""
        select experiment_id, variant, assigned_at
        from assignment
        where owner = @owner
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
        select lines
        from customer_tally
        where owner = @owner
        """);

    public static readonly Sql KeepLines = new("""
        insert into customer_tally (owner, lines)
        values (@owner, @lines)
        on conflict do update set lines = excluded.lines
        """);

    public static readonly Sql Add = new("""
        insert into tally (kind, a, b, customers, total, squares)
        values (@kind, @a, @b, @customers, @total, @squares)
        on conflict do update set customers = customers + excluded.customers, total = total + excluded.total, squares = squares + excluded.squares
        """);

    // One that is empty again is gone, so that no rounding error stays behind.
    public static readonly Sql Drop = new("""
        delete from tally
        where kind = @kind and a = @a and b = @b and customers = 0
        """);

    public static readonly Sql Read = new("""
        select a, b, customers, total, squares
        from tally
        where kind = @kind
        order by a, b
        """);

    public static readonly Sql OfExperiment = new("""
        select kind, b, customers, total, squares
        from tally
        where kind between 1 and 10 and a = @experiment_id
        """);
}
