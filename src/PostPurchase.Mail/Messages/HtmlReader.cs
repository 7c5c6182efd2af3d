using System.Buffers;

namespace PostPurchase.Mail.Messages;

/// <summary>Cuts HTML into tags and text between them, tolerantly; comments and the content of scripts and styles are passed over.</summary>
internal ref struct HtmlReader(ReadOnlySpan<char> html)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n=/>");

    private ReadOnlySpan<char> _rest = html;

    /// <summary>Name of the tag that was read, or empty when it was text.</summary>
    public ReadOnlySpan<char> Tag { get; private set; }

    /// <summary>The text that was read, entities still encoded; or the attributes of a tag.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    public bool IsEndTag { get; private set; }

    public bool Read()
    {
        while (!_rest.IsEmpty)
        {
            Tag = default;
            if (!StartsMarkup(_rest))
            {
                var next = 1 + NextMarkup(_rest[1..]);
                Text = _rest[..next];
                _rest = _rest[next..];
                return true;
            }
            if (_rest[1] is '!' or '?') SkipDeclaration();
            else if (ReadTag()) return true;
        }
        return false;
    }

    /// <summary>The value of an attribute of the tag that was read, still encoded; empty when it is missing or has none.</summary>
    public readonly ReadOnlySpan<char> Attribute(ReadOnlySpan<char> name)
    {
        var rest = Text;
        while (TryReadAttribute(ref rest, out var found, out var value))
            if (found.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return default;
    }

    /// <summary>True when the tag that was read has this attribute, with or without a value.</summary>
    public readonly bool HasAttribute(ReadOnlySpan<char> name)
    {
        var rest = Text;
        while (TryReadAttribute(ref rest, out var found, out _))
            if (found.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool StartsMarkup(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] == '<' && (char.IsAsciiLetter(text[1]) || text[1] is '/' or '!' or '?');

    private static int NextMarkup(ReadOnlySpan<char> text)
    {
        for (var from = 0; ; from++)
        {
            var found = text[from..].IndexOf('<');
            if (found < 0) return text.Length;
            from += found;
            if (StartsMarkup(text[from..])) return from;
        }
    }

    private void SkipDeclaration()
    {
        var isComment = _rest.StartsWith("<!--", StringComparison.Ordinal);
        var end = isComment ? _rest[4..].IndexOf("-->", StringComparison.Ordinal) : _rest.IndexOf('>');
        _rest = end < 0 ? default : _rest[(end + (isComment ? 7 : 1))..];
    }

    private bool ReadTag()
    {
        IsEndTag = _rest[1] == '/';
        var from = IsEndTag ? 2 : 1;
        var to = from;
        while (to < _rest.Length && (char.IsAsciiLetterOrDigit(_rest[to]) || _rest[to] is '-' or ':')) to++;
        var end = EndOfTag(_rest, to);
        Tag = _rest[from..to];
        Text = _rest[to..end];
        _rest = _rest[Math.Min(end + 1, _rest.Length)..];
        if (Tag.IsEmpty) return false;
        if (!IsEndTag && IsRawText(Tag)) SkipRawText(Tag);
        return true;
    }

    private static int EndOfTag(ReadOnlySpan<char> text, int from)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            if (quote != '\0') quote = text[i] == quote ? '\0' : quote;
            else if (text[i] == '>') return i;
            else if (text[i] is '"' or '\'' && i > from && text[i - 1] is '=' or ' ') quote = text[i];
        }
        return text.Length;
    }

    private static bool IsRawText(ReadOnlySpan<char> tag) =>
        tag.Equals("script", StringComparison.OrdinalIgnoreCase) || tag.Equals("style", StringComparison.OrdinalIgnoreCase)
        || tag.Equals("title", StringComparison.OrdinalIgnoreCase) || tag.Equals("textarea", StringComparison.OrdinalIgnoreCase);

    private void SkipRawText(ReadOnlySpan<char> tag)
    {
        while (true)
        {
            var end = _rest.IndexOf("</", StringComparison.Ordinal);
            if (end < 0)
            {
                _rest = default;
                return;
            }
            _rest = _rest[end..];
            if (_rest[2..].StartsWith(tag, StringComparison.OrdinalIgnoreCase)) return;
            _rest = _rest[2..];
        }
    }

    private static bool TryReadAttribute(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        rest = rest.TrimStart(" \t\r\n/");
        if (rest.IsEmpty) return false;
        var end = rest[1..].IndexOfAny(NameEnds) + 1;
        name = end == 0 ? rest : rest[..end];
        rest = rest[name.Length..].TrimStart();
        if (rest.IsEmpty || rest[0] != '=') return true;
        rest = rest[1..].TrimStart();
        if (rest.IsEmpty) return true;
        var isQuoted = rest[0] is '"' or '\'';
        var length = isQuoted ? rest[1..].IndexOf(rest[0]) : rest.IndexOfAny(" \t\r\n");
        value = length < 0 ? rest[(isQuoted ? 1 : 0)..] : rest.Slice(isQuoted ? 1 : 0, length);
        rest = length < 0 ? default : rest[(length + (isQuoted ? 2 : 0))..];
        return true;
    }
}
