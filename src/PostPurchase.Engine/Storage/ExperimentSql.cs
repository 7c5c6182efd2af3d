namespace PostPurchase.Engine.Storage;

internal static class ExperimentSql
{
    public static readonly Sql Find = new("""
        select id
        from experiment
        where journey_id = @journey_id and step_id = @step_id and name = @name
        """);

    public static readonly Sql Keep = new("""
        insert into experiment (id, journey_id, step_id, name, kind, document, started_at)
        values (@id, @journey_id, @step_id, @name, @kind, @document, @started_at)
        on conflict (journey_id, step_id, name) do update set document = excluded.document, ended_at = null
        """);

    // What the file does not have any more has no share; the arms that it has get theirs back at once.
    public static readonly Sql DropArms = new("""
        update experiment_arm
        set weight = 0
        where experiment_id = @experiment_id
        """);

    // An arm keeps its number: it is what roll-ups know it by.
    public static readonly Sql KeepArm = new("""
        insert into experiment_arm (experiment_id, number, name, weight)
        values (@experiment_id, (select count(*) from experiment_arm where experiment_id = @experiment_id), @name, @weight)
        on conflict (experiment_id, name) do update set weight = excluded.weight
        """);

    public static readonly Sql Arms = new("""
        select experiment_id, number, name, weight, chosen, expected
        from experiment_arm
        order by experiment_id, number
        """);

    public static readonly Sql All = new("""
        select id, journey_id, step_id, name, kind, document, started_at, ended_at, winner, promoted_at, promoted_by, reopened_at, reopened_why, was_decided, reopened_by, reopened_count, moved_at
        from experiment
        order by id
        """);

    public static readonly Sql End = new("""
        update experiment
        set ended_at = @ended_at
        where id = @id and ended_at is null
        """);

    public static readonly Sql Assign = new("""
        insert into assignment (owner, experiment_id, variant, assigned_at)
        values (@owner, @experiment_id, @variant, @assigned_at)
        on conflict do nothing
        """);

    public static readonly Sql ArmOf = new("""
        select variant, assigned_at
        from assignment
        where owner = @owner and experiment_id = @experiment_id
        """);

    public static readonly Sql ArmShares = new("""
        select name, share, expected
        from experiment_arm
        where experiment_id = @experiment_id
        """);

    // What the sample ratio is held against: the shares that were in force when this customer came.
    public static readonly Sql Expect = new("""
        update experiment_arm
        set expected = expected + @share, share = @share
        where experiment_id = @experiment_id and name = @name
        """);

    public static readonly Sql Move = new("""
        update experiment
        set moved_at = @moved_at
        where id = @id and moved_at is null
        """);

    public static readonly Sql Rates = new("""
        select experiment_id, since, rate
        from holdout_rate
        order by experiment_id, since
        """);

    public static readonly Sql LastRate = new("""
        select rate
        from holdout_rate
        where experiment_id = @experiment_id
        order by since desc
        limit 1
        """);

    public static readonly Sql AddRate = new("""
        insert into holdout_rate (experiment_id, since, rate)
        values (@experiment_id, @since, @rate)
        on conflict do update set rate = excluded.rate
        """);

    // An experiment begins with its first customer.
    public static readonly Sql Begin = new("""
        update experiment
        set started_at = @started_at
        where id = @id and (started_at > @started_at or not exists (select 1 from experiment_arm where experiment_id = @id and expected > 0))
        """);

    public static readonly Sql Choose = new("""
        update experiment_arm
        set chosen = @chosen
        where experiment_id = @experiment_id and name = @name
        """);

    // While a winner is in force nobody gets an arm that joins.
    public static readonly Sql ChooseNone = new("""
        update experiment_arm
        set chosen = 0
        where experiment_id = @experiment_id and chosen is null and exists (select 1 from experiment where id = @experiment_id and winner is not null)
        """);

    // Without a winner only Thompson sampling chooses, among the arms that there are: where the file has it no more, or an arm joins, the file's shares hold.
    public static readonly Sql ForgetChosen = new("""
        update experiment_arm
        set chosen = null
        where experiment_id = @experiment_id and exists (select 1 from experiment where id = @experiment_id and winner is null)
          and (@is_sampled = 0 or exists (
            select 1
            from experiment_arm as joined
            where joined.experiment_id = @experiment_id and joined.weight > 0 and joined.chosen is null))
        """);

    public static readonly Sql Promote = new("""
        update experiment
        set winner = @winner, promoted_at = @promoted_at, promoted_by = @promoted_by, was_decided = @was_decided, reopened_at = null, reopened_why = null, reopened_by = null, reopened_count = null
        where id = @id
        """);

    public static readonly Sql Reopen = new("""
        update experiment
        set winner = null, reopened_at = @reopened_at, reopened_why = @reopened_why, reopened_by = @reopened_by, reopened_count = @reopened_count
        where id = @id and winner is not null
        """);

    public static readonly Sql IsTestPurchase = new("""
        select 1
        from purchase
        where id = @purchase_id and owner = @owner and kind = 6
        """);
}
