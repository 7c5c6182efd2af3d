namespace PostPurchase.Core.Offers;

/// <summary>Campaign parameters for the statistics of whoever runs the site that a link leads to. Values may say <c>{journey}</c>, <c>{step}</c> and <c>{program}</c>.</summary>
public sealed record CampaignTags
{
    /// <summary><c>utm_source</c>.</summary>
    public string Source { get; init; } = "postpurchase";

    /// <summary><c>utm_medium</c>.</summary>
    public string Medium { get; init; } = "email";

    /// <summary><c>utm_campaign</c>.</summary>
    public string Campaign { get; init; } = "{journey}";

    /// <summary><c>utm_content</c>, or null for none.</summary>
    public string? Content { get; init; }

    /// <summary><c>utm_term</c>, or null for none.</summary>
    public string? Term { get; init; }

    /// <summary>What a program has that says nothing: of the shop's own the journey, of a program of no network its key; networks have statistics of their own.</summary>
    public static CampaignTags? Usual(string program, string network) =>
        program == OfferProgram.OwnKey ? new() : network == "direct" ? new() { Campaign = "{program}" } : null;

    /// <summary>Whether an address has campaign parameters: somebody chose those, and they stay as they are.</summary>
    public static bool AreIn(string? url) => url is not null && UrlQuery.HasAny(url, "utm_");

    /// <summary>The address with the parameters that it does not have.</summary>
    public string Put(string url, (string? Journey, string? Step, string Program) place)
    {
        string Filled(string value) => value.Replace("{journey}", place.Journey, StringComparison.Ordinal).Replace("{step}", place.Step, StringComparison.Ordinal).Replace("{program}", place.Program, StringComparison.Ordinal);
        (string Name, string? Value)[] tags = [("utm_source", Source), ("utm_medium", Medium), ("utm_campaign", Campaign), ("utm_content", Content), ("utm_term", Term)];
        return WebText.WithCampaign(url, [.. from tag in tags where tag.Value is not null let value = Filled(tag.Value) where value.Length > 0 select (tag.Name, value)]);
    }
}
