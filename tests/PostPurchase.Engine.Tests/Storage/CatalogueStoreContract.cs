using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with products of feeds.</summary>
public abstract class CatalogueStoreContract : StoreContract
{
    private CatalogueStore Store => new(Database);

    [Fact]
    public async Task Two_stores_have_products_of_the_same_id_each_its_own()
    {
        await Store.SaveAsync(("default", "own"), [Product("p1", "Kettle"), Product("p2", "Cup")], Noon);
        await Store.SaveAsync(("de", "own"), [Product("p1", "Kessel")], Noon);
        await Store.SaveAsync(("default", "own"), [Product("p1", "New kettle")], Noon);

        Assert.Equal([("default", "p1", "New kettle"), ("default", "p2", "Cup"), ("de", "p1", "Kessel")], Store.All().Select(one => (one.Store, one.Item.Id, one.Item.Name)).OrderBy(one => one.Store != "default"));
    }

    [Fact]
    public async Task An_id_that_another_program_of_the_store_has_is_given_back_and_one_of_another_store_is_not()
    {
        await Store.SaveAsync(("default", "own"), [Product("p1", "Kettle")], Noon);

        Assert.Equal(["p1"], await Store.SaveAsync(("default", "peak"), [Product("p1", "Other")], Noon));
        Assert.Empty(await Store.SaveAsync(("de", "peak"), [Product("p1", "Other")], Noon));
    }

    [Fact]
    public async Task A_line_is_filled_in_from_its_own_stores_catalogue()
    {
        await Store.SaveAsync(("default", "own"), [Product("p1", "Kettle") with { Category = "kettles" }], Noon);
        await Store.SaveAsync(("de", "own"), [Product("p1", "Kessel") with { Category = "kessel" }], Noon);
        var shelf = new OfferShelf(Path.Combine(Path.GetTempPath(), "no-such-folder")) { Feed = Store.All };
        shelf.Reload();

        Assert.Equal(["kettles", "kessel", null], new[] { "default", "de", "fr" }.Select(store => shelf.Enrich(store, new() { Id = "l", Name = "x", ProductId = "p1" }).Category));
    }

    private static CatalogueItem Product(string id, string name) => new(id, name, $"https://shop.example/{id}") { ProductId = id };
}

public sealed class SqliteCatalogueStoreTests : CatalogueStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
