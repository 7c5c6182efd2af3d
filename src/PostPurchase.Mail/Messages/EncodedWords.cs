using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>
/// Encoded words (RFC 2047): each at most 75 characters on a line of at most 76, holding whole characters, cut between graphemes
/// where one fits in a word. Spaces go inside the words, since those between them are lost.
/// </summary>
internal static class EncodedWords
{
    private const int LongestLine = 76;
    private const int Frame = 12;           // =?utf-8?Q? and ?=
    private const int LargestContent = 75 - Frame;
    private const int SmallestContent = 12; // one character of four bytes, escaped

    // the set of RFC 2047 5(3), which is safe in phrases and in free text
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/"u8);

    /// <summary>
    /// Writes <paramref name="text"/> after <paramref name="column"/> characters of a line, with the space before each word. The first
    /// word stays beside the field's name, which therefore has at most 50 characters.
    /// </summary>
    public static void Write(WireBuffer output, ReadOnlySpan<char> text, ref int column)
    {
        var useBase64 = QuotedLength(text) > Base64.GetMaxEncodedToUtf8Length(Encoding.UTF8.GetByteCount(text));
        while (!text.IsEmpty)
        {
            var room = Math.Min(LargestContent, LongestLine - column - 1 - Frame);
            var take = room < SmallestContent ? 0 : Fit(text, room, useBase64, wholeGraphemes: true);
            if (take == 0 && room < LargestContent && output.Written[^1] != ':')
            {
                output.NewLine();
                column = 0;
                continue;
            }
            if (take == 0) take = Fit(text, room, useBase64, wholeGraphemes: false);
            column += 1 + WriteWord(output, text[..take], useBase64);
            text = text[take..];
        }
    }

    /// <summary>How many characters of <paramref name="text"/> can be encoded in <paramref name="room"/>.</summary>
    private static int Fit(ReadOnlySpan<char> text, int room, bool useBase64, bool wholeGraphemes)
    {
        var taken = 0;
        var used = 0;
        var limit = useBase64 ? room / 4 * 3 : room;
        while (taken < text.Length)
        {
            var rest = text[taken..];
            var length = wholeGraphemes ? StringInfo.GetNextTextElementLength(rest) : RuneLength(rest);
            used += useBase64 ? Encoding.UTF8.GetByteCount(rest[..length]) : QuotedLength(rest[..length]);
            if (used > limit) break;
            taken += length;
        }
        return taken;
    }

    private static int RuneLength(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out var used);
        return used;
    }

    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(utf8);
            length += rune.Value == ' ' || Plain.Contains(utf8[0]) ? 1 : 3 * count;
        }
        return length;
    }

    private static int WriteWord(WireBuffer output, ReadOnlySpan<char> text, bool useBase64)
    {
        Span<byte> utf8 = stackalloc byte[3 * LargestContent];
        var bytes = utf8[..Encoding.UTF8.GetBytes(text, utf8)];
        var start = output.Length;
        output.Append(useBase64 ? " =?utf-8?B?"u8 : " =?utf-8?Q?"u8);
        if (useBase64)
        {
            Base64.EncodeToUtf8(bytes, output.Reserve(LargestContent + 4), out _, out var written);
            output.Advance(written);
        }
        else
        {
            foreach (var value in bytes) WriteQuoted(output, value);
        }
        output.Append("?="u8);
        return output.Length - start - 1;
    }

    private static void WriteQuoted(WireBuffer output, byte value)
    {
        if (value == ' ')
        {
            output.Append((byte)'_');
        }
        else if (Plain.Contains(value))
        {
            output.Append(value);
        }
        else
        {
            QuotedPrintable.WriteEscape(output.Reserve(3), value);
            output.Advance(3);
        }
    }
}
