namespace PostPurchase.Templates.Functions;

/// <summary>
/// Takes tags, comments, and the contents of script and style elements out of a text. Linear: what was once looked for in vain
/// is not looked for again. A tag that never ends stays as it is.
/// </summary>
internal ref struct HtmlStripper(TextBuffer output)
{
    private bool _noTagEnds;
    private bool _noCommentEnds;
    private bool _noScriptEnds;
    private bool _noStyleEnds;

    /// <summary>Writes the text without its markup.</summary>
    public void Strip(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var start = _noTagEnds ? -1 : text.IndexOf('<');
            if (start < 0)
            {
                output.Append(text);
                return;
            }
            output.Append(text[..start]);
            text = text[start..];
            var length = LengthOfMarkup(text);
            if (length == 0) output.Append('<');
            text = text[Math.Max(1, length)..];
        }
    }

    private int LengthOfMarkup(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || !(char.IsAsciiLetter(text[1]) || text[1] is '/' or '!' or '?')) return 0;
        if (!_noCommentEnds && text.StartsWith("<!--"))
        {
            var comment = text.IndexOf("-->");
            if (comment > 0) return comment + 3;
            _noCommentEnds = true;
        }
        var tag = LengthOfTag(text);
        if (tag == 0 || text[..tag].EndsWith("/>")) return tag;
        if (IsElement(text, "script")) return tag + LengthOfContent(text[tag..], "</script", ref _noScriptEnds);
        if (IsElement(text, "style")) return tag + LengthOfContent(text[tag..], "</style", ref _noStyleEnds);
        return tag;
    }

    private static bool IsElement(ReadOnlySpan<char> text, string name) =>
        text.Length > name.Length + 1 && text[1..].StartsWith(name, StringComparison.OrdinalIgnoreCase) && !char.IsAsciiLetterOrDigit(text[name.Length + 1]);

    private int LengthOfContent(ReadOnlySpan<char> text, string end, ref bool noEnds)
    {
        var close = noEnds ? -1 : text.IndexOf(end, StringComparison.OrdinalIgnoreCase);
        if (close >= 0) return close + Math.Max(end.Length, LengthOfTag(text[close..]));
        noEnds = true;
        return 0;
    }

    /// <summary>From '&lt;' to the '&gt;' that is not in quotes; 0 where there is none before the next '&lt;'.</summary>
    private int LengthOfTag(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '>') return i + 1;
            if (text[i] == '<') return 0;
            if (text[i] is not ('"' or '\'')) continue;
            var quoted = text[(i + 1)..].IndexOf(text[i]);
            if (quoted < 0) return LengthOfUnquotedTag(text, i);
            i += quoted + 1;
        }
        _noTagEnds = !text.Contains('>');
        return 0;
    }

    private int LengthOfUnquotedTag(ReadOnlySpan<char> text, int from)
    {
        var end = text[from..].IndexOf('>');
        if (end < 0) _noTagEnds = true;
        return end < 0 ? 0 : from + end + 1;
    }
}
