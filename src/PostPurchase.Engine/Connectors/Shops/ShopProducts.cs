using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors.Shops;

/// <summary>What one product of a shop came to.</summary>
internal abstract record ProductReading
{
    private ProductReading()
    {
    }

    /// <summary>A product for the catalogue.</summary>
    public sealed record Sound(CatalogueItem Item) : ProductReading;

    /// <summary>Set aside, and why.</summary>
    public sealed record Bad(string Reason) : ProductReading;
}

/// <summary>Reads products as the APIs write them. Pure; never throws for what they can contain.</summary>
internal static class ShopProducts
{
    public static ProductReading Read(ShopSettings shop, byte[] json)
    {
        if (JsonSoundness.Problem(json) is { } problem) return new ProductReading.Bad($"a product: {problem.Path} {problem.Message}");
        using var document = JsonDocument.Parse(json);
        var product = new PayloadNode(document.RootElement);
        if (product["id"].Id is not { Length: <= 100 } id) return new ProductReading.Bad("a product has no id");
        var isShopify = shop.Source.Kind == SourceKind.Shopify;
        var name = isShopify ? product["title"].Text : WebUtility.HtmlDecode(product["name"].Text);
        if (name is null) return new ProductReading.Bad($"product {id} has no {(isShopify ? "title" : "name")}");
        var url = isShopify ? ShopifyUrl(shop, product["handle"].Text) : product["permalink"].Text;
        if (!IsWeb(url)) return new ProductReading.Bad($"product {id} has no {(isShopify ? "handle" : "permalink")}, so that there is no address of it");
        var price = isShopify ? product["variants"].Items.Select(variant => variant["price"]).FirstOrDefault(one => one.IsPresent) : product["price"];
        if (price.Text is not null && StorePayload.Amount(price, shop.Currency) is not { Minor: >= 0 }) return new ProductReading.Bad($"product {id} has a price that is no amount of {shop.Currency.Code}");
        var item = new CatalogueItem(id, name, url)
        {
            ProductId = id,
            Price = StorePayload.Amount(price, shop.Currency),
            Category = isShopify ? product["product_type"].Text : WebUtility.HtmlDecode(product["categories"].Items.Select(category => category["name"].Text).FirstOrDefault(text => text is not null)),
            InStock = isShopify ? IsSoldByShopify(product) : IsSoldByWoo(product),
            ImageUrl = (isShopify ? product["image"]["src"].Text : null) ?? product["images"].Items.FirstOrDefault()["src"].Text,
        };
        return new ProductReading.Sound(item.ImageUrl is { } image && !IsWeb(image) ? item with { ImageUrl = null } : item);
    }

    private static bool IsWeb([NotNullWhen(true)] string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https");

    private static string? ShopifyUrl(ShopSettings shop, string? handle) =>
        handle is null ? null : $"{(shop.Storefront ?? shop.Url).OriginalString.TrimEnd('/')}/products/{Uri.EscapeDataString(handle)}";

    // A product that is not published has no page, and one variant that can be had is enough. Stock that nobody counts is there.
    private static bool IsSoldByShopify(PayloadNode product) =>
        product["status"].Text is null or "active"
        && product["published_at"].IsPresent
        && product["variants"].Items.Any(variant =>
            !variant["inventory_management"].IsPresent || variant["inventory_policy"].Text == "continue" || variant["inventory_quantity"].Number is null or > 0);

    private static bool IsSoldByWoo(PayloadNode product) =>
        product["status"].Text is null or "publish"
        && product["catalog_visibility"].Text != "hidden"
        && product["purchasable"].Flag != false
        && product["stock_status"].Text is null or "instock" or "onbackorder";
}
