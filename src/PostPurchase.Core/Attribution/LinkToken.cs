using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace PostPurchase.Core.Attribution;

/// <summary>
/// What a tracked address carries: 20 lower-case base32 characters (100 bits): the send (63), the slot of its link (7), and the first 30 bits of
/// HMAC-SHA256 over both. It is checked before anything is looked up, and is also the sub-id that a network reports back.
/// </summary>
public static class LinkToken
{
    /// <summary>How long a token is.</summary>
    public const int Length = 20;

    /// <summary>The greatest slot. Slot 0 names the mail itself (open, unsubscribe, preferences, view).</summary>
    public const int MaximumSlot = 127;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int SlotBits = 7;
    private const int MacBits = 30;

    /// <summary>The token of a slot of a send.</summary>
    /// <param name="key">Secret, at least 16 bytes.</param>
    /// <param name="send">The send.</param>
    /// <param name="slot">0..<see cref="MaximumSlot"/>.</param>
    public static string Make(ReadOnlySpan<byte> key, SendId send, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(send.Value);
        ArgumentOutOfRangeException.ThrowIfNotEqual(slot is >= 0 and <= MaximumSlot, true, nameof(slot));
        var named = ((UInt128)(ulong)send.Value << SlotBits) | (uint)slot;
        var bits = (named << MacBits) | Mac(key, named);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, bits >>= 5) text[i] = Alphabet[(int)(bits & 31)];
        return new string(text);
    }

    /// <summary>Whether a text is a token made with this key, and of what. Case does not matter.</summary>
    public static bool TryRead(ReadOnlySpan<byte> key, [NotNullWhen(true)] string? token, out SendId send, out int slot)
    {
        (send, slot) = (default, 0);
        if (token is not { Length: Length }) return false;
        UInt128 bits = 0;
        foreach (var character in token)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
            if (value < 0) return false;
            bits = (bits << 5) | (uint)value;
        }

        var named = bits >> MacBits;
        Span<byte> found = stackalloc byte[sizeof(uint)];
        Span<byte> expected = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(found, (uint)(bits & ((1u << MacBits) - 1)));
        BinaryPrimitives.WriteUInt32BigEndian(expected, Mac(key, named));
        if (!CryptographicOperations.FixedTimeEquals(found, expected)) return false;
        (send, slot) = (new SendId((long)(ulong)(named >> SlotBits)), (int)(named & MaximumSlot));
        return true;
    }

    // The label keeps this MAC apart from every other use of the same key.
    private static uint Mac(ReadOnlySpan<byte> key, UInt128 named)
    {
        ReadOnlySpan<byte> label = "link/1:"u8;
        Span<byte> text = stackalloc byte[label.Length + 16];
        label.CopyTo(text);
        BinaryPrimitives.WriteUInt128BigEndian(text[label.Length..], named);
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, full);
        return BinaryPrimitives.ReadUInt32BigEndian(full) >> (32 - MacBits);
    }
}
