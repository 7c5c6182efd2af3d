using System.Text.Json;
using NodaTime;

namespace PostPurchase.Engine.Connectors.Shops;

/// <summary>What a shop says of itself; null where it does not say, or may not be asked.</summary>
/// <param name="Name">As customers know it.</param>
/// <param name="Currency">Of its prices.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Url">Where customers look at it.</param>
internal sealed record ShopAbout(string? Name, string? Currency, string? TimeZone, string? Url)
{
    /// <summary>Nothing is known.</summary>
    public static ShopAbout Nothing { get; } = new(null, null, null, null);

    /// <summary>Reads the answer; what is not there or no such thing is null.</summary>
    public static ShopAbout Read(ShopSettings shop, byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = new PayloadNode(document.RootElement);
            return shop.Source.Kind == SourceKind.Shopify ? OfShopify(root["shop"]) : OfWoo(root);
        }
        catch (JsonException)
        {
            return Nothing; // some page of theirs: only what helps to fill in a form is lost
        }
    }

    private static ShopAbout OfShopify(PayloadNode shop) =>
        new(shop["name"].Text, CurrencyOf(shop["currency"].Text), ZoneOf(shop["iana_timezone"].Text), shop["domain"].Text is { } domain ? $"https://{domain}" : null);

    private static ShopAbout OfWoo(PayloadNode settings)
    {
        var currency = settings.Items.FirstOrDefault(setting => setting["id"].Text == "woocommerce_currency")["value"].Text;
        return new(null, CurrencyOf(currency), null, null);
    }

    private static string? CurrencyOf(string? code) => code is not null && Core.Purchases.Currency.TryParse(code, out var currency) ? currency.Code : null;

    private static string? ZoneOf(string? id) => id is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null ? id : null;
}
