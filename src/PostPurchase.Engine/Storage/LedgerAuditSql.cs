namespace PostPurchase.Engine.Storage;

internal static class LedgerAuditSql
{
    public static readonly IReadOnlyList<(string Name, string Meaning, string Sql)> Rules =
    [
        ("duplicate send", "two rows of the ledger have one key", """
            select max(id)
            from send
            group by owner, purpose, run, step_id, visit, channel
            having count(*) > 1
            """),
        ("duplicate run", "two open runs have one key and were not started by two events", """
            select max(id)
            from enrollment
            where status = 0
            group by owner, journey_id, subject, subject_id, line, started_by
            having count(*) > 1
            """),
        ("duplicate purchase", "one order of a store has two rows", """
            select max(p.id)
            from purchase as p
            left join purchase_key as k on k.purchase_id = p.id and k.owner = p.owner and k.store_id = p.store_id
            where k.purchase_id is null
            group by p.id
            """),
        ("gap in a run", "a run waits for a send that has ended or was never planned", """
            select e.id
            from enrollment as e
            where e.status = 0 and e.phase = 2 and e.due_at is null and not exists (
              select 1
              from send as s
              where s.owner = e.owner and s.purpose = 1 and s.run = e.id and (s.concluded_at is null or s.state = 10))
            """),
        ("gap in the ledger", "a send has neither ended nor will it ever be looked at", """
            select id
            from send
            where concluded_at is null and due_at is null and state <> 1
            """),
        ("orphan send", "a send of a run that does not exist", """
            select s.id
            from send as s
            where s.purpose = 1 and not exists (
              select 1
              from enrollment as e
              where e.id = s.run and e.owner = s.owner)
            """),
        ("orphan link", "a send whose link targets do not exist", """
            select s.id
            from send as s
            where s.target_set_id is not null and not exists (
              select 1
              from target_set as t
              where t.id = s.target_set_id)
            """),
        ("orphan run", "a run of a customer or a version that does not exist", """
            select e.id
            from enrollment as e
            where not exists (select 1 from customer as c where c.owner = e.owner)
              or not exists (select 1 from journey_version as v where v.id = e.version_id)
            """),
        ("orphan purchase", "a purchase of a customer that does not exist", """
            select p.id
            from purchase as p
            where not exists (select 1 from customer as c where c.owner = p.owner)
            """),
        ("orphan event", "an event of a delivery or a customer that does not exist", """
            select e.id
            from event as e
            where not exists (select 1 from customer as c where c.owner = e.owner)
            """),
    ];

    // As StoredSend.MayHaveArrivedTwice says it: transactional, and accepted after a doubt or in doubt twice.
    public const string Twice = """
        select id
        from send
        where kind = 0 and ((state = 4 and uncertain_count > 0) or (state = 7 and uncertain_count > 1))
        order by id desc
        """;

    public const string Uncertain = """
        select id
        from send
        where state = 7
        order by id desc
        """;
}
