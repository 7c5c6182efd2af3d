namespace PostPurchase.Engine.Storage;

internal static class AccountSql
{
    public static readonly Sql Add = new("""
        insert into account (id, name, password_hash, role, created_at)
        values (@id, @name, @password_hash, @role, @created_at)
        on conflict do nothing
        """);

    public static readonly Sql Find = new("""
        select id, name, role, password_hash, created_at
        from account
        where name = @name
        """);

    public static readonly Sql List = new("""
        select id, name, role, password_hash, created_at
        from account
        order by name
        """);

    public static readonly Sql Any = new("""
        select 1
        from account
        limit 1
        """);

    public static readonly Sql SetRole = new("""
        update account
        set role = @role
        where name = @name
        """);

    public static readonly Sql SetPassword = new("""
        update account
        set password_hash = @password_hash
        where name = @name
        """);

    public static readonly Sql Remove = new("""
        delete from account
        where name = @name
        """);

    public static readonly Sql OtherAdmins = new("""
        select count(*)
        from account
        where role = 'admin' and name <> @name
        """);
}
