using System.Diagnostics.CodeAnalysis;

namespace PostPurchase.Core.Offers;

/// <summary>
/// Tracking links of affiliate networks: the sub-id in the network's own parameter, at the place and in the casing that it documents, and the target encoded
/// exactly once. What was built can be read back. Pure.
/// </summary>
public static class NetworkLink
{
    /// <summary>Where the sub-id goes; put in when the link is followed, or when the mail is made.</summary>
    public const string TokenMark = "{token}";

    /// <summary>Where the target goes in a program's link.</summary>
    public const string TargetMark = "{url}";

    private static readonly NetworkRule Unknown = new("", "subid", 50) { Target = "url" };

    // networks.json of the collected facts: name of the sub-id, its greatest length, name of the target. A token has 20 characters, which all accept.
    private static readonly Dictionary<string, NetworkRule> Rules = new NetworkRule[]
    {
        new("impact", "subId1", 255) { Target = "u", Others = ["subId2", "subId3", "sharedid"] },
        new("cj", "sid", 30) { Target = "url" },
        new("awin", "clickref", 50) { Target = "ued", Others = ["clickref2", "clickref3", "clickref4", "clickref5", "clickref6"] },
        new("rakuten", "u1", 72) { Target = "murl" },
        new("shareasale", "afftrack", 255) { Target = "urllink", HasBareTarget = true },
        new("clickbank", "tid", 24),
        new("amazon", "ascsubtag", 99) { IsOnTarget = true },
        new("ebay", "customid", 256) { IsOnTarget = true },
        new("skimlinks", "xcust", 50) { Target = "url" },
        new("flexoffers", "fobs", 50) { Target = "url" },
        new("partnerstack", "sid1", 255) { Others = ["sid"] },
        new("partnerize", "pubref", 50) { Target = "destination", IsInPath = true },
        new("tradedoubler", "epi", 50) { Target = "url", IsBeforeTarget = true },
        new("webgains", "clickref", 50) { Target = "wgtarget" },
        new("admitad", "subid", 50) { Target = "ulp" },
        new("everflow", "sub1", 50),
        new("direct", "utm_content", 255) { IsOnTarget = true },
    }.ToDictionary(rule => rule.Network);

    /// <summary>Keys of the networks.</summary>
    public static IReadOnlyCollection<string> Known => Rules.Keys;

    /// <summary>Name of the network's sub-id, as it documents it: <c>clickref</c>.</summary>
    public static string SubIdNameOf(string network) => Of(network).SubId;

    /// <summary>Name of the parameter that takes the target, or null where the network makes its links one by one.</summary>
    public static string? TargetNameOf(string network) => Of(network).Target;

    /// <summary>The greatest length of a sub-id there.</summary>
    public static int LongestSubId(string network) => Of(network).Longest;

    /// <summary>
    /// A program's link to a target, with <see cref="TokenMark"/> where the sub-id goes. A program link that says <see cref="TargetMark"/> gets the target there, encoded
    /// once (for ShareASale without its scheme); eBay's and Amazon's parameters go onto the target itself; without a program link the target is a link of the network already.
    /// </summary>
    /// <param name="program">The program's link, or null.</param>
    /// <param name="network">Key of the network.</param>
    /// <param name="target">The page that it leads to.</param>
    public static string Build(string? program, string network, string target)
    {
        var (rule, plain) = (Of(network), WebText.ToAscii(target.Replace(TokenMark, "%7Btoken%7D", StringComparison.Ordinal)));
        if (program is null) return WithToken(plain, network);
        if (rule.IsOnTarget && !program.Contains(TargetMark, StringComparison.Ordinal) && QueryOf(program) is { Length: > 0 } query)
            return WithToken(query.Split('&').Aggregate(plain, (url, pair) => pair.Split('=', 2) is [var name, var value] && value != TokenMark ? UrlQuery.Set(url, name, value, null) : url), network);
        var encoded = Uri.EscapeDataString(rule.HasBareTarget ? WithoutScheme(plain) : plain);
        var link = WebText.ToAscii(program.Replace(TargetMark, encoded, StringComparison.Ordinal));
        return link.Contains(TokenMark, StringComparison.Ordinal) && !(rule.IsBeforeTarget && UrlQuery.Get(link, rule.SubId) == TokenMark) ? link : WithToken(link, network);
    }

