using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace PostPurchase.Mail.Messages;

/// <summary>What each HTML element means in a text: line breaks, list marks, addresses of links, things not shown.</summary>
internal sealed class HtmlRender(TextLayout layout)
{
    private const int DeepestList = 32;

    private static readonly FrozenSet<string> Paragraphs = FrozenSet.ToFrozenSet(
        ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Blocks = FrozenSet.ToFrozenSet(
        ["div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "figure", "figcaption", "form", "body"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Voids = FrozenSet.ToFrozenSet(
        ["br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "source"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsParagraph = Paragraphs.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsBlock = Blocks.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsVoid = Voids.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Stack<int> _lists = new(); // next number of each open list, 0 for one that is not numbered
    private string? _hidden;
    private int _hiddenDepth;
    private string? _link;
    private int _linkStart;

    /// <summary>True for elements that have no content and no end tag.</summary>
    public static bool IsVoidElement(ReadOnlySpan<char> tag) => IsVoid.Contains(tag);

    public void Text(ReadOnlySpan<char> text)
    {
        if (_hidden is not null) return;
        if (text.Contains('&')) layout.Text(WebUtility.HtmlDecode(text.ToString()));
        else layout.Text(text);
    }

    public void Start(ref HtmlReader reader)
    {
        var tag = reader.Tag;
        if (_hidden == "p" && (IsParagraph.Contains(tag) || IsBlock.Contains(tag))) _hidden = null; // a block ends an open paragraph
        if (_hidden is not null)
        {
            if (tag.Equals(_hidden, StringComparison.OrdinalIgnoreCase)) _hiddenDepth++;
            return;
        }
        if (IsHidden(ref reader))
        {
            if (!IsVoid.Contains(tag)) (_hidden, _hiddenDepth) = (tag.ToString().ToLowerInvariant(), 1);
            return;
        }
        Break(tag);
        switch (tag)
        {
            case var _ when Is(tag, "br"): layout.NewLine(); break;
            case var _ when Is(tag, "hr"): layout.Text("----------"); layout.Break(2); break;
            case var _ when Is(tag, "td") || Is(tag, "th"): layout.Space(); break;
            case var _ when Is(tag, "img"): Text(reader.Attribute("alt")); break;
            case var _ when Is(tag, "a"): StartLink(WebUtility.HtmlDecode(reader.Attribute("href").ToString())); break;
            case var _ when Is(tag, "ul") || Is(tag, "ol"): if (_lists.Count < DeepestList) _lists.Push(Is(tag, "ol") ? 1 : 0); break;
            case var _ when Is(tag, "li"): Item(); break;
            case var _ when Is(tag, "pre"): layout.KeepsSpace = true; break;
        }
    }

    public void End(ReadOnlySpan<char> tag)
    {
        if (_hidden is not null)
        {
            if (tag.Equals(_hidden, StringComparison.OrdinalIgnoreCase) && --_hiddenDepth == 0) _hidden = null;
            return;
        }
        if (Is(tag, "a")) EndLink();
        if (Is(tag, "pre")) layout.KeepsSpace = false;
        if ((Is(tag, "ul") || Is(tag, "ol")) && _lists.Count > 0) _lists.Pop();
        Break(tag);
    }

    private static bool Is(ReadOnlySpan<char> tag, ReadOnlySpan<char> name) => tag.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(ref HtmlReader reader)
    {
        if (Is(reader.Tag, "head") || Is(reader.Tag, "template") || reader.HasAttribute("hidden")) return true;
        var style = reader.Attribute("style");
        return !style.IsEmpty && HiddenStyle.IsHidden(style);
    }

    private void Break(ReadOnlySpan<char> tag)
    {
        if (IsParagraph.Contains(tag)) layout.Break(_lists.Count > 1 ? 1 : 2);
        else if (IsBlock.Contains(tag)) layout.Break(1);
    }

    private void Item()
    {
        var number = _lists.Count > 0 ? _lists.Pop() : 0;
        layout.Text(number == 0 ? "- " : string.Create(CultureInfo.InvariantCulture, $"{number}. "));
        _lists.Push(number == 0 ? 0 : number + 1);
    }

    private void StartLink(string target)
    {
        EndLink();
        var isShown = target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);
        _link = isShown ? target.Trim() : null;
        _linkStart = layout.Length;
    }

    private void EndLink()
    {
        if (_link is not { } link) return;
        _link = null;
        var words = layout.Since(_linkStart).Trim();
        var bare = link[(link.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/').TrimEnd('/');
        if (words.TrimEnd('/').EndsWith(bare, StringComparison.OrdinalIgnoreCase)) return;
        if (!words.IsEmpty) layout.Space();
        layout.Text($"<{link}>");
    }
}
