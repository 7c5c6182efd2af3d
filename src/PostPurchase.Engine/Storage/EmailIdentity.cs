using System.Globalization;

namespace PostPurchase.Engine.Storage;

/// <summary>The form of an address by which two customers are the same one.</summary>
internal static class EmailIdentity
{
    private static readonly IdnMapping s_idn = new();

    /// <summary>
    /// Trimmed, lower case, the domain as A-label. Dots and tags of the local part stay: only the provider knows what they mean. Null for what
    /// has no local part or no domain.
    /// </summary>
    public static string? Normalise(string address)
    {
        var trimmed = address.AsSpan().Trim();
        var at = trimmed.LastIndexOf('@');
        if (at < 1 || at == trimmed.Length - 1) return null;
        var lower = trimmed.ToString().ToLowerInvariant();
        return System.Text.Ascii.IsValid(lower) ? lower : string.Concat(lower.AsSpan(0, at + 1), ALabel(lower[(at + 1)..]));
    }

    private static string ALabel(string domain)
    {
        try
        {
            return s_idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            // Not a domain that could be sent to; as an identity its own text is as good as any.
            return domain;
        }
    }
}
