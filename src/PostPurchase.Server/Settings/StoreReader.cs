using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Settings;

/// <summary>Reads <c>Store:...</c>, which is short for <c>Stores:default:...</c>, and the other stores.</summary>
internal static class StoreReader
{
    /// <param name="values">The settings.</param>
    /// <param name="servedAt">What links in mails lead to where nobody says how customers reach this server.</param>
    public static IReadOnlyDictionary<string, StoreSettings> Read(SettingValues values, string servedAt)
    {
        var stores = new Dictionary<string, StoreSettings>(StringComparer.Ordinal);
        foreach (var name in values.Names("Stores")) stores[name] = One(values, $"Stores:{name}", name, servedAt);
        if (values.Has("Store") || !stores.ContainsKey("default"))
        {
            if (stores.ContainsKey("default")) values.Refuse("Store", "is short for Stores:default: expected only one of the two");
            stores["default"] = One(values, "Store", "default", servedAt);
        }
        return stores;
    }

    /// <summary>An absolute http or https address without a slash at the end, or null.</summary>
    public static string? Web(SettingValues values, string name) => values.Read(
        name,
        text => (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https", text.TrimEnd('/')),
        "an address that starts with https://");

    private static StoreSettings One(SettingValues values, string section, string key, string servedAt)
    {
        string Name(string setting) => $"{section}:{setting}";
        var profile = new StoreProfile();
        var currency = profile.Currency;
        if (values.Text(Name("Currency")) is { } code && !(Currency.TryParse(code, out currency) && currency.IsListed)) values.Refuse(Name("Currency"), "expected the code of a currency (ISO 4217) such as EUR");
        profile = profile with
        {
            Key = key,
            Name = values.Text(Name("Name")) ?? "My store",
            Url = Web(values, Name("Url")),
            SendsReceipt = values.Flag(Name("SendsReceipt"), false),
            PostalAddress = values.Text(Name("PostalAddress")),
            Locale = values.Read(Name("Locale"), Locale, "a locale such as en-US") ?? profile.Locale,
            Currency = currency,
            TimeZone = values.Read(Name("TimeZone"), text => (DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is not null, DateTimeZoneProviders.Tzdb.GetZoneOrNull(text)!), "an IANA time zone such as Europe/Berlin")
                ?? profile.TimeZone,
            Brand = Look(values, Name("Brand"), profile.Brand),
        };
        var baseUrl = Web(values, Name("BaseUrl"));
        return new(profile, values.Text(Name("FromName")), SettingsReader.Address(values, Name("FromAddress")), SettingsReader.Address(values, Name("ReplyTo")), baseUrl ?? servedAt)
        {
            IsBaseUrlSet = baseUrl is not null,
        };
    }

    private static Brand Look(SettingValues values, string section, Brand usual) => new()
    {
        LogoUrl = Web(values, $"{section}:LogoUrl"),
        Color = values.Read($"{section}:Color", Color, "a colour such as #1f5eff") ?? usual.Color,
        TextOnColor = values.Read($"{section}:TextOnColor", Color, "a colour such as #ffffff") ?? usual.TextOnColor,
        Font = values.Text($"{section}:Font") ?? usual.Font,
        SupportEmail = SettingsReader.Address(values, $"{section}:SupportEmail")?.ToString(),
        SignedBy = values.Text($"{section}:SignedBy"),
    };

    private static (bool IsFine, string Value) Color(string text) => (text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit), text);

    private static (bool IsFine, string Value) Locale(string text) =>
        (text.Length is >= 2 and <= 35 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'), text.Replace('_', '-'));
}
