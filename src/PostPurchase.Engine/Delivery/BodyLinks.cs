using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Engine.Delivery;

/// <summary>Puts tracked addresses, the preview line and the open picture into rendered bodies.</summary>
internal static partial class BodyLinks
{
    /// <summary>Every web address that a link of the HTML leads to, also inside the comments that Outlook reads, goes over an address of ours.</summary>
    public static string InHtml(string html, LinkBook links) => Anchor().Replace(html, match =>
    {
        var value = match.Groups["value"];
        var url = WebUtility.HtmlDecode(value.Value).Trim();
        if (links.Tracked(url) is not { } tracked) return match.Value;
        var start = value.Index - match.Index;
        return string.Concat(match.Value.AsSpan(0, start), tracked, match.Value.AsSpan(start + value.Length));
    });

    /// <summary>The same for a text part.</summary>
    public static string InText(string text, LinkBook links) => WebAddress().Replace(text, match => links.Tracked(match.Value) ?? match.Value);

    /// <summary>The words of the links of the HTML by their address, as people read them; those without words are left out.</summary>
    public static IReadOnlyDictionary<string, string> WordsOf(string html)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match link in WholeLink().Matches(html))
        {
            var text = OneLine.Of(WebUtility.HtmlDecode(Tag().Replace(link.Groups["inner"].Value, " ")));
            if (text.Length is > 0 and <= LongestWords) words.TryAdd(WebUtility.HtmlDecode(link.Groups["value"].Value).Trim(), text);
        }

        return words;
    }

    /// <summary>The HTML with a preview line that only lists of mails show, and the open picture; null leaves either out.</summary>
    public static string Dress(string html, string? preheader, string? pixel)
    {
        if (!string.IsNullOrWhiteSpace(preheader))
        {
            var body = BodyStart().Match(html);
            // The filler keeps programs from showing the start of the mail behind a short line.
            var line = $"<div style=\"display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all\">{WebUtility.HtmlEncode(preheader)}{Filler}</div>";
            html = html.Insert(body.Success ? body.Index + body.Length : 0, line);
        }

        return pixel is null ? html : AtEnd(html, $"<img src=\"{pixel}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">");
    }

    /// <summary>
    /// The HTML with a link at its end that only programs follow: not shown, without words, not reached by keyboard, not read aloud. Null adds none.
    /// </summary>
    public static string WithHoneypot(string html, string? honeypot) => honeypot is null ? html : AtEnd(
        html, $"<div aria-hidden=\"true\" style=\"display:none;max-height:0;max-width:0;overflow:hidden;mso-hide:all\"><a href=\"{honeypot}\" tabindex=\"-1\" rel=\"nofollow\"></a></div>");

    private static string AtEnd(string html, string part)
    {
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return html.Insert(end < 0 ? html.Length : end, part);
    }

    private const int LongestWords = 120;

    private static readonly string Filler = new StringBuilder().Insert(0, "&#8199;&#847; ", 40).ToString();

    [GeneratedRegex(@"<(?:a|area|v:\w+)\s(?:[^<>""']|""[^""]*""|'[^']*')*?\bhref\s*=\s*(?:""(?<value>[^""<>]*)""|'(?<value>[^'<>]*)'|(?<value>https?://[^\s<>""']+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"<a\s[^<>]*?\bhref\s*=\s*""(?<value>[^""<>]*)""[^<>]*>(?<inner>.*?)</a>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex WholeLink();

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>""'.,;:!?)\]}]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"<body\b(?:[^<>""']|""[^""]*""|'[^']*')*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BodyStart();
}
