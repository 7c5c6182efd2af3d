using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>For whom mails were planned so far: whom a test assigns, whether a mail reaches them or not.</summary>
internal static class TestPlannerSql
{
    public static readonly Sql FirstDay = new("""
        select min(day)
        from send_day
        where sends > 0 and (@journey = 0 or journey_id = @journey) and (@step = 0 or step_id = @step)
        """);

    // Mails are in no roll-up by customer. Ids are the first column of the key, and ordered by when a journey came to a mail, which is when a test assigns; what test
    // orders brought is in no report. The plus keeps SQLite from walking all sends in the order of their owners.
    public static readonly Sql Customers = new($"""
        select count(distinct +s.owner)
        from send as s
        where s.id >= @from and s.id < @before and s.channel = 1 and s.purpose = 1
          and (@journey = 0 or s.journey_id = @journey) and (@step = 0 or s.step_id = @step)
          and not {TestOrders.IsAbout("s")}
        """);

    // As above, each customer with the first such mail of these days, the newest first.
    public static readonly Sql FirstMails = new($"""
        select s.owner, min(s.id) as first_id
        from send as s
        where s.id >= @from and s.id < @before and s.channel = 1 and s.purpose = 1
          and (@journey = 0 or s.journey_id = @journey) and (@step = 0 or s.step_id = @step)
          and not {TestOrders.IsAbout("s")}
        group by +s.owner
        order by first_id desc
        limit @count
        """);

    public static readonly Sql Clicked = new($"""
        select 1
        from touch
        where owner = @owner and touched_at > @from and touched_at <= @until and kind = 2 and verdict = 1 and ifnull(role, 1) in (1, 2)
          and (@journey = 0 or journey_id = @journey) and (@step = 0 or step_id = @step) and not {TestOrders.IsBehind("touch.owner", "touch.send_id")}
        limit 1
        """);

    // Orders that stand, also those where an offer led: they convert, and bring the shop no revenue of its own. Where the mail that led there was about a test order, they do not.
    public static readonly Sql Orders = new($"""
        select ordered_at, total - refunded, currency, {PartnerSales.Is("purchase")}
        from purchase
        where owner = @owner and ordered_at > @from and ordered_at <= @until and state = 0 and paid = 1 and kind in (0, 1, 4, 5)
          and (not {PartnerSales.Is("purchase")} or not exists (
            select 1
            from conversion as c
            where c.owner = purchase.owner and c.owner > 0 and c.purchase_id = purchase.id and {TestOrders.IsBehind("c.owner", "c.send_id")}))
        """);
}
