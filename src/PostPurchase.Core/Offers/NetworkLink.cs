namespace PostPurchase.Core.Offers;

/// <summary>Where each network wants the sub-id. Names are case-sensitive and as the networks document them.</summary>
public static class NetworkLink
{
    /// <summary>Where the sub-id goes; put in when the mail is made.</summary>
    public const string TokenMark = "{token}";

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["impact"] = "subId1",
        ["cj"] = "sid",
        ["awin"] = "clickref",
        ["rakuten"] = "u1",
        ["shareasale"] = "afftrack",
        ["clickbank"] = "tid",
        ["amazon"] = "ascsubtag",
        ["ebay"] = "customid",
        ["skimlinks"] = "xcust",
        ["flexoffers"] = "fobs",
        ["partnerstack"] = "sid1",
        ["partnerize"] = "pubref",
        ["tradedoubler"] = "epi",
        ["webgains"] = "clickref",
        ["admitad"] = "subid",
        ["everflow"] = "sub1",
        ["direct"] = "utm_content",
    };

    /// <summary>Keys of the networks.</summary>
    public static IReadOnlyCollection<string> Known => Parameters.Keys;

    /// <summary>The address with the network's parameter set to <see cref="TokenMark"/>; one that is there already is replaced, a fragment stays last.</summary>
    public static string WithToken(string url, string network)
    {
        var name = Parameters.GetValueOrDefault(network, "subid");
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var (bare, fragment) = hash < 0 ? (url, "") : (url[..hash], url[hash..]);
        var question = bare.IndexOf('?', StringComparison.Ordinal);
        if (question < 0) return $"{bare}?{name}={TokenMark}{fragment}";
        var kept = bare[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair.Split('=', 2)[0] != name);
        return $"{bare[..question]}?{string.Join('&', kept.Append($"{name}={TokenMark}"))}{fragment}";
    }
}
