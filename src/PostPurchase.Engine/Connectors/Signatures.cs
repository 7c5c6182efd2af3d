using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace PostPurchase.Engine.Connectors;

/// <summary>HMAC-SHA256 signatures over raw bytes, compared in constant time; text that is no signature is simply not equal.</summary>
internal static class Signatures
{
    /// <summary>How far a signed timestamp may lie from now, either way.</summary>
    public static readonly Duration Tolerance = Duration.FromSeconds(300);

    /// <summary>Whether the header is the base64 HMAC of the body under one of the secrets.</summary>
    public static bool IsBase64OfBody(HookSource source, string? header, ReadOnlySpan<byte> body)
    {
        Span<byte> claimed = stackalloc byte[32];
        if (!TryBase64(header, claimed)) return false;
        var matches = false;
        foreach (var secret in source.Secrets) matches |= IsHmac(Encoding.UTF8.GetBytes(secret), "", body, claimed);
        return matches;
    }

    /// <summary>Whether the claimed 32 bytes are the HMAC of the prefix followed by the body.</summary>
    public static bool IsHmac(ReadOnlySpan<byte> key, string prefix, ReadOnlySpan<byte> body, ReadOnlySpan<byte> claimed)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        if (prefix.Length > 0) hmac.AppendData(Encoding.UTF8.GetBytes(prefix));
        hmac.AppendData(body);
        Span<byte> actual = stackalloc byte[32];
        hmac.GetHashAndReset(actual);
        return CryptographicOperations.FixedTimeEquals(actual, claimed);
    }

    /// <summary>Exactly 32 bytes of base64.</summary>
    public static bool TryBase64(ReadOnlySpan<char> text, Span<byte> hash) =>
        text.Length == 44 && Convert.TryFromBase64Chars(text, hash, out var length) && length == 32;

    /// <summary>Exactly 32 bytes of hexadecimal.</summary>
    public static bool TryHex(ReadOnlySpan<char> text, Span<byte> hash) =>
        text.Length == 64 && Convert.FromHexString(text, hash, out _, out var length) == System.Buffers.OperationStatus.Done && length == 32;

    /// <summary>Whether a text of Unix seconds is within the tolerance (<see cref="Tolerance"/> where none is given) of now.</summary>
    public static bool IsRecent(ReadOnlySpan<char> seconds, Instant now, Duration? tolerance = null) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && Math.Abs(now.ToUnixTimeSeconds() - (decimal)value) <= (decimal)(tolerance ?? Tolerance).TotalSeconds;

    /// <summary>A short name for these bytes: the first 64 bits of their SHA-256, in hexadecimal.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8));
}
