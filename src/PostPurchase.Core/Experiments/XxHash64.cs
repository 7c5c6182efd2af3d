using System.Buffers.Binary;
using System.Numerics;

namespace PostPurchase.Core.Experiments;

/// <summary>The 64-bit xxHash of Yann Collet's published specification (XXH64), the same on every machine and in every version.</summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    public static ulong Hash(ReadOnlySpan<byte> data, ulong seed = 0)
    {
        var rest = data;
        var hash = rest.Length >= 32 ? Stripes(ref rest, seed) : seed + Prime5;
        return Avalanche(Tail(rest, hash + (ulong)data.Length));
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> data, ulong seed)
    {
        unchecked
        {
            var (a, b, c, d) = (seed + Prime1 + Prime2, seed + Prime2, seed, seed - Prime1);
            for (; data.Length >= 32; data = data[32..])
            {
                a = Round(a, Word(data));
                b = Round(b, Word(data[8..]));
                c = Round(c, Word(data[16..]));
                d = Round(d, Word(data[24..]));
            }
            var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                     + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            return Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
    }

    private static ulong Tail(ReadOnlySpan<byte> data, ulong hash)
    {
        unchecked
        {
            for (; data.Length >= 8; data = data[8..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, Word(data)), 27) * Prime1 + Prime4;
            if (data.Length >= 4)
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1, 23) * Prime2 + Prime3;
                data = data[4..];
            }
            foreach (var one in data) hash = BitOperations.RotateLeft(hash ^ one * Prime5, 11) * Prime1;
            return hash;
        }
    }

    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ hash >> 33) * Prime2;
            hash = (hash ^ hash >> 29) * Prime3;
            return hash ^ hash >> 32;
        }
    }

    private static ulong Round(ulong lane, ulong input) => unchecked(BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked((hash ^ Round(0, lane)) * Prime1 + Prime4);

    private static ulong Word(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64LittleEndian(data);
}
