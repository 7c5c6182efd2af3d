namespace PostPurchase.Engine.Storage;

internal static class PurchaseSql
{
    public static readonly Sql FindKey = new("""
        select owner, purchase_id
        from purchase_key
        where store_id = @store_id and external_id = @external_id
        """);

    public static readonly Sql AddKey = new("""
        insert into purchase_key (store_id, external_id, owner, purchase_id)
        values (@store_id, @external_id, @owner, @purchase_id)
        """);

    public static readonly Sql Read = new("""
        select id, owner, store_id, ordered_at, value, refunded_value, news, shipped_at, delivered_at, reported, document
        from purchase
        where id = @id and owner = @owner
        """);

    public static readonly Sql ReadOfOwner = new("""
        select id, owner, store_id, ordered_at, value, refunded_value, news, shipped_at, delivered_at, reported, document
        from purchase
        where owner = @owner
        order by id
        """);

    public static readonly Sql HasOther = new("""
        select 1
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join purchase as p on p.owner = same.owner
        where p.id <> @id
        limit 1
        """);

    // "or fail", here and wherever a hot statement fires triggers: without it SQLite copies each page that the statement is about to change, to be able to undo
    // the statement alone. Nobody needs that: an operation that fails is undone whole, by its savepoint or its transaction.
    public static readonly Sql Insert = new("""
        insert or fail into purchase (
          id, owner, store_id, kind, state, paid, ordered_at, updated_at, currency, total, value, refunded, refunded_value,
          news, shipped_at, delivered_at, reported, document)
        values (
          @id, @owner, @store_id, @kind, @state, @paid, @ordered_at, @updated_at, @currency, @total, @value, @refunded, @refunded_value,
          @news, @shipped_at, @delivered_at, @reported, @document)
        """);

    public static readonly Sql Update = new("""
        update purchase
        set kind = @kind, state = @state, paid = @paid, ordered_at = @ordered_at, updated_at = @updated_at, currency = @currency, total = @total,
          value = @value, refunded = @refunded, refunded_value = @refunded_value, news = @news, shipped_at = @shipped_at,
          delivered_at = @delivered_at, reported = @reported, document = @document,
          first_total = case when currency = @currency then ifnull(first_total, total) end
        where id = @id and owner = @owner
        """);

    public static readonly Sql RemoveLines = new("""
        delete from line
        where owner = @owner and purchase_id = @purchase_id
        """);

    public static readonly Sql AddLine = new("""
        insert into line (owner, purchase_id, number, external_id, product_id, category, quantity, unit_price)
        values (@owner, @purchase_id, @number, @external_id, @product_id, @category, @quantity, @unit_price)
        """);

    public static readonly Sql AddRefund = new("""
        insert into refund (owner, purchase_id, external_id, refunded_at, document)
        values (@owner, @purchase_id, @external_id, @refunded_at, @document)
        on conflict do nothing
        """);

    public static readonly Sql Refunds = new("""
        select refunded_at, document
        from refund
        where owner = @owner and purchase_id = @purchase_id
        order by refunded_at, external_id
        """);

    public static readonly Sql RefundedAt = new("""
        select refunded_at
        from refund
        where owner = @owner and purchase_id = @purchase_id and external_id = @external_id
        """);

    public static readonly Sql Waits = new("""
        select 1
        from waiting_fact
        where store_id = @store_id and purchase_external_id = @purchase_external_id and id = @id
        """);

    public static readonly Sql AddWaiting = new("""
        insert into waiting_fact (store_id, purchase_external_id, id, inbox_id, document)
        values (@store_id, @purchase_external_id, @id, @inbox_id, @document)
        """);

    public static readonly Sql Waiting = new("""
        select id, inbox_id, document
        from waiting_fact
        where store_id = @store_id and purchase_external_id = @purchase_external_id
        order by id
        """);

    public static readonly Sql RemoveWaiting = new("""
        delete from waiting_fact
        where store_id = @store_id and purchase_external_id = @purchase_external_id
        """);

    // The purchases that a customer's count takes: replacements, exchanges and what a partner sold are no rhythm.
    public static readonly Sql OrderInstants = new($"""
        select ordered_at
        from purchase
        where owner = @owner and state = 0 and paid = 1 and kind in (0, 1, 4, 5, 6) and not {PartnerSales.Is("purchase")}
        """);
}
