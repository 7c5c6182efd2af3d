using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>The store whose API is read, without its token.</summary>
/// <param name="Name">Of the source; the end of its webhooks' address.</param>
/// <param name="Kind">shopify or woocommerce.</param>
/// <param name="Url">Where its API is.</param>
/// <param name="Hook">Where its webhooks go.</param>
/// <param name="TakesHooks">Whether a secret is known that proves them.</param>
/// <param name="Locked">Whether appsettings.json or the environment says it, so that it is changed there.</param>
internal sealed record ShopConnection(string Name, string Kind, string Url, string Hook, bool TakesHooks, bool Locked)
{
    private const string Usual = "shop";

    public static ShopConnection? Of(RunnerService runner, SettingsDesk desk) => runner.Settings.Shops is [var shop, ..]
        ? new(
            shop.Name, Form.Word(shop.Source.Kind) is "woo_commerce" ? "woocommerce" : "shopify", shop.Url.OriginalString, $"{runner.Settings.Store.BaseUrl}/hooks/{shop.Name}", shop.Source.Secret.Length > 0,
            desk.IsSetOutside($"Sources:{shop.Name}:ApiUrl"))
        : null;

    /// <summary>The settings that connect a store; those of the one that was connected in the app before, or of one whose webhooks are known, get its API.</summary>
    public static (string Name, Dictionary<string, string?> Changes) Changes(ShopBody body, RunnerService runner)
    {
        var name = NameOf(body, runner);
        var changes = new Dictionary<string, string?> { [$"Sources:{name}:ApiUrl"] = AddressOf(body.Url), [$"Sources:{name}:ApiToken"] = body.Token?.Trim() };
        if (!runner.Settings.Sources.TryGetValue(name, out var known) || known.Kind != KindOf(body)) changes[$"Sources:{name}:Kind"] = body.Kind;
        if (!string.IsNullOrWhiteSpace(body.Secret)) changes[$"Sources:{name}:Secret"] = body.Secret.Trim();
        return (name, changes);
    }

    /// <summary>As people write it, with https:// before it.</summary>
    public static string? AddressOf(string? text) => text?.Trim().TrimEnd('/') is { Length: > 0 } url ? url.Contains("://", StringComparison.Ordinal) ? url : $"https://{url}" : null;

    private static string NameOf(ShopBody body, RunnerService runner)
    {
        if (runner.Settings.Shops is [ShopSettings connected, ..]) return connected.Name;
        var known = runner.Settings.Sources.FirstOrDefault(source => source.Value.Kind == KindOf(body)).Key;
        if (known is not null) return known;
        var name = Usual;
        for (var count = 2; runner.Settings.Sources.ContainsKey(name); count++) name = $"{Usual}-{count}";
        return name;
    }

    private static SourceKind? KindOf(ShopBody body) => body.Kind is { } word && SourceKinds.TryParse(word, out var kind) ? kind : null;
}

/// <param name="Kind">shopify or woocommerce.</param>
/// <param name="Url">Of the store; https:// may be left out.</param>
/// <param name="Token">The access token, or key:secret of WooCommerce.</param>
/// <param name="Secret">What signs its webhooks; null where none are sent.</param>
internal sealed record ShopBody(string? Kind, string? Url, string? Token, string? Secret = null);
