using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

internal static class AssociationSql
{
    public static readonly Sql State = new("""
        select last_purchase, product_baskets, category_baskets, built_at
        from association
        where only_row = 1
        """);

    public static readonly Sql Document = new("""
        select document
        from association
        where only_row = 1
        """);

    // The next batch: ids grow with time.
    public static readonly Sql Next = new("""
        select id
        from purchase
        where id > @after and id < @before
        order by id
        limit @count
        """);

    public static readonly Sql Lines = new("""
        select p.id, l.product_id, l.category
        from purchase as p
        join line as l on l.owner = p.owner and l.purchase_id = p.id
        where p.id > @after and p.id <= @last and p.state = 0 and p.paid = 1 and l.quantity > 0
        order by p.id
        """);

    // Guarded: of two that count at the same time one wins, and nothing is counted twice.
    public static readonly Sql Advance = new("""
        update association
        set last_purchase = @last, product_baskets = product_baskets + @products, category_baskets = category_baskets + @categories
        where only_row = 1 and last_purchase = @after
        """);

    public static readonly Sql AddItem = new("""
        insert into association_item (kind, key, baskets)
        values (@kind, @key, @baskets)
        on conflict (kind, key) do update
        set baskets = baskets + excluded.baskets
        returning id
        """);

    public static readonly Sql AddPair = new("""
        insert into association_pair (first_id, second_id, baskets)
        values (@first_id, @second_id, @baskets)
        on conflict (first_id, second_id) do update
        set baskets = baskets + excluded.baskets
        """);

    // A page of the pairs that may be evidence, in the order of their key.
    public static readonly Sql Pairs = new("""
        select p.first_id, p.second_id, p.baskets, a.kind, a.key, a.baskets, b.key, b.baskets
        from association_pair as p
        join association_item as a on a.id = p.first_id
        join association_item as b on b.id = p.second_id
        where (p.first_id, p.second_id) > (@first_id, @second_id) and p.baskets >= @least
        order by p.first_id, p.second_id
        limit @count
        """);

    public static readonly Sql Keep = new("""
        update association
        set built_at = @built_at, document = @document
        where only_row = 1
        """);
}
