using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Engine.Connectors.Shops;

/// <summary>
/// How the two APIs are asked, and what their answers are. Pure. Shopify Admin REST (shopify.dev/docs/api/admin-rest, cursor paging by the Link header) and
/// WooCommerce REST v3 (woocommerce.github.io/woocommerce-rest-api-docs, numbered pages).
/// </summary>
internal static class ShopApi
{
    private const int PageSize = 100;

    // Shopify answers an expired version as its oldest supported one.
    private const string Version = "2026-01";

    private static readonly Duration s_history = Duration.FromDays(365);
    private static readonly JsonDocumentOptions s_tolerant = new() { MaxDepth = 64 };

    /// <summary>The first page of what changed since an instant; of all products, or of a year's orders, where that is null.</summary>
    public static Uri First(ShopSettings shop, ShopThing thing, Instant? since, Instant now)
    {
        var isOrders = thing == ShopThing.Orders;
        var size = PageSize.ToString(CultureInfo.InvariantCulture);
        var root = shop.Url.OriginalString.TrimEnd('/');
        if (shop.Source.Kind == SourceKind.Shopify)
        {
            var span = since is { } from ? $"&updated_at_min={Iso(from)}Z" : isOrders ? $"&created_at_min={Iso(now - s_history)}Z" : "";
            return new($"{root}/admin/api/{Version}/{(isOrders ? "orders.json?status=any&" : "products.json?")}limit={size}{span}");
        }

        var changed = since is { } after ? $"&modified_after={Iso(after)}&dates_are_gmt=true" : isOrders ? $"&after={Iso(now - s_history)}&dates_are_gmt=true" : "";
        return new($"{root}/wp-json/wc/v3/{(isOrders ? "orders" : "products")}?per_page={size}&orderby=id&order=asc{changed}&page=1");
    }

    /// <summary>One thing of a kind, to see whether it may be read.</summary>
    public static Uri Probe(ShopSettings shop, ShopThing thing)
    {
        var (root, word) = (shop.Url.OriginalString.TrimEnd('/'), thing == ShopThing.Orders ? "orders" : "products");
        return shop.Source.Kind == SourceKind.Shopify
            ? new($"{root}/admin/api/{Version}/{word}.json?{(thing == ShopThing.Orders ? "status=any&" : "")}limit=1")
            : new($"{root}/wp-json/wc/v3/{word}?per_page=1&page=1");
    }

    /// <summary>What a shop says of itself.</summary>
    public static Uri About(ShopSettings shop)
    {
        var root = shop.Url.OriginalString.TrimEnd('/');
        return shop.Source.Kind == SourceKind.Shopify ? new($"{root}/admin/api/{Version}/shop.json") : new($"{root}/wp-json/wc/v3/settings/general?page=1");
    }

    /// <summary>The page after one, or null after the last.</summary>
    /// <exception cref="ShopPullException">It is on another host, where the token must not go.</exception>
    public static Uri? Next(ShopSettings shop, Uri asked, HttpResponseHeaders headers)
    {
        if (shop.Source.Kind != SourceKind.Shopify) return NextNumber(asked, headers);
        if (!headers.TryGetValues("Link", out var links) || NextLink(string.Join(", ", links)) is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var next) || !IsOf(shop, next)) throw new ShopPullException($"{shop.Name}: the next page is on another host");
        return next;
    }

    /// <summary>Whether an address is one of the shop's API.</summary>
    public static bool IsOf(ShopSettings shop, Uri url) => url.GetLeftPart(UriPartial.Authority) == shop.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The request for a page.</summary>
    public static HttpRequestMessage Request(ShopSettings shop, Uri page)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.TryAddWithoutValidation("User-Agent", "PostPurchase");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (shop.Source.Kind == SourceKind.Shopify) request.Headers.TryAddWithoutValidation("X-Shopify-Access-Token", shop.Token);
        else request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(shop.Token)));
        return request;
    }

    /// <summary>The JSON of each thing on a page; null where the page is no list of them.</summary>
    public static IReadOnlyList<byte[]>? Items(ShopSettings shop, ShopThing thing, ReadOnlyMemory<byte> page)
    {
        try
        {
            using var document = JsonDocument.Parse(page, s_tolerant);
            var list = document.RootElement;
            if (shop.Source.Kind == SourceKind.Shopify)
            {
                if (list.ValueKind != JsonValueKind.Object || !list.TryGetProperty(thing == ShopThing.Orders ? "orders" : "products", out list)) return null;
            }

            return list.ValueKind == JsonValueKind.Array ? Raw(list) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What an order of an API says, as the webhooks that would have said it: Shopify tells of refunds and parcels apart.</summary>
    public static IReadOnlyList<(string Topic, byte[] Body)> AsWebhooks(ShopSettings shop, byte[] order)
    {
        if (shop.Source.Kind != SourceKind.Shopify) return [("order.updated", order)];
        using var document = JsonDocument.Parse(order, s_tolerant);
        return [("orders/updated", order), .. Parts(document.RootElement, "fulfillments", "fulfillments/update"), .. Parts(document.RootElement, "refunds", "refunds/create")];
    }

    private static IEnumerable<(string Topic, byte[] Body)> Parts(JsonElement order, string name, string topic) =>
        order.ValueKind == JsonValueKind.Object && order.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? Raw(list).Select(part => (topic, part)) : [];

    private static List<byte[]> Raw(JsonElement list) => [.. list.EnumerateArray().Select(item => JsonMarshal.GetRawUtf8Value(item).ToArray())];

    // RFC 8288: <address>; rel="next", among others.
    private static string? NextLink(string header)
    {
        foreach (var link in header.Split('<').Skip(1))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end > 0 && link[end..].Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) return link[..end];
        }

        return null;
    }

    private static Uri? NextNumber(Uri asked, HttpResponseHeaders headers)
    {
        var address = asked.OriginalString;
        var at = address.LastIndexOf('=') + 1;
        var page = int.Parse(address[at..], NumberStyles.None, CultureInfo.InvariantCulture);
        if (!headers.TryGetValues("X-WP-TotalPages", out var told) || !int.TryParse(told.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var pages) || page >= pages) return null;
        return new(address[..at] + (page + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static string Iso(Instant at) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss").Format(at.InUtc().LocalDateTime);
}
