namespace PostPurchase.Engine.Storage;

internal static class SuppressionSql
{
    public static readonly Sql Of = new("""
        select scope, reason
        from suppression
        where store_id = @store_id and channel = @channel and address = @address
        order by scope
        """);

    public static readonly Sql Reason = new("""
        select reason
        from suppression
        where store_id = @store_id and channel = @channel and address = @address and scope = @scope
        """);

    public static readonly Sql Insert = new("""
        insert into suppression (store_id, channel, address, scope, reason, since, send_id)
        values (@store_id, @channel, @address, @scope, @reason, @since, @send_id)
        """);

    // Since when the address gets less stays, whatever the reason is by now.
    public static readonly Sql Reword = new("""
        update suppression
        set reason = @reason, send_id = ifnull(@send_id, send_id)
        where store_id = @store_id and channel = @channel and address = @address and scope = @scope
        """);

    // What somebody refused goes with them to their new address; that an address does not exist stays with the address.
    public static readonly Sql Refusals = new("""
        select scope, reason, since, send_id
        from suppression
        where store_id = @store_id and channel = 1 and address = @address and scope in (2, 3)
        """);

    public static readonly Sql Remove = new("""
        delete from suppression
        where store_id = @store_id and channel = @channel and address = @address and scope = @scope
        """);
}
