using System.Buffers.Binary;
using System.Text;

namespace PostPurchase.Core.Experiments;

/// <summary>Chance without a draw: a number in (0, 1) that depends on names and a customer only.</summary>
internal static class StableChance
{
    private const int ShortName = 64;

    /// <summary>A key to which another name is added; ("a", "bc") and ("ab", "c") give different keys.</summary>
    public static ulong Key(ulong key, string name)
    {
        var size = Encoding.UTF8.GetByteCount(name);
        var bytes = size <= ShortName ? stackalloc byte[ShortName] : new byte[size];
        Encoding.UTF8.GetBytes(name, bytes);
        return XxHash64.Hash(bytes[..size], key);
    }

    /// <summary>A number in (0, 1), uniform over customers; different (purpose, name) give independent numbers.</summary>
    public static double Of(string purpose, string name, long owner) => Of(Key(Key(0, purpose), name), owner);

    /// <summary>A number in (0, 1), uniform over customers; different keys give independent numbers.</summary>
    public static double Of(ulong key, long owner)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, owner);
        // The upper 53 bits fill a double's mantissa; the half keeps 0 and 1 out.
        return ((XxHash64.Hash(bytes, key) >> 11) + 0.5) * (1.0 / (1UL << 53));
    }
}
