using System.Buffers;

namespace PostPurchase.Templates;

/// <summary>
/// A growing buffer of characters that is kept and used again. <see cref="Dispose"/> gives its memory back to the pool; a buffer that is
/// only dropped costs nothing but garbage. Not thread-safe.
/// </summary>
public sealed class TextBuffer : IDisposable
{
    private char[] _chars = [];

    /// <summary>How many characters were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; not valid after the next change.</summary>
    public ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    /// <summary>Adds characters.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _chars.Length - Length) Grow(text.Length);
        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Adds one character.</summary>
    public void Append(char character)
    {
        if (Length == _chars.Length) Grow(1);
        _chars[Length++] = character;
    }

    /// <summary>Adds a number, date or the like without a string in between; <paramref name="format"/> is the type's own.</summary>
    public void Append<T>(T value, ReadOnlySpan<char> format, IFormatProvider? culture)
        where T : ISpanFormattable
    {
        int count;
        while (!value.TryFormat(_chars.AsSpan(Length), out count, format, culture)) Grow(Math.Max(32, _chars.Length - Length + 1));
        Length += count;
    }

    /// <summary>Room for at least <paramref name="sizeHint"/> characters after what was written; call <see cref="Advance"/> with how many were used.</summary>
    public Span<char> GetSpan(int sizeHint)
    {
        if (sizeHint > _chars.Length - Length) Grow(sizeHint);
        return _chars.AsSpan(Length);
    }

    /// <summary>Says how many characters of <see cref="GetSpan"/> were used.</summary>
    public void Advance(int count)
    {
        if (count < 0 || count > _chars.Length - Length) throw new ArgumentOutOfRangeException(nameof(count));
        Length += count;
    }

    /// <summary>Takes back everything after <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        if (length < 0 || length > Length) throw new ArgumentOutOfRangeException(nameof(length));
        Length = length;
    }

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>What was written, as a new string.</summary>
    public override string ToString() => Written.ToString();

    /// <summary>Gives the memory back; the buffer is empty then and can be used again.</summary>
    public void Dispose()
    {
        if (_chars.Length > 0) ArrayPool<char>.Shared.Return(_chars);
        (_chars, Length) = ([], 0);
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(256, Math.Max(checked(Length + more), (int)Math.Min(2L * _chars.Length, Array.MaxLength))));
        Written.CopyTo(larger);
        if (_chars.Length > 0) ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
