namespace PostPurchase.Engine.Storage;

internal static class CouponSql
{
    public static readonly Sql Add = new("""
        insert into coupon_code (pool_id, code, added_at)
        values (@pool_id, @code, @added_at)
        on conflict do nothing
        """);

    public static readonly Sql Find = new("""
        select pool_id, code, granted_at, expires_at, redeemed_at
        from coupon_grant
        where owner = @owner and send_id = @send_id
        """);

    // The oldest code first; one writer at a time, so that two sends never see the same one free.
    public static readonly Sql Take = new("""
        update coupon_code
        set send_id = @send_id
        where id = (
          select id
          from coupon_code
          where pool_id = @pool_id and send_id is null
          order by id
          limit 1)
        returning code
        """);

    public static readonly Sql Grant = new("""
        insert into coupon_grant (owner, send_id, pool_id, code, granted_at, expires_at)
        values (@owner, @send_id, @pool_id, @code, @granted_at, @expires_at)
        """);

    // A later try may only give more time: an earlier copy may have arrived.
    public static readonly Sql Prolong = new("""
        update coupon_grant
        set expires_at = @expires_at
        where owner = @owner and send_id = @send_id and expires_at < @expires_at
        """);

    public static readonly Sql IsRedeemedBy = new("""
        select 1
        from coupon_grant
        where code = @code and redeemed_by = @purchase_id
        limit 1
        """);

    // Of several mails with the same code the last one before the order.
    public static readonly Sql RedeemOwn = new("""
        update coupon_grant
        set redeemed_at = @at, redeemed_by = @purchase_id
        where owner = @owner and send_id = (
          select max(send_id)
          from coupon_grant
          where code = @code and owner = @owner and redeemed_at is null and granted_at <= @at)
        """);

    // A code of its own may be used by a friend.
    public static readonly Sql RedeemUnique = new("""
        update coupon_grant
        set redeemed_at = @at, redeemed_by = @purchase_id
        where code = @code and redeemed_at is null and granted_at <= @at
          and exists (
            select 1
            from coupon_code as c
            where c.send_id = coupon_grant.send_id and c.code = coupon_grant.code)
        """);

    public static readonly Sql Free = new("""
        select count(*)
        from coupon_code
        where pool_id = @pool_id and send_id is null
        """);

    public static readonly Sql Given = new("""
        select count(*), count(redeemed_at)
        from coupon_grant
        where pool_id = @pool_id
        """);
}
