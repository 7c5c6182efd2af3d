using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>Lines of text with white space collapsed as a browser does it.</summary>
internal sealed class TextLayout
{
    private readonly StringBuilder _text = new();
    private int _breaks;
    private bool _space;

    /// <summary>True inside of preformatted text.</summary>
    public bool KeepsSpace { get; set; }

    public int Length => _text.Length;

    public void Text(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is '\u00AD' or '\u034F' or '\u200B' or '\uFEFF') continue; // fill of preheaders, never meant to be seen
            if (c == '\n' && KeepsSpace) NewLine();
            else if (c is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00A0') WhiteSpace();
            else Visible(c);
        }
    }

    /// <summary>A space, unless at the start of a line.</summary>
    public void Space() => _space = true;

    /// <summary>One line end more than there is.</summary>
    public void NewLine() => (_breaks, _space) = (Math.Min(_breaks + 1, 2), false);

    /// <summary>At least this many line ends: 1 starts a new line, 2 leaves an empty one.</summary>
    public void Break(int count) => (_breaks, _space) = (Math.Max(_breaks, count), false);

    /// <summary>What was written from <paramref name="start"/> on.</summary>
    public ReadOnlySpan<char> Since(int start) => start >= _text.Length ? default : _text.ToString(start, _text.Length - start);

    public override string ToString() => _text.ToString().TrimEnd();

    private void WhiteSpace()
    {
        if (KeepsSpace && _text.Length > 0) Append(' ');
        else _space = true;
    }

    private void Visible(char c)
    {
        if (_text.Length == 0) (_breaks, _space) = (0, false);
        if (_space && _breaks == 0 && _text.Length > 0 && _text[^1] is not (' ' or '\n')) _text.Append(' ');
        Append(c);
    }

    private void Append(char c)
    {
        if (_breaks > 0)
        {
            while (_text.Length > 0 && _text[^1] == ' ') _text.Length--;
            _text.Append('\n', _breaks);
        }
        (_breaks, _space) = (0, false);
        _text.Append(c);
    }
}
