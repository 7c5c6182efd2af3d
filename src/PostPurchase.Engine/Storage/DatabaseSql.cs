namespace PostPurchase.Engine.Storage;

internal static class DatabaseSql
{
    // The tables whose keys begin with the id: each maximum is one look at the end of a tree.
    public static readonly Sql GreatestId = new("""
        select max(
          ifnull((select max(id) from inbox), 0),
          ifnull((select max(owner) from customer), 0),
          ifnull((select max(id) from purchase), 0),
          ifnull((select max(id) from enrollment), 0),
          ifnull((select max(id) from send), 0))
        """);

    public static readonly Sql ReadInstance = new("""
        select id, quarantine, holder
        from instance
        where only_row = 1
        """);

    public static readonly Sql WriteInstance = new("""
        insert into instance (only_row, id, quarantine, holder, held_since)
        values (1, @id, @quarantine, @holder, @held_since)
        on conflict (only_row) do update set
          id = excluded.id,
          quarantine = excluded.quarantine,
          holder = excluded.holder,
          held_since = excluded.held_since
        """);

    // Also one that was never run, which has no row yet.
    public static readonly Sql Restored = new("""
        insert into instance (only_row, id, quarantine)
        values (1, 'restored', @quarantine)
        on conflict (only_row) do update set
          quarantine = excluded.quarantine
        """);

    public static readonly Sql Quarantine = new("""
        update instance
        set quarantine = @quarantine
        where only_row = 1
        """);
}
