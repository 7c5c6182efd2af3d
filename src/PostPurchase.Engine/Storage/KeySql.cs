namespace PostPurchase.Engine.Storage;

internal static class KeySql
{
    public static readonly Sql Add = new("""
        insert into api_key (name, hash, scope, created_at)
        values (@name, @hash, @scope, @created_at)
        on conflict do nothing
        """);

    public static readonly Sql Find = new("""
        select name, scope
        from api_key
        where hash = @hash and revoked_at is null
        """);

    public static readonly Sql List = new("""
        select name, scope, created_at
        from api_key
        where revoked_at is null
        order by name
        """);

    public static readonly Sql Revoke = new("""
        update api_key
        set revoked_at = @revoked_at
        where name = @name and revoked_at is null
        """);
}
