using System.Buffers.Binary;
using System.Text;

namespace PostPurchase.Core.Experiments;

/// <summary>Chance without a draw: a number in (0, 1) that depends on names and a customer only.</summary>
internal static class StableChance
{
    /// <summary>
    /// A number in (0, 1), uniform over customers. Different (<paramref name="purpose"/>, <paramref name="name"/>) give independent numbers.
    /// </summary>
    public static double Of(string purpose, string name, long owner)
    {
        var size = Encoding.UTF8.GetMaxByteCount(purpose.Length) + Encoding.UTF8.GetMaxByteCount(name.Length) + 10;
        var bytes = size <= 512 ? stackalloc byte[512] : new byte[size];
        var used = Encoding.UTF8.GetBytes(purpose, bytes);
        bytes[used++] = 0xFF; // never occurs in UTF-8, so that ("a", "bc") and ("ab", "c") differ
        used += Encoding.UTF8.GetBytes(name, bytes[used..]);
        bytes[used++] = 0xFF;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[used..], owner);
        return Unit(XxHash64.Hash(bytes[..(used + 8)]));
    }

    // The upper 53 bits fill a double's mantissa; the half keeps 0 and 1 out.
    private static double Unit(ulong hash) => ((hash >> 11) + 0.5) * (1.0 / (1UL << 53));
}
