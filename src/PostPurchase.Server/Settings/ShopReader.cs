using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Connectors.Shops;

namespace PostPurchase.Server.Settings;

/// <summary>Reads <c>Sources:NAME:{ApiUrl,ApiToken}</c>: the shops whose products and orders are read.</summary>
internal static class ShopReader
{
    public static IReadOnlyList<ShopSettings> Read(SettingValues values, IReadOnlyDictionary<string, HookSource> sources, IReadOnlyDictionary<string, StoreSettings> stores)
    {
        var shops = new List<ShopSettings>();
        foreach (var name in values.Names("Sources"))
        {
            var (url, token) = (StoreReader.Web(values, $"Sources:{name}:ApiUrl"), values.Text($"Sources:{name}:ApiToken"));
            if ((url is null && token is null) || !sources.TryGetValue(name, out var source)) continue;
            if (url is null || token is null) values.Refuse($"Sources:{name}:{(url is null ? "ApiUrl" : "ApiToken")}", "expected both ApiUrl and ApiToken, to read the shop's API");
            else if (Problem(values, source, new(url), token) is { } problem) values.Refuse($"Sources:{name}:{problem.Setting}", problem.Expected);
            else shops.Add(Shop(name, source, (new(url), token), stores.GetValueOrDefault(source.Store) ?? stores["default"]));
        }

        return shops;
    }

    private static (string Setting, string Expected)? Problem(SettingValues values, HookSource source, Uri url, string token)
    {
        if (source.Kind is not (SourceKind.Shopify or SourceKind.WooCommerce)) return ("ApiUrl", "only the APIs of shopify and woocommerce are read");
        if (url.Scheme != Uri.UriSchemeHttps && !values.Flag("Webhooks:AllowPrivate", false)) return ("ApiUrl", "expected https://, since the token goes with each request (http:// is for trials, where whoever runs this server allows it: Webhooks:AllowPrivate=true)");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0) return ("ApiUrl", "expected an address without a user, password or query");
        if (!token.All(character => character is > ' ' and <= '~')) return ("ApiToken", "expected a token without spaces");
        return source.Kind == SourceKind.WooCommerce && token.IndexOf(':', StringComparison.Ordinal) is not > 0 ? ("ApiToken", "expected the consumer key and secret as key:secret") : null;
    }

    private static ShopSettings Shop(string name, HookSource source, (Uri Url, string Token) api, StoreSettings store) => new()
    {
        Name = name,
        Source = source,
        Url = api.Url,
        Token = api.Token,
        Currency = store.Profile.Currency,
        Storefront = store.Profile.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var front) ? front : null,
    };
}
