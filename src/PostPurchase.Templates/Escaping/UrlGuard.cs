namespace PostPurchase.Templates;

/// <summary>Which addresses a value may put into a link or image.</summary>
internal static class UrlGuard
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel", "sms", "cid"];
    private static readonly string[] ImageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>Whether the address is relative or of an allowed scheme. In markup a scheme that hides behind entities is not allowed.</summary>
    public static bool IsAllowed(ReadOnlySpan<char> address, bool isHtml)
    {
        address = address.TrimStart();
        var end = address.IndexOfAny(":/?#");
        var prefix = end < 0 ? address : address[..end];
        if (isHtml && prefix.Contains('&')) return end >= 0 && address[end] is '/' or '?' && !HidesColon(prefix);
        if (prefix.ContainsAnyInRange('\0', ' ') && end >= 0 && address[end] == ':') return false;
        if (end < 0 || address[end] != ':') return true;
        foreach (var scheme in Schemes)
        {
            if (prefix.Equals(scheme, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return prefix.Equals("data", StringComparison.OrdinalIgnoreCase) && IsImage(address[(end + 1)..]);
    }

    /// <summary>The start of an address, for messages.</summary>
    public static string Shorten(string address) => address.Length <= 40 ? $"`{address}`" : $"`{address[..40]}...`";

    private static bool HidesColon(ReadOnlySpan<char> prefix)
    {
        foreach (var part in prefix.Split('&'))
        {
            if (part.Start.Value > 0 && !prefix[part].StartsWith("amp;", StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private static bool IsImage(ReadOnlySpan<char> data)
    {
        foreach (var type in ImageTypes)
        {
            if (data.StartsWith(type, StringComparison.OrdinalIgnoreCase) && data.Length > type.Length && data[type.Length] is ';' or ',') return true;
        }
        return false;
    }
}
