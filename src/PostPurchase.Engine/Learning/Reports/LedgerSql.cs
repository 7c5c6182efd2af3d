using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>
/// Counts of the whole ledger that take as long for a million mails as for none: what ended is summed from the counts by day, what is open is found by its index. The counts by
/// day leave out what test orders began and what no step wants (notices, tries, confirmations): few, and found by indexes of their own.
/// </summary>
internal static class LedgerSql
{
    private const string Ended = "(4, 6, 7, 8, 9, 10)";
    private const string Left = "state = 4 and ifnull(left_as, 0) <> 1";

    private const string Tested = $"""
        with tested (id, owner, journey_id, status) as materialized (
          select e.id, e.owner, e.journey_id, e.status
          from {TestOrders.RunTables}
          where {TestOrders.RunKeys})
        """;

    private const string MailsOfTested = "tested cross join send as s where s.owner = tested.owner and s.purpose = 1 and s.run = tested.id and s.channel = 1";

    public static readonly Sql Mails = new($"""
        {Tested}
        select journey_id, step_id, state, sum(sends)
        from (
          select journey_id, step_id, state, sends
          from send_day
          union all
          select ifnull(s.journey_id, 0), s.step_id, s.state, 1
          from {MailsOfTested} and s.state in {Ended}
          union all
          select ifnull(journey_id, 0), step_id, state, 1
          from send
          where purpose > 1 and channel = 1 and state in {Ended}
          union all
          select ifnull(journey_id, 0), step_id, 1, 1
          from send
          where state = 1 and channel = 1)
        group by journey_id, step_id, state
        having sum(sends) <> 0
        """);

    // By what has an instant at which it is looked at, less what is no mail and what is held until then.
    public static readonly Sql Planned = new("""
        select
          (select count(*) from send where kind in (0, 1, 2) and due_at is not null)
          - (select count(*) from send where channel = 2 and due_at is not null)
          - (select count(*) from send where state = 1 and channel = 1 and due_at is not null)
        """);

    // What was captured here did not leave; of what left before that was kept nobody knows, and it counts.
    public static readonly Sql MailsThatLeft = new($"""
        {Tested}
        select ifnull(sum(sends), 0), ifnull(sum(case when is_today then sends end), 0)
        from (
          select day = @today as is_today, sends
          from domain_day
          where state = 4
          union all
          select s.concluded_at >= @since, 1
          from {MailsOfTested} and s.{Left}
          union all
          select concluded_at >= @since, 1
          from send
          where purpose > 1 and channel = 1 and {Left})
        """);

    public static readonly Sql MailsOfDays = new($"""
        {Tested}
        select journey_id, day, sum(sends)
        from (
          select journey_id, day, sends
          from send_day
          where day between @from and @to and state = 4
          union all
          select s.journey_id, {StoreDay.Of("s.store_id", "s.concluded_at")} as day, 1
          from {MailsOfTested} and s.state = 4
          union all
          select s.journey_id, {StoreDay.Of("s.store_id", "s.concluded_at")} as day, 1
          from send as s
          where s.purpose > 1 and s.channel = 1 and s.state = 4)
        where journey_id > 0 and day between @from and @to
        group by journey_id, day
        having sum(sends) <> 0
        """);

    public static readonly Sql Runs = new($"""
        {Tested}
        select journey_id, what, sum(runs)
        from (
          select journey_id, what, runs
          from run_day
          union all
          select journey_id, 0, 1
          from tested
          union all
          select journey_id, status, 1
          from tested
          where status <> 0)
        group by journey_id, what
        """);

    // The one count that looks at all open runs: see PlaceCounts.
    public static readonly Sql Places = new("""
        select journey_id, version_id, step, count(*)
        from enrollment
        where status = 0
        group by journey_id, version_id, step
        """);

    public static readonly Sql Parked = new("""
        select ifnull(journey_id, 0), count(*)
        from send
        where state = 10 and channel = 1
        group by journey_id
        """);
}
