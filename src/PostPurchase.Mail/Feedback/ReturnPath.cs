using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Mail.Feedback;

/// <summary>
/// Return paths that prove which send a bounce is about: <c>bounce+TOKEN@domain</c>, where the token is the send's number and the first
/// 80 bits of HMAC-SHA256 over it, in 29 characters of lower-case base32 (servers fold the case of local parts).
/// </summary>
public static class ReturnPath
{
    private const string Prefix = "bounce+";
    private const string MessagePrefix = "send.";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdBytes = 8;
    private const int MacBytes = 10;
    private const int TokenLength = 29; // ceil(18 * 8 / 5)

    /// <summary>The envelope sender of one send.</summary>
    /// <param name="sendId">The send; any value.</param>
    /// <param name="key">Secret, at least 16 bytes.</param>
    /// <param name="domain">The domain that takes the bounces.</param>
    public static string Encode(long sendId, ReadOnlySpan<byte> key, string domain)
    {
        return Prefix + Token(sendId, key) + "@" + domain;
    }

    /// <summary>The left side of a Message-ID that proves as much as the return path does: reports that go elsewhere (feedback loops, providers) quote it.</summary>
    /// <param name="sendId">The send; any value.</param>
    /// <param name="key">Secret, at least 16 bytes.</param>
    public static string MessageId(long sendId, ReadOnlySpan<byte> key) => MessagePrefix + Token(sendId, key);

    /// <summary>Whether the return path or Message-ID carries a token made with this key, and of which send. The domain is not looked at; case does not matter.</summary>
    public static bool TryVerify(string address, ReadOnlySpan<byte> key, out long sendId)
    {
        sendId = 0;
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var local = at < 0 ? address : address[..at];
        var prefix = local.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? Prefix : MessagePrefix;
        if (local.Length != prefix.Length + TokenLength || !local.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return false;
        Span<byte> bytes = stackalloc byte[IdBytes + MacBytes];
        if (!TryBase32(local.AsSpan(prefix.Length), bytes)) return false;
        Span<byte> expected = stackalloc byte[MacBytes];
        Mac(bytes[..IdBytes], key, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[IdBytes..])) return false;
        sendId = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return true;
    }

    private static string Token(long sendId, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 16);
        Span<byte> bytes = stackalloc byte[IdBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sendId);
        Mac(bytes[..IdBytes], key, bytes[IdBytes..]);
        return Base32(bytes);
    }

    // The label keeps this MAC apart from every other use of the same key.
    private static void Mac(ReadOnlySpan<byte> id, ReadOnlySpan<byte> key, Span<byte> mac)
    {
        Span<byte> full = stackalloc byte[32];
        ReadOnlySpan<byte> label = "return-path/1:"u8;
        Span<byte> text = stackalloc byte[label.Length + IdBytes];
        label.CopyTo(text);
        id.CopyTo(text[label.Length..]);
        HMACSHA256.HashData(key, text, full);
        full[..mac.Length].CopyTo(mac);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(TokenLength);
        int held = 0, bits = 0;
        foreach (var b in bytes)
        {
            held = (held << 8 | b) & 0xFFF;
            bits += 8;
            for (; bits >= 5; bits -= 5) text.Append(Alphabet[held >> (bits - 5) & 31]);
        }
        if (bits > 0) text.Append(Alphabet[held << (5 - bits) & 31]);
        return text.ToString();
    }

    private static bool TryBase32(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        int held = 0, bits = 0, length = 0;
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (value < 0) return false;
            held = (held << 5 | value) & 0xFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            if (length < bytes.Length) bytes[length++] = (byte)(held >> bits);
        }
        return length == bytes.Length && (held & ((1 << bits) - 1)) == 0; // bits left over must be zero: one token has one spelling
    }
}
