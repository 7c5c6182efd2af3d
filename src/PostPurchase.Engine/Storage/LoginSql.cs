namespace PostPurchase.Engine.Storage;

internal static class LoginSql
{
    public static readonly Sql Add = new("""
        insert into login (id, hash, account_id, started_at, seen_at, agent)
        values (@id, @hash, @account_id, @at, @at, @agent)
        """);

    public static readonly Sql Find = new("""
        select l.id, l.started_at, l.seen_at, l.agent, a.id, a.name, a.role, a.password_hash, a.created_at
        from login as l
        join account as a on a.id = l.account_id
        where l.hash = @hash and l.seen_at >= @seen_since and l.started_at >= @started_since
        """);

    public static readonly Sql Of = new("""
        select l.id, l.started_at, l.seen_at, l.agent, a.id, a.name, a.role, a.password_hash, a.created_at
        from login as l
        join account as a on a.id = l.account_id
        where l.account_id = @account_id and l.seen_at >= @seen_since and l.started_at >= @started_since
        order by l.seen_at desc, l.id desc
        """);

    public static readonly Sql Seen = new("""
        update login
        set seen_at = @seen_at
        where id = @id
        """);

    public static readonly Sql End = new("""
        delete from login
        where id = @id and account_id = @account_id
        """);

    public static readonly Sql EndAll = new("""
        delete from login
        where account_id = @account_id and id <> @except
        """);

    public static readonly Sql Failed = new("""
        insert into login_failure (key, count, last_at)
        values (@key, 1, @at)
        on conflict (key) do update
        set count = case when last_at < @forgotten_before then 1 else count + 1 end, last_at = excluded.last_at
        """);

    public static readonly Sql Failures = new("""
        select count, last_at
        from login_failure
        where key = @key
        """);

    public static readonly Sql Forgive = new("""
        delete from login_failure
        where key = @key
        """);
}
