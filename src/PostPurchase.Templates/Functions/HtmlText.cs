using System.Buffers;
using System.Globalization;
using System.Text;

namespace PostPurchase.Templates.Functions;

/// <summary>Escaping of HTML, as the upstream built-in does it.</summary>
internal static class HtmlText
{
    private const string Plain = "\t\n\r !#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    private static readonly SearchValues<char> NeverEscaped = SearchValues.Create(Plain);

    /// <summary>Whether <see cref="Escape"/> would change nothing.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => NextEscaped(text) == text.Length;

    /// <summary>
    /// Writes the text with <c>&amp; &lt; &gt; " '</c>, the characters 160 to 255 and those beyond 16 bits as entities; half a pair becomes U+FFFD.
    /// </summary>
    public static void Escape(TextBuffer output, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var run = NextEscaped(text);
            output.Append(text[..run]);
            if (run == text.Length) return;
            text = text[(run + EscapeOne(output, text[run..]))..];
        }
    }

    private static int NextEscaped(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var offset = text[at..].IndexOfAnyExcept(NeverEscaped);
            if (offset < 0) return text.Length;
            at += offset;
            if (IsEscaped(text[at])) return at;
            at++;
        }
    }

    private static bool IsEscaped(char c) => c is '&' or '<' or '>' or '"' or '\'' or (>= '\u00a0' and <= '\u00ff') || char.IsSurrogate(c);

    /// <summary>Writes one escaped character; how many UTF-16 units it took.</summary>
    private static int EscapeOne(TextBuffer output, ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '&': output.Append("&amp;"); return 1;
            case '<': output.Append("&lt;"); return 1;
            case '>': output.Append("&gt;"); return 1;
            case '"': output.Append("&quot;"); return 1;
            case '\'': output.Append("&#39;"); return 1;
        }
        _ = Rune.DecodeFromUtf16(text, out var rune, out var used);
        if (rune == Rune.ReplacementChar)
        {
            output.Append('\ufffd');
            return used;
        }
        output.Append("&#");
        output.Append(rune.Value, default, CultureInfo.InvariantCulture);
        output.Append(';');
        return used;
    }
}
