using NodaTime;
using PostPurchase.Core.Offers;

namespace PostPurchase.Engine.Storage;

/// <summary>Products that came by feed, by store and program; what the offers files say of the same product comes before. Two stores may have the same ids.</summary>
internal sealed class CatalogueStore(Database database)
{
    private const int Page = 5_000;

    /// <summary>Adds and renews a store's products of a program. One whose id another program of that store has is given back.</summary>
    public Task<IReadOnlyList<string>> SaveAsync((string Store, string Program) whose, IReadOnlyList<CatalogueItem> items, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync<IReadOnlyList<string>>(
        session =>
        {
            var storeId = session.Names.Id(NameKind.Store, whose.Store);
            var programId = session[CatalogueSql.Program].With(database.Ids.Next(now)).With(storeId).With(whose.Program).First(row => row.Long(0));
            return
            [
                .. items.Where(item => session[CatalogueSql.Save].With(database.Ids.Next(now)).With(storeId).With(programId).With(item.Id)
                    .With(StoredJson.Write(item, StoredJson.Default.CatalogueItem)).With(now).Run() == 0).Select(item => item.Id),
            ];
        },
        cancellationToken);

    /// <summary>Every product with its store's and program's key, by store and id.</summary>
    public IReadOnlyList<FeedProduct> All() => database.Read(session =>
    {
        var all = new List<FeedProduct>();
        for (var after = (Store: 0L, Key: ""); ;)
        {
            var page = session[CatalogueSql.After].With(after.Store).With(after.Key).With(Page)
                .All(row => (Store: row.Long(0), Product: new FeedProduct(session.Names.Text(row.Long(0)), row.Text(1), StoredJson.Read(row.Text(2), StoredJson.Default.CatalogueItem))));
            all.AddRange(page.Select(one => one.Product));
            if (page.Count < Page) return all;
            after = (page[^1].Store, page[^1].Product.Item.Id);
        }
    });
}

internal static class CatalogueSql
{
    public static readonly Sql Program = new("""
        insert into program (id, store_id, key, network, document)
        values (@id, @store_id, @key, '', '{}')
        on conflict (store_id, key) do update
        set key = excluded.key
        returning id
        """);

    public static readonly Sql Save = new("""
        insert into offer (id, store_id, program_id, key, document, updated_at)
        values (@id, @store_id, @program_id, @key, @document, @updated_at)
        on conflict (store_id, key) do update
        set document = excluded.document, updated_at = excluded.updated_at
        where offer.program_id = excluded.program_id
        """);

    public static readonly Sql After = new("""
        select o.store_id, p.key, o.document
        from offer as o
        join program as p on p.id = o.program_id
        where (o.store_id, o.key) > (@store_id, @after)
        order by o.store_id, o.key
        limit @count
        """);
}
