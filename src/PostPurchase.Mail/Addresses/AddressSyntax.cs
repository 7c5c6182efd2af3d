using System.Buffers;
using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Addresses;

/// <summary>The grammar of RFC 5321 4.1.2 (Mailbox) with RFC 6531 3.3, without address literals.</summary>
internal static class AddressSyntax
{
    private const int LongestLocalPart = 64;
    private const int LongestAddress = 254;

    private static readonly SearchValues<char> AtomText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    public static AddressVerdict Check(string? text, out string localPart, out string domain)
    {
        localPart = domain = "";
        if (string.IsNullOrEmpty(text)) return AddressVerdict.Empty;
        if (HasControl(text)) return AddressVerdict.ControlCharacter;
        var at = text[0] == '"' ? EndOfQuotes(text) : text.IndexOf('@', StringComparison.Ordinal);
        if (text[0] == '"' && (at < 0 || (at < text.Length && text[at] != '@'))) return AddressVerdict.MalformedQuotes;
        if (at < 0 || at == text.Length) return Spaced(text) ?? AddressVerdict.NoAtSign;
        if (at == 0) return AddressVerdict.NoLocalPart;
        if (at == text.Length - 1) return AddressVerdict.NoDomain;

        var local = text[..at];
        var verdict = local[0] == '"' ? CheckQuoted(local) : CheckDotAtom(local);
        if (verdict != AddressVerdict.Accepted) return verdict;
        if (Encoding.UTF8.GetByteCount(local) > LongestLocalPart) return AddressVerdict.LocalPartTooLong;
        verdict = DomainSyntax.Check(text[(at + 1)..], out var ascii);
        if (verdict != AddressVerdict.Accepted) return verdict;
        if (Encoding.UTF8.GetByteCount(local) + 1 + ascii.Length > LongestAddress) return AddressVerdict.TooLong;
        (localPart, domain) = (local, ascii);
        return AddressVerdict.Accepted;
    }

    /// <summary>The local part as it counts for identity: without needless quotes, in lower case, in form C.</summary>
    public static string FoldLocalPart(string localPart)
    {
        var inner = localPart;
        if (localPart[0] == '"')
        {
            inner = Unescape(localPart.AsSpan(1, localPart.Length - 2));
            if (inner.Length == 0 || CheckDotAtom(inner) != AddressVerdict.Accepted) inner = localPart;
        }
        return (Ascii.IsValid(inner) ? inner : inner.Normalize()).ToLowerInvariant();
    }

    /// <summary>The verdict for the first space or comment in <paramref name="text"/>, or null.</summary>
    public static AddressVerdict? Spaced(ReadOnlySpan<char> text) => text.IndexOfAny(' ', '(', ')') switch
    {
        < 0 => null,
        var i when text[i] == ' ' => AddressVerdict.WhiteSpace,
        _ => AddressVerdict.Comment,
    };

    private static bool HasControl(string text)
    {
        foreach (var c in text)
            if (c < ' ' || (c >= 0x7F && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                return true;
        return false;
    }

    /// <summary>The index after the closing quote of a text that starts with one, or -1.</summary>
    private static int EndOfQuotes(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i + 1;
        }
        return -1;
    }

    private static AddressVerdict CheckQuoted(string local)
    {
        foreach (var rune in local.AsSpan(1, local.Length - 2).EnumerateRunes())
            if (!rune.IsAscii && !IsIdentifier(rune)) return AddressVerdict.ForbiddenCharacter;
        return AddressVerdict.Accepted;
    }

    private static AddressVerdict CheckDotAtom(string local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return AddressVerdict.MisplacedDot;
        foreach (var rune in local.EnumerateRunes())
        {
            if (rune.Value == '.' || (rune.IsAscii && AtomText.Contains((char)rune.Value))) continue;
            if (rune.IsAscii || !IsIdentifier(rune)) return Spaced(local) ?? AddressVerdict.ForbiddenCharacter;
        }
        return AddressVerdict.Accepted;
    }

    // RFC 6531 would let any character stand here; what mail systems hand out is the letters, marks and digits of the
    // PRECIS IdentifierClass (RFC 8264 4.2), and symbols in an address are a sign of a broken import.
    private static bool IsIdentifier(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;

    private static string Unescape(ReadOnlySpan<char> quoted)
    {
        var plain = new StringBuilder(quoted.Length);
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] == '\\') i++;
            plain.Append(quoted[i]);
        }
        return plain.ToString();
    }
}
