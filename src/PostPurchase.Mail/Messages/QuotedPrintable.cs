using System.Buffers;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>
/// Quoted-printable (RFC 2045 6.7) straight from UTF-16: lines of at most 76, the last space of a line escaped, a character never
/// split over two lines. "From " and a dot at the start of a line are escaped too, since mailboxes and careless relays change them.
/// </summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 75; // and the = of a soft break

    private static readonly SearchValues<char> Literal = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i).Where(c => c != '='), '\t']);

    /// <summary>Writes <paramref name="text"/>; CR, LF and CRLF each end a line. No line end is added.</summary>
    public static void Write(WireBuffer output, ReadOnlySpan<char> text)
    {
        for (var end = text.IndexOfAny('\r', '\n'); end >= 0; end = text.IndexOfAny('\r', '\n'))
        {
            WriteLine(output, text[..end]);
            output.NewLine();
            var isPair = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n';
            text = text[(end + (isPair ? 2 : 1))..];
        }
        WriteLine(output, text);
    }

    private static void WriteLine(WireBuffer output, ReadOnlySpan<char> line)
    {
        var column = 0;
        while (!line.IsEmpty)
        {
            var run = line.IndexOfAnyExcept(Literal);
            if (run < 0) run = line[^1] is ' ' or '\t' ? line.Length - 1 : line.Length;
            WriteLiteral(output, line, run, ref column);
            line = line[run..];
            if (line.IsEmpty) return;
            Rune.DecodeFromUtf16(line, out var rune, out var used);
            Escape(output, rune, ref column);
            line = line[used..];
        }
    }

    private static void WriteLiteral(WireBuffer output, ReadOnlySpan<char> line, int run, ref int column)
    {
        for (var done = 0; done < run;)
        {
            if (column == LongestLine) BreakLine(output, ref column);
            var rest = line[done..];
            if (column == 0 && (rest[0] == '.' || rest.StartsWith("From ", StringComparison.Ordinal)))
            {
                Escape(output, new Rune(rest[0]), ref column);
                done++;
                continue;
            }
            var take = Math.Min(run - done, LongestLine - column);
            Ascii.FromUtf16(rest[..take], output.Reserve(take), out _);
            output.Advance(take);
            column += take;
            done += take;
        }
    }

    private static void Escape(WireBuffer output, Rune rune, ref int column)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var count = rune.EncodeToUtf8(utf8);
        if (column + (3 * count) > LongestLine) BreakLine(output, ref column);
        var target = output.Reserve(3 * count);
        for (var i = 0; i < count; i++) WriteEscape(target[(3 * i)..], utf8[i]);
        output.Advance(3 * count);
        column += 3 * count;
    }

    /// <summary>Writes <c>=XX</c>, for encoded words too.</summary>
    public static void WriteEscape(Span<byte> target, byte value)
    {
        target[0] = (byte)'=';
        target[1] = "0123456789ABCDEF"u8[value >> 4];
        target[2] = "0123456789ABCDEF"u8[value & 15];
    }

    private static void BreakLine(WireBuffer output, ref int column)
    {
        output.Append("=\r\n"u8);
        column = 0;
    }
}
