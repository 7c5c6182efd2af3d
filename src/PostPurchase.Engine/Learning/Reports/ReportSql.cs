using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>Reports read roll-ups: a row a day and step, not a row a touch. Conversions are few and are read as they are.</summary>
internal static class ReportSql
{
    public static readonly Sql Runs = new("""
        select journey_id, what, sum(runs)
        from run_day
        where day between @from and @to
        group by journey_id, what
        """);

    public static readonly Sql Sends = new("""
        select journey_id, step_id, state, sum(sends)
        from send_day
        where day between @from and @to
        group by journey_id, step_id, state
        """);

    public static readonly Sql Touches = new("""
        select journey_id, step_id, kind, verdict, sum(touches), sum(sends)
        from touch_day
        where day between @from and @to
        group by journey_id, step_id, kind, verdict
        """);

    public static readonly Sql TouchDays = new("""
        select day, kind, verdict, sum(touches), sum(sends)
        from touch_day
        where day between @from and @to
        group by day, kind, verdict
        order by day, kind, verdict
        """);

    public static readonly Sql Domains = new("""
        select domain, state, sum(sends)
        from domain_day
        where day between @from and @to
        group by domain, state
        """);

    // A mail that several reports tell of counts once.
    public static readonly Sql LaterNews = new("""
        select ifnull(domain, ''), kind, count(distinct send_id)
        from feedback
        where reported_at >= @from and reported_at < @to
        group by 1, kind
        """);

    public static readonly Sql Earnings = new("""
        select c.journey_id, c.step_id, c.occurred_at, c.store_id, k.status, k.currency, sum(k.amount), c.id
        from conversion as c
        join commission as k on k.conversion_id = c.id
        where c.occurred_at >= @from and c.occurred_at < @to and k.kind = 1
        group by c.id, k.status, k.currency
        """);

    public static readonly Sql TouchRows = new("""
        select t.id, t.owner, t.send_id, t.touched_at, t.kind, t.verdict, t.reason, a.text
        from touch as t
        left join agent as a on a.id = t.agent_id
        where t.journey_id = @journey_id and t.step_id = @step_id and t.kind = @kind and t.verdict = @verdict and t.id < @before
        order by t.id desc
        limit @count
        """);

    // A number of customers is opened into those who bring something to it.
    public static readonly Sql Bringers = new("""
        select owner, lines
        from customer_tally
        where owner > @after and (lines like @first || '%' or lines like '%' || char(10) || @first || '%')
        order by owner
        limit @count
        """);
}
