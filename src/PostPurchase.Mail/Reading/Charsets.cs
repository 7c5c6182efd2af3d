using System.Text;

namespace PostPurchase.Mail.Reading;

/// <summary>Bytes to text: the named charset where it is known, else UTF-8 where it is valid, else Latin-1.</summary>
internal static class Charsets
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        // Named UTF-8 or ASCII is guessed as well: the name is wrong often enough, and the guess is right when it is true.
        var encoding = Find(charset);
        return encoding is null ? Guess(bytes) : encoding.GetString(bytes);
    }

    public static string Guess(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    private static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset)) return null;
        var name = charset.Trim().Trim('"', '\'').ToLowerInvariant();
        if (name is "utf-8" or "utf8" or "us-ascii" or "ascii" or "unknown-8bit" or "7bit" or "8bit") return null;
        if (name is "utf-7" or "unicode-1-1-utf-7" or "x-user-defined") return null;
        if (name.Length > 40) return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null; // a charset that nobody knows: guess
        }
    }
}
