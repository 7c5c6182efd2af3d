namespace PostPurchase.Engine.Storage;

internal static class EnrollmentSql
{
    // The number is asked for inside the values: an insert from a select over its own table is gathered in a table of its own first.
    // "or fail": see PurchaseSql.Insert.
    public static readonly Sql Insert = new("""
        insert or fail into enrollment (
          id, owner, version_id, journey_id, subject, subject_id, line, nth, purchase_id, status, step, phase, due_at,
          started_by, started_at, entered_at, arrived_at, ended_at, revision, goal_at, reason, document)
        values (
          @id, @owner, @version_id, @journey_id, @subject, @subject_id, @line,
          (
            select ifnull(max(nth), 0) + 1
            from enrollment
            where owner = @owner and journey_id = @journey_id and subject = @subject and subject_id = @subject_id and line = @line),
          @purchase_id, @status, @step, @phase, @due_at,
          @started_by, @started_at, @entered_at, @arrived_at, @ended_at, 1, @goal_at, @reason, @document)
        """);

    // Guarded by the revision: a wake-up or an exit that came in between wins, and the caller reads again. "or fail": see PurchaseSql.Insert.
    public static readonly Sql Update = new("""
        update or fail enrollment
        set status = @status, step = @step, phase = @phase, due_at = @due_at, arrived_at = @arrived_at, ended_at = @ended_at,
          revision = revision + 1, goal_at = @goal_at, reason = @reason, document = @document
        where id = @id and owner = @owner and revision = @revision
        """);

    public static readonly Sql Due = new("""
        select id, owner, version_id, journey_id, subject, subject_id, line, purchase_id, status, step, phase, due_at,
          started_by, started_at, entered_at, arrived_at, ended_at, revision, reason, document, goal_at
        from enrollment
        where due_at <= @now
        order by due_at
        limit @count
        """);

    public static readonly Sql NextDueAt = new("""
        select min(due_at)
        from enrollment
        where due_at is not null
        """);

    public static readonly Sql Read = new("""
        select id, owner, version_id, journey_id, subject, subject_id, line, purchase_id, status, step, phase, due_at,
          started_by, started_at, entered_at, arrived_at, ended_at, revision, reason, document, goal_at
        from enrollment
        where id = @id and owner = @owner
        """);

    public static readonly Sql OfOwner = new("""
        select id, owner, version_id, journey_id, subject, subject_id, line, purchase_id, status, step, phase, due_at,
          started_by, started_at, entered_at, arrived_at, ended_at, revision, reason, document, goal_at
        from enrollment
        where owner = @owner
        order by id
        """);

    // The customer's runs that wait and go on before that instant: what they send then may come before something else.
    public static readonly Sql WaitingOf = new("""
        select e.journey_id, e.version_id, e.step, e.due_at
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join enrollment as e on e.owner = same.owner
        where e.status = 0 and e.phase = 1 and e.due_at < @before
        """);

    // One that is due already changes its revision too: who has read it before the news reads it again.
    public static readonly Sql Wake = new("""
        update enrollment
        set due_at = min(ifnull(due_at, @at), @at), revision = revision + 1
        where id = @id and owner = @owner and status = 0
        """);

    public static readonly Sql FindVersion = new("""
        select id
        from journey_version
        where journey_id = @journey_id and hash = @hash
        """);

    public static readonly Sql AddVersion = new("""
        insert into journey_version (store_id, journey_id, hash, document, first_used_at)
        values (@store_id, @journey_id, @hash, @document, @first_used_at)
        on conflict do nothing
        """);

    public static readonly Sql RenameVersion = new("""
        update journey_version
        set first_document = ifnull(first_document, document), document = @document, renamed_at = @renamed_at
        where journey_id = @journey_id and hash = @hash
        """);

    public static readonly Sql ReadVersion = new("""
        select hash
        from journey_version
        where id = @id
        """);

    public static readonly Sql VersionDocuments = new("""
        select s.text, j.text, v.hash, v.document
        from journey_version as v
        join name as s on s.id = v.store_id
        join name as j on j.id = v.journey_id
        order by v.id
        """);
}
