using System.Globalization;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;

namespace PostPurchase.Server.Settings;

/// <summary>Reads <c>Networks:NAME:{Kind,Secret,NoticeKey,Store,Currency,Fields:*,ApiUrl,Account,Token}</c> and <c>Commission:Cap</c>.</summary>
internal static class NetworkReader
{
    private const int ShortestSecret = 16;
    private static readonly string[] s_fields = ["id", "token", "status", "commission", "sale", "currency", "occurred_at"];

    public static CommissionSettings Read(SettingValues values, IReadOnlyDictionary<string, StoreSettings> stores)
    {
        var networks = new Dictionary<string, NetworkSettings>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in values.Names("Networks")) networks[name] = Network(values, name, stores);
        return new() { Networks = networks, Cap = Cap(values) };
    }

    private static NetworkSettings Network(SettingValues values, string name, IReadOnlyDictionary<string, StoreSettings> stores)
    {
        var section = $"Networks:{name}";
        var kind = (values.Text($"{section}:Kind") ?? name).ToLowerInvariant();
        if (!NetworkLink.Known.Contains(kind)) values.Refuse($"{section}:Kind", $"expected {string.Join(", ", NetworkLink.Known.Order(StringComparer.Ordinal))}");
        var store = values.Text($"{section}:Store") ?? "default";
        if (!stores.ContainsKey(store)) values.Refuse($"{section}:Store", $"there is no store '{store}'");
        var secret = values.Text($"{section}:Secret");
        if (secret is not null && (secret.Length < ShortestSecret || !secret.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
            values.Refuse($"{section}:Secret", $"expected at least {ShortestSecret} letters, digits, - or _: it is part of an address");
        var noticeKey = values.Text($"{section}:NoticeKey");
        if (noticeKey is not null && kind != "clickbank") values.Refuse($"{section}:NoticeKey", "only clickbank encrypts its notices");
        var (account, token) = (values.Text($"{section}:Account"), values.Text($"{section}:Token"));
        if (account is null != token is null) values.Refuse($"{section}:{(account is null ? "Account" : "Token")}", "expected both Account and Token, to read the network's API");
        if (account is not null && kind is not ("impact" or "cj" or "awin")) values.Refuse($"{section}:Account", "only the APIs of impact, cj and awin are read; import the reports of other networks");
        return new()
        {
            Name = name,
            Network = kind,
            Secret = secret,
            NoticeKey = noticeKey,
            Store = store,
            Currency = Currency(values, $"{section}:Currency") ?? (stores.TryGetValue(store, out var profile) ? profile.Profile.Currency : stores["default"].Profile.Currency),
            Fields = Fields(values, section),
            ApiUrl = StoreReader.Web(values, $"{section}:ApiUrl") is { } url ? new Uri(url) : null,
            Account = account,
            Token = token,
        };
    }

    private static Dictionary<string, string> Fields(SettingValues values, string section)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in values.Names($"{section}:Fields"))
        {
            var name = $"{section}:Fields:{field}";
            if (values.Text(name) is not { } own) continue;
            if (s_fields.Contains(field.ToLowerInvariant())) fields[field.ToLowerInvariant()] = own;
            else values.Refuse(name, $"expected one of {string.Join(", ", s_fields)}");
        }

        return fields;
    }

    private static Currency? Currency(SettingValues values, string name)
    {
        if (values.Text(name) is not { } text) return null;
        if (Core.Purchases.Currency.TryParse(text, out var currency)) return currency;
        values.Refuse(name, "expected a currency such as EUR");
        return null;
    }

    private static decimal Cap(SettingValues values)
    {
        if (values.Text("Commission:Cap") is not { } text) return new CommissionSettings().Cap;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cap) && cap > 0) return cap;
        values.Refuse("Commission:Cap", "expected an amount in the store's currency, such as 1000");
        return new CommissionSettings().Cap;
    }
}
