using System.Buffers;
using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Smtp;

/// <summary>One message on its way to one recipient. Immutable; the memory of <see cref="Content"/> must stay untouched until its outcome came.</summary>
public sealed class Envelope
{
    private const int LongestPath = 254; // RFC 5321 4.5.3.1.3: 256 with the angle brackets

    /// <summary>Checks both addresses; a domain that is not ASCII becomes its A-label form.</summary>
    /// <param name="id">The caller's key, given back with the outcome.</param>
    /// <param name="returnPath">Where bounces go; empty for none (RFC 5321 4.5.5).</param>
    /// <param name="recipient">Address of the recipient.</param>
    /// <param name="content">Header and body with CRLF line ends, neither dot-stuffed nor terminated. A bare CR or LF leaves as CRLF.</param>
    /// <exception cref="ArgumentException">An address could not be said in SMTP, or would add a command. The message carries no address.</exception>
    public Envelope(long id, string returnPath, string recipient, ReadOnlySequence<byte> content)
    {
        Id = id;
        ReturnPath = returnPath.Length == 0 ? "" : Canonical(returnPath, nameof(returnPath));
        Recipient = Canonical(recipient, nameof(recipient));
        Content = content;
    }

    /// <summary>The caller's key.</summary>
    public long Id { get; }

    /// <summary>Where bounces go; empty for none.</summary>
    public string ReturnPath { get; }

    /// <summary>Address of the recipient.</summary>
    public string Recipient { get; }

    /// <summary>Header and body.</summary>
    public ReadOnlySequence<byte> Content { get; }

    /// <summary>Sent as ENVID, with RET=HDRS and NOTIFY=FAILURE, where the server offers DSN (RFC 3461); 1..100 printable ASCII characters, or null.</summary>
    public string? NotificationId
    {
        get;
        init => field = value is null || (value.Length is > 0 and <= 100 && value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            ? value
            : throw new ArgumentException("a notification id has 1 to 100 printable ASCII characters", nameof(NotificationId));
    }

    /// <summary>Domain of the recipient in lower case, for pacing.</summary>
    public string RecipientDomain => Recipient[(Recipient.LastIndexOf('@') + 1)..];

    internal bool NeedsSmtpUtf8 => !Ascii.IsValid(ReturnPath) || !Ascii.IsValid(Recipient);

    internal bool HasEightBitContent()
    {
        foreach (var part in Content)
        {
            if (!Ascii.IsValid(part.Span)) return true;
        }

        return false;
    }

    private static string Canonical(string address, string name)
    {
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || at == address.Length - 1) throw new ArgumentException("the address needs a local part of 1 to 64 characters and a domain", name);
        if (!IsLocalPart(address.AsSpan(0, at))) throw new ArgumentException("the local part has a character that SMTP does not allow there", name);
        var canonical = string.Concat(address.AsSpan(0, at + 1), Domain(address[(at + 1)..], name));
        return canonical.Length <= LongestPath ? canonical : throw new ArgumentException($"the address is longer than {LongestPath} characters", name);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        var quoted = local.Length >= 2 && local[0] == '"' && local[^1] == '"';
        var inner = quoted ? local[1..^1] : local;
        for (var i = 0; i < inner.Length; i++)
        {
            var c = inner[i];
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) return false;
            if (IsLoneSurrogate(inner, i)) return false;
            if (quoted && c == '\\' && ++i == inner.Length) return false;
            if (quoted ? c == '"' : c is ' ' or '<' or '>' or '(' or ')' or '[' or ']' or '\\' or ',' or ';' or ':' or '@' or '"') return false;
        }

        return true;
    }

    private static bool IsLoneSurrogate(ReadOnlySpan<char> text, int i) =>
        char.IsHighSurrogate(text[i]) ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
        : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));

    private static string Domain(string domain, string name)
    {
        var lower = domain.ToLowerInvariant();
        if (!Ascii.IsValid(lower))
        {
            try
            {
                lower = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(lower);
            }
            catch (ArgumentException)
            {
                throw new ArgumentException("the domain has no A-label form", name);
            }
        }

        var literal = lower is ['[', .., ']'];
        foreach (var c in literal ? lower.AsSpan(1, lower.Length - 2) : lower)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' || (literal && c == ':')))
                throw new ArgumentException("the domain has a character that SMTP does not allow there", name);
        }

        return lower;
    }
}
