using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

internal static class EarningsSql
{
    // Ids are time-ordered by when a send was planned, which is at most a window before it left. Mails about trial orders are in no report; those that
    // may have left are.
    private static string OfPeriod => $"""
        from send as s
        where s.id >= @from_id and s.channel = 1 and s.purpose = 1 and s.state in (4, 7) and s.concluded_at >= @since and s.concluded_at < @until
          and s.journey_id is not null and s.store_id = @store_id and s.run not in {TestOrders.Runs}
        """;

    // One by one: who groups them by their experiments sorts their documents, which takes five times as long as to read them.
    public static readonly Sql Sent = new($"""
        select s.journey_id, s.step_id, case when instr(s.document, '"v":') > 0 then json_extract(s.document, '$.v') end, s.target_set_id, s.id, s.owner, s.concluded_at
        {OfPeriod}
        """);

    // The same mails by step alone, from the counts by day, which have whole days of their store: a period begins and ends with one.
    public static readonly Sql SentBySteps = new($"""
        select journey_id, step_id, sum(sends)
        from send_day
        where store_id = @store_id and journey_id <> 0 and state in (4, 7)
          and day >= {StoreDay.Of("@store_id", "@since")} and day < {StoreDay.Of("@store_id", "@until")}
        group by journey_id, step_id
        """);

    // Who tries a journey clicks too: that takes no order from the mail that led to it.
    private static string ByPeople => $"""
        from touch as t
        where t.touched_at >= @since and t.kind = 2 and t.verdict = 1 and t.role in (1, 2) and t.slot is not null
          and t.send_id not in {TestOrders.Mails}
        """;

    public static readonly Sql Clicks = new($"""
        select t.owner, t.send_id, t.slot, t.touched_at
        {ByPeople}
        order by t.touched_at
        """);

    private const string MergedCustomers = """
        select owner from customer where merged_into is not null
        union
        select merged_into from customer where merged_into is not null
        """;

    // Who is known by several numbers: few.
    public static readonly Sql Merged = new(MergedCustomers);

    // Those that an order of the same person may be given to, and all of people who are known by several numbers: their orders may be under another.
    public static readonly Sql ClicksOfBuyers = new($"""
        select t.owner, t.send_id, t.slot, t.touched_at
        {ByPeople}
          and (exists (select 1 from purchase as p where p.owner = t.owner and p.ordered_at >= @bought_since and p.ordered_at between t.touched_at and t.touched_at + @window_ms)
            or t.owner in ({MergedCustomers}))
        order by t.touched_at
        """);

    public static readonly Sql MailOf = new($"""
        select s.journey_id, s.step_id, json_extract(s.document, '$.v'), s.target_set_id, s.concluded_at, s.store_id
        from send as s
        where s.id = @id and s.owner = @owner and s.channel = 1 and s.purpose = 1 and s.state in (4, 7) and s.journey_id is not null
          and not {TestOrders.IsAbout("s")}
        """);

    public static readonly Sql Targets = new("""
        select targets
        from target_set
        where id = @id
        """);

    // A partner's sale is commission, not revenue of the store.
    public static readonly Sql Purchases = new($"""
        select p.ordered_at, p.total - p.refunded, p.currency, p.id
        from purchase as p
        where p.owner = @owner and p.ordered_at >= @since and p.state = 0 and p.paid = 1 and p.kind in (0, 1, 4, 5)
          and not {PartnerSales.Is("p")}
        order by p.ordered_at, p.id
        """);
}
