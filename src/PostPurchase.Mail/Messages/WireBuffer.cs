using System.Buffers;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>Bytes of a message while it is written, in an array of the shared pool that grows when it must.</summary>
internal sealed class WireBuffer(int capacity) : IDisposable
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>At least <paramref name="count"/> bytes to write to, followed by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes!.Length - Length < count) Grow(count);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>Forgets what was written after the first <paramref name="length"/> bytes.</summary>
    public void Cut(int length) => Length = Math.Min(length, Length);

    /// <summary>The bytes from <paramref name="start"/>, for a header that is filled in later.</summary>
    public Span<byte> Patch(int start, int length) => _bytes.AsSpan(start, length);

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Writes text as UTF-8; for the ASCII that headers are made of, one byte a character.</summary>
    public void Append(ReadOnlySpan<char> text) =>
        Length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public void NewLine() => Append("\r\n"u8);

    /// <summary>Hands the array over to the caller, who must give it back to the shared pool.</summary>
    public byte[] Detach()
    {
        var bytes = _bytes!;
        _bytes = null;
        return bytes;
    }

    public void Dispose()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes!.Length * 2, Length + count));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
