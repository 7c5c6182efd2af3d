namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    /// <summary>White space in front of the code mark that was entered last, where it is alone on its line.</summary>
    private string? _indent;

    /// <summary>Text between code, less what the marks beside it strip; null where nothing is left.</summary>
    private TextNode? TakeText()
    {
        var token = Current;
        var (start, end) = (token.Start, token.End);
        if (token.Detail != 'e')
        {
            if (_at > 0) start = StripLeft(start, end, Previous.Detail);
            if (_at + 1 < _tokens.Count && _tokens[_at + 1].Kind == TokenKind.CodeEnter) end = StripRight(start, end, _tokens[_at + 1].Detail);
        }
        _indent = token.Detail == 'e' ? null : IndentAt(start, end);
        Next();
        return end > start ? new TextNode { Source = _source, Start = token.Start, End = token.End, TextStart = start, TextLength = end - start } : null;
    }

    private void EnterCode()
    {
        if (Current.Detail != '\0' || Current.End - Current.Start != 2) _indent = null;
        Next();
    }

    private void ExitCode()
    {
        _indent = null;
        Next();
    }

    private int StripLeft(int start, int end, char control)
    {
        var text = _source.Text;
        while (control != '\0' && start < end && char.IsWhiteSpace(text[start]))
        {
            if (text[start++] == '\n' && control == '~') break;
        }
        return start;
    }

    private int StripRight(int start, int end, char control)
    {
        var text = _source.Text;
        while (control != '\0' && end > start && char.IsWhiteSpace(text[end - 1]) && (control == '-' || text[end - 1] != '\n')) end--;
        return end;
    }

    private string? IndentAt(int start, int end)
    {
        var text = _source.Text;
        var from = end;
        while (from > start && text[from - 1] is ' ' or '\t') from--;
        if (from == end || (from > 0 && text[from - 1] != '\n')) return null;
        return text[from..end];
    }
}
