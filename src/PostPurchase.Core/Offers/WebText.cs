using System.Globalization;
using System.Text;

namespace PostPurchase.Core.Offers;

/// <summary>Addresses as they may stand in headers.</summary>
public static class WebText
{
    private static readonly IdnMapping Idn = new();

    /// <summary>
    /// The address in ASCII: a host name of another script in its ASCII form (RFC 3490), everything else that is no ASCII, and blanks, as percent-encoded UTF-8 (RFC 3987
    /// section 3.1). What is encoded already stays as it is.
    /// </summary>
    public static string ToAscii(string url)
    {
        if (url.All(letter => letter is > ' ' and < '\u007f')) return url;
        var start = url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var end = url.AsSpan(start).IndexOfAny("/?#") is var length and >= 0 ? start + length : url.Length;
        return url[..start] + Host(url[start..end]) + Encoded(url[end..]);
    }

    /// <summary>The address with campaign parameters (utm_source, utm_medium, utm_campaign, utm_content) where it has none of its own; values are encoded.</summary>
    public static string WithCampaign(string url, params ReadOnlySpan<(string Name, string Value)> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (!UrlQuery.Has(url, name)) url = UrlQuery.Set(url, name, value == NetworkLink.TokenMark ? value : Uri.EscapeDataString(value), null);
        }

        return url;
    }

    private static string Host(string host)
    {
        try
        {
            return host.All(char.IsAscii) ? host : Idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return Encoded(host);
        }
    }

    private static string Encoded(string text)
    {
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 0x7f) result.Append((char)rune.Value);
            else result.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return result.ToString();
    }
}
