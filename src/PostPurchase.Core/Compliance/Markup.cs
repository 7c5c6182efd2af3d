using System.Net;
using System.Text.RegularExpressions;

namespace PostPurchase.Core.Compliance;

/// <summary>Reads out of a mail's HTML what rules ask about. Our own templates, or what their owners wrote: no hostile input gets here.</summary>
internal static partial class Markup
{
    // By the clock, and a machine that is busy may let a thread wait for seconds.
    private const int LongestMilliseconds = 20_000;

    /// <summary>What a reader sees, spaces made single.</summary>
    public static string TextOf(string html) => SpaceRegex().Replace(WebUtility.HtmlDecode(TagRegex().Replace(UnseenRegex().Replace(html, " "), " ")), " ").Trim();

    /// <summary>Addresses of links in their order.</summary>
    public static IEnumerable<(string Url, int At)> Links(string html) => HrefRegex().Matches(html).Select(match => (WebUtility.HtmlDecode(match.Groups["url"].Value), match.Index));

    /// <summary>Addresses of links and pictures in their order.</summary>
    public static IEnumerable<string> Addresses(string html) => AddressRegex().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));

    /// <summary>Pictures without <c>alt</c>.</summary>
    public static IEnumerable<string> PicturesWithoutWords(string html) => PictureRegex().Matches(html).Select(match => match.Value).Where(tag => !AltRegex().IsMatch(tag));

    [GeneratedRegex("<head\\b.*?</head>|<style\\b.*?</style>|<!--.*?-->|<title\\b.*?</title>|<div style=\"display:none.*?</div>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex UnseenRegex();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex TagRegex();

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex SpaceRegex();

    [GeneratedRegex("<a\\b[^>]*?\\bhref\\s*=\\s*(?:\"(?<url>[^\"]*)\"|'(?<url>[^']*)'|(?<url>https?://[^\\s<>\"']+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex HrefRegex();

    [GeneratedRegex("\\b(?:href|src)\\s*=\\s*\"([^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex AddressRegex();

    [GeneratedRegex("<img\\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex PictureRegex();

    [GeneratedRegex("\\balt\\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMilliseconds)]
    private static partial Regex AltRegex();
}
