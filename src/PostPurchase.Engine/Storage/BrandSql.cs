namespace PostPurchase.Engine.Storage;

internal static class BrandSql
{
    // A row a store: there are few, and all of them are in memory.
    public static readonly Sql All = new("""
        select store, document, revision, edited_by, edited_at
        from brand
        order by store
        """);

    public static readonly Sql Find = new("""
        select store, document, revision, edited_by, edited_at
        from brand
        where store = @store
        """);

    public static readonly Sql Add = new("""
        insert into brand (store, document, revision, edited_by, edited_at)
        values (@store, @document, 1, @edited_by, @edited_at)
        on conflict do nothing
        """);

    // Guarded by the revision: of two people who save on top of the same look, the second is told.
    public static readonly Sql Update = new("""
        update brand
        set document = @document, revision = revision + 1, edited_by = @edited_by, edited_at = @edited_at
        where store = @store and revision = @revision
        """);
}
