using NodaTime;
using PostPurchase.Core.Offers;

namespace PostPurchase.Engine.Storage;

/// <summary>Products that came by feed, by program; what the offers files say of the same product comes before.</summary>
internal sealed class CatalogueStore(Database database)
{
    private const int Page = 5_000;

    /// <summary>Adds and renews the products of a program. One whose id another program has is given back.</summary>
    public Task<IReadOnlyList<string>> SaveAsync(string program, IReadOnlyList<CatalogueItem> items, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync<IReadOnlyList<string>>(
        session =>
        {
            var storeId = session.Names.Id(NameKind.Store, "default");
            var programId = session[CatalogueSql.Program].With(database.Ids.Next(now)).With(storeId).With(program).First(row => row.Long(0));
            return
            [
                .. items.Where(item => session[CatalogueSql.Save].With(database.Ids.Next(now)).With(storeId).With(programId).With(item.Id)
                    .With(StoredJson.Write(item, StoredJson.Default.CatalogueItem)).With(now).Run() == 0).Select(item => item.Id),
            ];
        },
        cancellationToken);

    /// <summary>Every product with its program's key, by id.</summary>
    public IReadOnlyList<(string Program, CatalogueItem Item)> All() => database.Read(session =>
    {
        var all = new List<(string, CatalogueItem)>();
        if (session.Names.Find(NameKind.Store, "default") is not { } storeId) return all;
        for (var after = ""; ;)
        {
            var page = session[CatalogueSql.After].With(storeId).With(after).With(Page).All(row => (row.Text(0), StoredJson.Read(row.Text(1), StoredJson.Default.CatalogueItem)));
            all.AddRange(page);
            if (page.Count < Page) return all;
            after = page[^1].Item2.Id;
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
        select p.key, o.document
        from offer as o
        join program as p on p.id = o.program_id
        where o.store_id = @store_id and o.key > @after
        order by o.key
        limit @count
        """);
}