    /// <summary>
    /// A link with the network's parameter set to <see cref="TokenMark"/>. One that is there already, in whatever casing, is replaced; it stands before the target, since
    /// TradeDoubler takes all that follows its target for a part of it; a fragment stays last.
    /// </summary>
    public static string WithToken(string url, string network)
    {
        var rule = Of(network);
        return rule.IsInPath ? UrlPath.Set(url, rule.SubId, TokenMark, rule.Target) : UrlQuery.Set(url, rule.SubId, TokenMark, rule.Target);
    }

    /// <summary>
    /// What is odd about a program's link, or null: its sub-id stands where the network does not give it back, so that its sales come without one; or it has no place for
    /// the target of a network that takes one.
    /// </summary>
    public static string? Oddness(string program, string network)
    {
        var rule = Of(network);
        if (rule == Unknown || network == "direct" || !program.Contains(TokenMark, StringComparison.Ordinal)) return null;
        if (SubIdOf(program, network) != TokenMark && !rule.Others.Any(name => UrlQuery.Get(program, name) == TokenMark))
            return $"`{TokenMark}` stands where {network} does not give it back, so that no sale finds its mail: write `{rule.SubId}{(rule.IsInPath ? ":" : "=")}{TokenMark}`, letter by letter";
        return rule.Target is { } target && !program.Contains(TargetMark, StringComparison.Ordinal)
            ? $"there is no `{TargetMark}` in it, so that every product of the program leads to the same page: add `{target}{(rule.IsInPath ? ":" : "=")}{TargetMark}` where the program takes it"
            : null;
    }

    /// <summary>Reads the sub-id of a link, or null where it has none.</summary>
    public static string? SubIdOf(string url, string network) => Of(network) is var rule && rule.IsInPath ? UrlPath.Get(url, rule.SubId) : UrlQuery.Get(url, rule.SubId);

    /// <summary>Reads the target of a link that was built from a program's link; false where it names none. ShareASale's comes back with https.</summary>
    public static bool TryReadTarget(string url, string network, [NotNullWhen(true)] out string? target)
    {
        var rule = Of(network);
        target = rule.Target is not { } name ? null : rule.IsInPath ? UrlPath.Get(url, name) : UrlQuery.Get(url, name);
        if (target is not null) target = rule.HasBareTarget ? "https://" + Uri.UnescapeDataString(target) : Uri.UnescapeDataString(target);
        return target is not null;
    }

    private static NetworkRule Of(string network) => Rules.GetValueOrDefault(network, Unknown);

    private static string WithoutScheme(string url) => url.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? url[(at + 3)..] : url;

    private static string QueryOf(string url) => url.Split('#')[0].Split('?', 2) is [_, var query] ? query : "";

    private sealed record NetworkRule(string Network, string SubId, int Longest)
    {
        /// <summary>Name of the parameter with the target; null where links are made one by one.</summary>
        public string? Target { get; init; }

        /// <summary>Names of further sub-ids that it gives back.</summary>
        public IReadOnlyList<string> Others { get; init; } = [];

        /// <summary>Whether the sub-id has to stand before the target.</summary>
        public bool IsBeforeTarget { get; init; }

        /// <summary>Whether parameters are parts of the path: <c>/pubref:x/</c>.</summary>
        public bool IsInPath { get; init; }

        /// <summary>Whether the target goes without its scheme.</summary>
        public bool HasBareTarget { get; init; }

        /// <summary>Whether the program's parameters go onto the target itself.</summary>
        public bool IsOnTarget { get; init; }
    }
}
