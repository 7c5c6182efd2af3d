using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Core.Offers;

/// <summary>Reads the terms of a program.</summary>
internal static class ProgramReader
{
    /// <summary>What a file says for no campaign parameters.</summary>
    public const string Off = "off";

    private const string EveryCategory = "default";

    public static OfferProgram Read(string key, YamlNode.Map map)
    {
        var terms = map.Map("terms");
        var commissions = Commissions(map);
        return LinksOf(key, map) with
        {
            PricesAllowed = terms?.Text("prices_allowed") != "false",
            CouponSites = terms?.Text("coupon_sites") != "false",
            Disclosure = terms?.Localized("disclosure"),
            CookieWindow = terms?.Span("cookie_window"),
            DeniedClaims = terms?.Texts("denied_claims") ?? [],
            Campaign = CampaignOf(key, map),
            Commission = commissions.GetValueOrDefault(EveryCategory) ?? Commission.None,
            Commissions = commissions,
        };
    }

    /// <summary>What it says of its links; what cannot be read is as strict as what is not said.</summary>
    public static OfferProgram LinksOf(string key, YamlNode.Map map)
    {
        var terms = map.Map("terms");
        var usual = key == OfferProgram.OwnKey ? EmailRule.Yes : EmailRule.Approval;
        return new()
        {
            Key = key,
            Name = map.Text("name") ?? key,
            Network = map.Text("network") ?? "direct",
            Merchant = map.Text("merchant"),
            Link = map.Text("link"),
            IsOpen = map.Text("status") != "closed",
            EmailAllowed = terms?.Word("email_allowed", usual) ?? usual,
            // Amazon forbids redirects, so that silence means no.
            RedirectAllowed = terms?.Text("redirect_allowed") is { } redirect ? redirect != "false" : map.Text("network") != "amazon",
        };
    }

    /// <summary>Whether a text is a share or an amount.</summary>
    public static bool IsCommission(string text) => Forms.TryPercent(text, out _) || OfferFile.TryPrice(text, out _);

    private static CampaignTags? CampaignOf(string key, YamlNode.Map map)
    {
        var usual = CampaignTags.Usual(key, map.Text("network") ?? "direct");
        if (map.Map("utm") is not { } said) return map.Text("utm") == Off ? null : usual;
        var tags = usual ?? new();
        return tags with
        {
            Source = said.Text("source") ?? tags.Source,
            Medium = said.Text("medium") ?? tags.Medium,
            Campaign = said.Text("campaign") ?? tags.Campaign,
            Content = said.Text("content"),
            Term = said.Text("term"),
        };
    }

    private static Dictionary<string, Commission> Commissions(YamlNode.Map map) => map.Find("commission") switch
    {
        YamlNode.Scalar { IsNull: false } all => new() { [EveryCategory] = CommissionOf(all.Text) },
        YamlNode.Map each => each.Entries.Where(entry => entry.Value is YamlNode.Scalar)
            .ToDictionary(entry => entry.Key.Text, entry => CommissionOf(((YamlNode.Scalar)entry.Value).Text), StringComparer.OrdinalIgnoreCase),
        _ => [],
    };

    private static Commission CommissionOf(string text) =>
        Forms.TryPercent(text, out var rate) ? new(rate, null) : OfferFile.TryPrice(text, out var amount) ? new(0, amount) : Commission.None;
}
