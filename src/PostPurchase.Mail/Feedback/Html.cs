using System.Net;
using System.Text;

namespace PostPurchase.Mail.Feedback;

/// <summary>Makes readable text of a report that came only as HTML; line ends stand where blocks end.</summary>
internal static class Html
{
    public static string ToText(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0) open = html.Length;
            text.Append(html, at, open - at);
            if (open == html.Length) break;
            at = SkipTag(html, open, text);
        }
        return WebUtility.HtmlDecode(text.ToString());
    }

    private static int SkipTag(string html, int open, StringBuilder text)
    {
        var tag = html.AsSpan(open + 1, Math.Min(8, html.Length - open - 1));
        foreach (var hidden in (ReadOnlySpan<string>)["style", "script", "head"])
        {
            if (!tag.StartsWith(hidden, StringComparison.OrdinalIgnoreCase) || (tag.Length > hidden.Length && char.IsLetter(tag[hidden.Length]))) continue;
            var end = html.IndexOf("</" + hidden, open, StringComparison.OrdinalIgnoreCase);
            if (end >= 0) open = end;
            break;
        }
        foreach (var block in (ReadOnlySpan<string>)["br", "p", "/p", "div", "/div", "/tr", "/td", "li"])
        {
            if (!tag.StartsWith(block, StringComparison.OrdinalIgnoreCase)) continue;
            text.Append('\n');
            break;
        }
        var close = html.IndexOf('>', open);
        return close < 0 ? html.Length : close + 1;
    }
}
