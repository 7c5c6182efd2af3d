using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PostPurchase.Mail.Smtp;

/// <summary>An enhanced mail system status code (RFC 3463), such as 5.1.1.</summary>
/// <param name="Class">2 success, 4 temporary, 5 permanent.</param>
/// <param name="Subject">1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy, 0 other; 0..999.</param>
/// <param name="Detail">0..999, its meaning depends on the subject.</param>
public readonly record struct EnhancedStatus(int Class, int Subject, int Detail)
{
    /// <summary>Reads a code from the start of a text, where it must be followed by the end or by white space.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out EnhancedStatus? status)
    {
        status = null;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] != '.') return false;
        var rest = text[2..];
        if (!TryNumber(ref rest, out var subject) || rest.IsEmpty || rest[0] != '.') return false;
        rest = rest[1..];
        if (!TryNumber(ref rest, out var detail) || (!rest.IsEmpty && !char.IsWhiteSpace(rest[0]))) return false;
        status = new EnhancedStatus(text[0] - '0', subject, detail);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var length = 0;
        number = 0;
        while (length < text.Length && length < 4 && char.IsAsciiDigit(text[length])) number = number * 10 + (text[length++] - '0');
        text = text[length..];
        return length is >= 1 and <= 3;
    }
}
