using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>Reports read roll-ups: a row a day and step, not a row a touch. Conversions are few and are read as they are.</summary>
internal static class ReportSql
{
    public static readonly Sql Runs = new("""
        select journey_id, what, sum(runs)
        from run_day
        where day between @from and @to and (@store = 0 or store_id = @store)
        group by journey_id, what
        """);

    public static readonly Sql Sends = new("""
        select journey_id, step_id, state, sum(sends)
        from send_day
        where day between @from and @to and (@store = 0 or store_id = @store)
        group by journey_id, step_id, state
        """);

    public static readonly Sql Touches = new("""
        select journey_id, step_id, kind, verdict, sum(touches), sum(sends)
        from touch_day
        where day between @from and @to and (@store = 0 or store_id = @store)
        group by journey_id, step_id, kind, verdict
        """);

    public static readonly Sql TouchDays = new("""
        select day, kind, verdict, sum(touches), sum(sends)
        from touch_day
        where day between @from and @to and (@store = 0 or store_id = @store)
        group by day, kind, verdict
        order by day, kind, verdict
        """);

    public static readonly Sql Domains = new("""
        select domain, state, sum(sends)
        from domain_day
        where day between @from and @to and (@store = 0 or store_id = @store)
        group by domain, state
        """);

    // What was reported in a period, whenever the mail it is about had left. A mail that several reports tell of counts once, and one about a test order nowhere.
    public static readonly Sql Reported = new($"""
        select ifnull(f.domain, '-'), f.kind, count(distinct f.send_id)
        from feedback as f
        join send as s on s.id = f.send_id and s.owner = f.owner
        where f.reported_at >= @from and f.reported_at < @to and s.store_id = @store
          and not {TestOrders.IsAbout("s")}
        group by 1, f.kind
        """);

    // What became of the mails of a period, whenever it was reported: nothing is reported of a mail before it left.
    public static readonly Sql LaterNews = new($"""
        select ifnull(f.domain, '-'), f.kind, count(distinct f.send_id)
        from feedback as f
        join send as s on s.id = f.send_id and s.owner = f.owner
        where f.reported_at >= @from and s.concluded_at >= @from and s.concluded_at < @to and s.store_id = @store
          and not {TestOrders.IsAbout("s")}
        group by 1, f.kind
        """);

    // Why the mails of a period were refused; test orders count in no report.
    public static readonly Sql RefusedFor = new($"""
        select ifnull(s.failure, 'unknown'), count(*)
        from send as s
        where s.state = 6 and s.concluded_at >= @from and s.concluded_at < @to and s.store_id = @store and s.channel = 1 and s.purpose = 1
          and not {TestOrders.IsAbout("s")}
        group by 1
        """);

    // Why the mails of a period came back, whenever that was reported.
    public static readonly Sql CameBackFor = new($"""
        select f.reason, count(distinct f.send_id)
        from feedback as f
        join send as s on s.id = f.send_id and s.owner = f.owner
        where f.kind = 1 and f.reported_at >= @from and s.concluded_at >= @from and s.concluded_at < @to and s.store_id = @store
          and not {TestOrders.IsAbout("s")}
        group by f.reason
        """);

    // A sale of which no commission is known is one all the same. Those of mails about test orders are told apart.
    public static readonly Sql Earnings = new($"""
        select c.journey_id, c.step_id, c.occurred_at, c.store_id, ifnull(k.status, 0), k.currency, ifnull(sum(k.amount), 0), c.id, c.status, c.owner, {TestOrders.IsBehind("c.owner", "c.send_id")}
        from conversion as c
        left join commission as k on k.conversion_id = c.id and k.kind = 1
        where c.occurred_at >= @from and c.occurred_at < @to
        group by c.id, k.status, k.currency
        """);

    // The steps that a number of days is of, 0 for none: their touches are many, and found by step only.
    public static readonly Sql TouchedSteps = new("""
        select distinct journey_id, step_id
        from touch_day
        where day between @from and @to and kind = @kind and verdict = @verdict and touches > 0
          and (@store = 0 or store_id = @store) and (@journey_id = 0 or journey_id = @journey_id)
        """);

    // As they are counted by day: on the day of the touch where the mail is of, and what was done with a mail about a test order is in no report.
    public static readonly Sql TouchRows = new($"""
        select t.id, t.owner, t.send_id, t.touched_at, t.reason, a.text
        from touch as t
        left join send as s on s.id = t.send_id
        left join agent as a on a.id = t.agent_id
        where t.journey_id is @journey_id and t.step_id is @step_id and t.kind = @kind and t.verdict = @verdict and t.id >= @first and t.id < @before
          and (@store = 0 or ifnull(s.store_id, 0) = @store)
          and {StoreDay.Of("ifnull(s.store_id, 0)", "t.touched_at")} between @from and @to
          and not {TestOrders.IsAbout("s")}
        order by t.id desc
        limit @count
        """);

    // As the triggers count them by day: on the day of their entry, or of their end; what test orders began is in no report.
    public static readonly Sql RunRows = new($"""
        select e.id, e.owner, e.entered_at, e.ended_at, e.status, e.reason
        from (
          select id, owner, entered_at, ended_at, status, reason, purchase_id, case when @what = 0 then entered_at else ifnull(ended_at, arrived_at) end as at,
            ifnull((select store_id from customer where owner = enrollment.owner), 0) as store_id
          from enrollment
          where id < @before and journey_id = @journey_id and (@what = 0 or status = @what)) as e
        where (@store = 0 or e.store_id = @store)
          and {StoreDay.Of("e.store_id", "e.at")} between @from and @to
          and not exists (select 1 from purchase as p where p.id = e.purchase_id and p.kind = 6)
        order by e.id desc
        limit @count
        """);

    // A number of customers is opened into those who bring something to it; without: the line of those who are not to be listed, or nothing.
    public static readonly Sql Bringers = new("""
        select f.owner, t.lines
        from customer_figure as f
        join customer_tally as t on t.owner = f.owner
        where f.kind = @kind and f.store = @store and f.a = @a and f.b = @b and f.owner > @after
          and (@without = '' or instr(char(10) || t.lines, char(10) || @without || char(10)) = 0)
        order by f.owner
        limit @count
        """);
}
