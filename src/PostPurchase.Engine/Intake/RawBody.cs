using System.IO.Compression;

namespace PostPurchase.Engine.Intake;

/// <summary>Bodies as they are kept: those over two kilobytes as Brotli, which takes what stores send to a third at little cost.</summary>
internal readonly record struct RawBody(int Encoding, ReadOnlyMemory<byte> Bytes)
{
    private const int Plain = 0;
    private const int Brotli = 1;
    // Of a shorter one it takes half, for 5 of the 110 microseconds of a purchase (RESULTS.md of the benchmarks).
    private const int SmallestPacked = 2048;

    // The cheapest quality (two thirds of the time of the next, a tenth more bytes) and a window of 64 KiB: bodies are small, and this is on the way of every webhook.
    public static RawBody Pack(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= SmallestPacked) return new(Plain, body);
        var packed = new byte[body.Length];
        return BrotliEncoder.TryCompress(body.Span, packed, out var length, quality: 0, window: 16) && length < body.Length
            ? new(Brotli, packed.AsMemory(0, length))
            : new(Plain, body);
    }

    public static byte[] Unpack(int encoding, byte[] bytes)
    {
        if (encoding == Plain) return bytes;
        using var unpacked = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        brotli.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
