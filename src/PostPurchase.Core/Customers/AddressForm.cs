using System.Globalization;

namespace PostPurchase.Core.Customers;

/// <summary>Which texts could be an e-mail address at all. Whether mail can be sent to one is decided where mail is, which asks for more.</summary>
public static class AddressForm
{
    private const int Longest = 320;
    private const string Forbidden = "@<>(),;:\"\\";

    /// <summary>Whether a trimmed text has a local part (which may be in quotes), one at sign and a domain, without what may stand in neither (RFC 5321 4.1.2).</summary>
    public static bool CouldBe(string text)
    {
        if (text.Length > Longest || HasUnseen(text)) return false;
        var at = text.StartsWith('"') ? text.LastIndexOf("\"@", StringComparison.Ordinal) + 1 : text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || (text[0] == '"' && at < 3)) return false;
        var (local, domain) = (text[..at], text[(at + 1)..]);
        return domain.Length > 0 && (text[0] == '"' || !HasForbidden(local)) && !HasForbidden(domain)
            && domain[0] != '.' && domain[^1] != '.' && !domain.Contains("..", StringComparison.Ordinal);
    }

    // Control characters, and those that show nothing at all, such as U+200B: with one of them an address is another one that looks the same, or goes to another than it seems.
    private static bool HasUnseen(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || (!char.IsAscii(text[i]) && CharUnicodeInfo.GetUnicodeCategory(text, i) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)) return true;
        }

        return false;
    }

    private static bool HasForbidden(string part) => part.Any(one => char.IsWhiteSpace(one) || Forbidden.Contains(one, StringComparison.Ordinal));
}
