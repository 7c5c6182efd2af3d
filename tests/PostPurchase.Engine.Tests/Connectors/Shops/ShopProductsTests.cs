using System.Text;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Connectors.Shops;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors.Shops;

public sealed class ShopProductsTests
{
    [Theory]
    [InlineData("""{"price":"8.00"}""", "active", true)]
    [InlineData("""{"price":"8.00","inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":0}""", "active", false)]
    [InlineData("""{"price":"8.00","inventory_management":"shopify","inventory_policy":"continue","inventory_quantity":-2}""", "active", true)]
    [InlineData("""{"price":"8.00"}""", "draft", false)]
    public void Shopifys_stock_is_that_of_a_variant_that_can_be_bought(string variant, string status, bool isInStock)
    {
        var item = Sound(SourceKind.Shopify, $$"""{"id":1,"title":"Pegs","handle":"pegs","status":"{{status}}","published_at":"2025-01-01T00:00:00Z","variants":[{{variant}}]}""");

        Assert.Equal(isInStock, item.InStock);
    }

    [Fact]
    public void Woos_product_is_read_with_its_entities_decoded()
    {
        var item = Sound(SourceKind.WooCommerce, """
            {"id":70,"name":"Mug &amp; saucer","permalink":"https://woo.test/product/mug/","status":"publish","catalog_visibility":"visible","purchasable":true,"price":"5.00",
             "stock_status":"onbackorder","categories":[{"id":3,"name":"Cups &amp; more"}],"images":[{"id":1,"src":"https://woo.test/mug.jpg"}]}
            """);

        Assert.Equal(("70", "Mug & saucer", "https://woo.test/product/mug/", "Cups & more", "5.00", true), (item.ProductId, item.Name, item.Url, item.Category, item.Price?.ToString(), item.InStock));
        Assert.Equal("https://woo.test/mug.jpg", item.ImageUrl);
    }

    [Fact]
    public void A_woo_product_of_variations_without_a_price_is_kept_without_one() =>
        Assert.Null(Sound(SourceKind.WooCommerce, """{"id":70,"name":"Mug","permalink":"https://woo.test/mug","price":"","stock_status":"instock"}""").Price);

    [Theory]
    [InlineData("""{"title":"Pegs","handle":"pegs"}""", "a product has no id")]
    [InlineData("""{"id":1,"handle":"pegs"}""", "product 1 has no title")]
    [InlineData("""{"id":1,"title":"Pegs"}""", "product 1 has no handle, so that there is no address of it")]
    [InlineData("""{"id":1,"title":"Pegs","handle":"p","variants":[{"price":"much"}]}""", "product 1 has a price that is no amount of EUR")]
    [InlineData("""{"id":1,"title":"half \ud800","handle":"p"}""", "a product: title holds half of a surrogate pair (\\ud800)")]
    [InlineData("7", "a product has no id")]
    public void What_is_no_product_says_why(string json, string reason) =>
        Assert.Equal(reason, Assert.IsType<ProductReading.Bad>(ShopProducts.Read(Shop(SourceKind.Shopify), Encoding.UTF8.GetBytes(json))).Reason);

    private static Core.Offers.CatalogueItem Sound(SourceKind kind, string json) => Assert.IsType<ProductReading.Sound>(ShopProducts.Read(Shop(kind), Encoding.UTF8.GetBytes(json))).Item;

    private static ShopSettings Shop(SourceKind kind) => new() { Name = "shop", Source = new(kind, "s"), Url = new("https://a.test"), Token = "t", Currency = Core.Purchases.Currency.Parse("EUR") };
}
