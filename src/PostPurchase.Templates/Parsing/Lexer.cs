namespace PostPurchase.Templates;

/// <summary>Cuts a template into text, marks and the tokens of its code. Never fails: problems travel on the tokens.</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly Stack<(char Quote, int Braces)> _interpolations = new();
    private int _openBraces;
    private int _at;

    private Lexer(string text)
    {
        _text = text;
        _tokens = new List<Token>((text.Length / 8) + 8);
    }

    /// <summary>The tokens of a template, an <see cref="TokenKind.End"/> last.</summary>
    public static List<Token> Template(string text)
    {
        var lexer = new Lexer(text);
        lexer.LexText();
        return lexer._tokens;
    }

    /// <summary>The tokens of a bare expression or statements without marks.</summary>
    public static List<Token> Code(string text)
    {
        var lexer = new Lexer(text);
        lexer.LexCode(isBare: true);
        lexer.Add(TokenKind.End, text.Length);
        return lexer._tokens;
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void Add(TokenKind kind, int start, string? problem = null) => _tokens.Add(new Token(kind, start, _at, Problem: problem));

    private void LexText()
    {
        var start = 0;
        while (true)
        {
            var next = _text.AsSpan(_at).IndexOf('{');
            if (next < 0) break;
            _at += next;
            if (Peek(1) == '{')
            {
                AddText(start, _at);
                LexCodeBlock();
                start = _at;
            }
            else if (Peek(1) == '%' && EscapeMarkLength() is > 0 and var marks)
            {
                AddText(start, _at);
                LexEscapeBlock(marks);
                start = _at;
            }
            else
            {
                _at++;
            }
        }
        _at = _text.Length;
        AddText(start, _at);
        Add(TokenKind.End, _at);
    }

    private void AddText(int start, int end)
    {
        if (end > start) _tokens.Add(new Token(TokenKind.Text, start, end));
    }

    private void LexCodeBlock()
    {
        var start = _at;
        _at += 2;
        var control = Current is '-' or '~' ? Current : '\0';
        // A minus that belongs to a number or a decrement is still a white-space mark, as upstream has it.
        if (control != '\0') _at++;
        _tokens.Add(new Token(TokenKind.CodeEnter, start, _at, control));
        _openBraces = 0;
        LexCode(isBare: false);
    }

    /// <summary>How many percent signs open an escape block here; 0 where none does.</summary>
    private int EscapeMarkLength()
    {
        var count = 0;
        while (Peek(1 + count) == '%') count++;
        return Peek(1 + count) == '{' ? count : 0;
    }

    private void LexEscapeBlock(int marks)
    {
        var start = _at;
        _at += marks + 2;
        var control = Current is '-' or '~' ? Current : '\0';
        if (control != '\0') _at++;
        _tokens.Add(new Token(TokenKind.CodeEnter, start, _at, control));
        _tokens.Add(new Token(TokenKind.CodeExit, _at, _at));
        var closing = "}" + new string('%', marks) + "}";
        var length = _text.AsSpan(_at).IndexOf(closing);
        if (length < 0)
        {
            _tokens.Add(new Token(TokenKind.Invalid, start, _text.Length, Problem: $"Unexpected end of file while parsing an escape block not terminated by `{closing}`"));
            _at = _text.Length;
            return;
        }
        var end = _at + length;
        control = length > 0 && _text[end - 1] is '-' or '~' ? _text[end - 1] : '\0';
        _tokens.Add(new Token(TokenKind.Text, _at, control == '\0' ? end : end - 1, 'e'));
        _at = end + closing.Length;
        _tokens.Add(new Token(TokenKind.CodeEnter, end, end));
        _tokens.Add(new Token(TokenKind.CodeExit, end, _at, control));
    }

    private void LexCode(bool isBare)
    {
        while (_at < _text.Length)
        {
            var start = _at;
            var current = _text[_at];
            if (!isBare && _interpolations.Count == 0 && IsCodeExit(out var length))
            {
                _at += length;
                _tokens.Add(new Token(TokenKind.CodeExit, start, _at, length == 3 ? current : '\0'));
                return;
            }
            if (current == '\n') LexNewLine();
            else if (char.IsWhiteSpace(current)) _at++;
            else if (current == '#') SkipComment(isBare);
            else LexToken(current);
        }
        if (!isBare) _interpolations.Clear();
    }

    private bool IsCodeExit(out int length)
    {
        if (Current == '}' && Peek(1) == '}')
        {
            length = 2;
            // "{{ {a: {b: 1}} }}": braces that close objects are no code exit.
            return _openBraces == 0;
        }
        length = 3;
        return Current is '-' or '~' && Peek(1) == '}' && Peek(2) == '}';
    }

    private void LexNewLine()
    {
        var start = _at++;
        string? problem = null;
        if (_interpolations.Count > 0)
        {
            _interpolations.Clear();
            problem = "Opened interpolated expression not closed on the same line.";
        }
        if (problem is not null || _tokens.Count == 0 || _tokens[^1].Kind != TokenKind.NewLine) Add(TokenKind.NewLine, start, problem);
    }

    private void SkipComment(bool isBare)
    {
        var isMultiLine = Peek(1) == '#';
        _at += isMultiLine ? 2 : 1;
        while (_at < _text.Length)
        {
            if (!isBare && Current is '}' or '-' or '~' && IsCommentEnd()) return;
            if (isMultiLine && Current == '#' && Peek(1) == '#')
            {
                _at += 2;
                return;
            }
            if (!isMultiLine && Current == '\n') return;
            _at++;
        }
    }

    private bool IsCommentEnd() => Current == '}' ? Peek(1) == '}' : Peek(1) == '}' && Peek(2) == '}';
}
