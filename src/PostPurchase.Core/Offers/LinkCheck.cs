namespace PostPurchase.Core.Offers;

/// <summary>What is wrong with an offer's link. The names are stored.</summary>
public enum LinkProblem
{
    /// <summary>The page is not there (404, 410).</summary>
    Gone,

    /// <summary>It ends at another host than the offer's page.</summary>
    HostChanged,

    /// <summary>A redirect that is no network's dropped the sub-id: sales would match nothing.</summary>
    SubIdStripped,

    /// <summary>It could not be followed to an end.</summary>
    Unreachable,
}

/// <summary>One answer on the way of a link.</summary>
/// <param name="Url">What was asked for.</param>
/// <param name="Status">The HTTP status; 0 where there was none.</param>
public readonly record struct LinkHop(Uri Url, int Status);

/// <summary>Judges the way that a link took. Pure.</summary>
public static class LinkCheck
{
    /// <summary>The problem, or null where it is fine. What comes from a server in trouble (5xx, 429) or one that refuses programs (401, 403, 405) says nothing.</summary>
    /// <param name="target">The offer's page.</param>
    /// <param name="subId">The sub-id that the link was given.</param>
    /// <param name="hops">Each address in order, the link first.</param>
    public static LinkProblem? Judge(Uri target, string subId, IReadOnlyList<LinkHop> hops)
    {
        if (hops.Count == 0) return LinkProblem.Unreachable;
        var last = hops[^1];
        if (last.Status is 404 or 410) return LinkProblem.Gone;
        if (last.Status is 0 or (>= 300 and < 400)) return LinkProblem.Unreachable;
        // A network's own host takes the sub-id in; one that stays with the merchant has to carry it on.
        var atMerchant = hops.Where(hop => IsSameSite(hop.Url.Host, target.Host)).ToList();
        if (hops.Count > 1 && atMerchant.Count == hops.Count && !last.Url.OriginalString.Contains(subId, StringComparison.OrdinalIgnoreCase)) return LinkProblem.SubIdStripped;
        return atMerchant.Count == 0 || !IsSameSite(last.Url.Host, target.Host) ? LinkProblem.HostChanged : null;
    }

    /// <summary>Whether two addresses are of one site; false for what is no address.</summary>
    internal static bool IsOfSite(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first) && Uri.TryCreate(other, UriKind.Absolute, out var second) && IsSameSite(first.Host, second.Host);

    // www.x.example and shop.x.example are one site; the last two labels decide, which is near enough for a warning.
    private static bool IsSameSite(string one, string other) => Site(one).Equals(Site(other), StringComparison.OrdinalIgnoreCase);

    private static string Site(string host) => string.Join('.', host.Split('.').TakeLast(2));
}
