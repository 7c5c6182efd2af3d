using System.Buffers;
using System.Text;

namespace PostPurchase.Mail.Smtp;

/// <summary>Takes e-mail addresses out of what servers say, since outcomes are logged and shown.</summary>
public static class Redaction
{
    private const int LongestText = 500;
    private const string Replacement = "(address)";

    private static readonly SearchValues<char> Boundaries = SearchValues.Create(" \t\r\n<>()[]{}:;,\"'`=|");

    /// <summary>At most 500 characters of <paramref name="text"/>, each address replaced by <c>(address)</c>.</summary>
    public static string Redact(string text)
    {
        if (text.Length > LongestText * 4) text = text[..(LongestText * 4)];
        if (text.Contains('@', StringComparison.Ordinal)) text = ReplaceAddresses(text);
        return text.Length <= LongestText ? text : text[..LongestText];
    }

    private static string ReplaceAddresses(string text)
    {
        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf('@') is var at and >= 0)
        {
            var start = rest[..at].LastIndexOfAny(Boundaries) + 1;
            var length = rest[at..].IndexOfAny(Boundaries);
            result.Append(rest[..start]).Append(Replacement);
            rest = length < 0 ? [] : rest[(at + length)..];
        }

        return result.Append(rest).ToString();
    }
}
