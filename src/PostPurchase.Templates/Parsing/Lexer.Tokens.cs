namespace PostPurchase.Templates;

internal sealed partial class Lexer
{
    private void LexToken(char current)
    {
        var start = _at;
        if (IsIdentifierStart(current))
        {
            LexIdentifier();
        }
        else if (char.IsAsciiDigit(current))
        {
            LexNumber();
        }
        else if (current == '$')
        {
            LexDollar();
        }
        else if (current is '"' or '\'')
        {
            LexString(current, TokenKind.String, TokenKind.String, isInterpolated: false);
        }
        else if (current == '`')
        {
            LexVerbatim();
        }
        else if (current == '}' && _interpolations.Count > 0 && _interpolations.Peek().Braces == 0)
        {
            var quote = _interpolations.Pop().Quote;
            LexString(quote, TokenKind.InterpolatedEnd, TokenKind.InterpolatedMiddle, isInterpolated: true);
        }
        else
        {
            var (kind, length) = Operator(current);
            _at += length;
            CountBraces(kind);
            Add(kind, start, kind == TokenKind.Invalid ? $"Unexpected character `{current}`" : null);
        }
    }

    private void CountBraces(TokenKind kind)
    {
        if (kind is not (TokenKind.OpenBrace or TokenKind.CloseBrace)) return;
        var change = kind == TokenKind.OpenBrace ? 1 : -1;
        _openBraces = Math.Max(0, _openBraces + change);
        if (_interpolations.Count == 0) return;
        var (quote, braces) = _interpolations.Pop();
        _interpolations.Push((quote, braces + change));
    }

    private static bool IsIdentifierStart(char character) => character == '_' || char.IsLetter(character);

    private static bool IsIdentifierPart(char character) => character == '_' || char.IsLetterOrDigit(character);

    private void LexIdentifier()
    {
        var start = _at;
        while (_at < _text.Length && IsIdentifierPart(_text[_at])) _at++;
        var isMember = _tokens.Count > 0 && _tokens[^1].Kind is TokenKind.Dot or TokenKind.QuestionDot;
        if (isMember && Current == '?' && _text.AsSpan(start, _at - start) is "empty") _at++;
        Add(TokenKind.Identifier, start);
    }

    private void LexDollar()
    {
        var start = _at++;
        if (Current is '"' or '\'')
        {
            LexString(Current, TokenKind.InterpolatedWhole, TokenKind.InterpolatedStart, isInterpolated: true);
            _tokens[^1] = _tokens[^1] with { Start = start };
            return;
        }
        if (Current == '$') _at++;
        else while (_at < _text.Length && IsIdentifierPart(_text[_at])) _at++;
        Add(TokenKind.LocalIdentifier, start);
    }

    private void LexNumber()
    {
        var start = _at;
        if (Current == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(SkipUnderscores(2)))
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Current) || Current == '_') _at++;
            if (Current is 'u' or 'U') _at++;
            Add(TokenKind.HexInteger, start);
            return;
        }
        if (Current == '0' && Peek(1) is 'b' or 'B' && SkipUnderscores(2) is '0' or '1')
        {
            _at += 2;
            while (Current is '0' or '1' or '_') _at++;
            if (Current is 'u' or 'U') _at++;
            Add(TokenKind.BinaryInteger, start);
            return;
        }
        var isFloat = false;
        SkipDigits();
        if (Current == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }
        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isFloat |= Peek(1) == '-';
            _at += 2;
            SkipDigits();
        }
        if (Current is 'f' or 'F' or 'd' or 'D' or 'm' or 'M' && !IsIdentifierPart(Peek(1)))
        {
            isFloat = true;
            _at++;
        }
        Add(isFloat ? TokenKind.Float : TokenKind.Integer, start);
    }

    private char SkipUnderscores(int ahead)
    {
        while (Peek(ahead) == '_') ahead++;
        return Peek(ahead);
    }

    private void SkipDigits()
    {
        while (true)
        {
            while (char.IsAsciiDigit(Current)) _at++;
            var underscores = 0;
            while (Peek(underscores) == '_') underscores++;
            if (underscores == 0 || !char.IsAsciiDigit(Peek(underscores))) return;
            _at += underscores;
        }
    }

    private void LexString(char quote, TokenKind whole, TokenKind opened, bool isInterpolated)
    {
        var start = _at++;
        while (_at < _text.Length)
        {
            var current = _text[_at];
            if (current == '\\' && _at + 1 < _text.Length)
            {
                _at += 2;
                continue;
            }
            _at++;
            if (current == quote)
            {
                Add(whole, start);
                return;
            }
            if (isInterpolated && current == '{')
            {
                _interpolations.Push((quote, 0));
                Add(opened, start);
                return;
            }
        }
        Add(TokenKind.Invalid, start, $"Unexpected end of file while parsing a string not terminated by a {quote}");
    }

    private void LexVerbatim()
    {
        var start = _at++;
        while (_at < _text.Length)
        {
            if (_text[_at++] != '`') continue;
            if (Current != '`')
            {
                Add(TokenKind.VerbatimString, start);
                return;
            }
            _at++;
        }
        Add(TokenKind.Invalid, start, "Unexpected end of file while parsing a verbatim string not terminated by a `");
    }

    private (TokenKind Kind, int Length) Operator(char current) => (current, Peek(1), Peek(2)) switch
    {
        ('.', '.', '<') => (TokenKind.RangeExclusive, 3),
        ('.', '.', '.') => (TokenKind.Ellipsis, 3),
        ('.', '.', _) => (TokenKind.Range, 2),
        ('.', _, _) => (TokenKind.Dot, 1),
        ('?', '?', _) => (TokenKind.Coalesce, 2),
        ('?', '!', _) => (TokenKind.NotCoalesce, 2),
        ('?', '.', not (>= '0' and <= '9')) => (TokenKind.QuestionDot, 2),
        ('?', _, _) => (TokenKind.Question, 1),
        ('|', '|', _) => (TokenKind.Or, 2),
        ('|', '>', _) => (TokenKind.Bar, 2),
        ('|', _, _) => (TokenKind.Bar, 1),
        ('&', '&', _) => (TokenKind.And, 2),
        ('=', '=', _) => (TokenKind.Equal, 2),
        ('=', _, _) => (TokenKind.Assign, 1),
        ('!', '=', _) => (TokenKind.NotEqual, 2),
        ('!', _, _) => (TokenKind.Not, 1),
        ('<', '=', _) => (TokenKind.LessOrEqual, 2),
        ('<', '<', _) => (TokenKind.ShiftLeft, 2),
        ('<', _, _) => (TokenKind.Less, 1),
        ('>', '=', _) => (TokenKind.GreaterOrEqual, 2),
        ('>', '>', _) => (TokenKind.ShiftRight, 2),
        ('>', _, _) => (TokenKind.Greater, 1),
        ('+', '=', _) => (TokenKind.AddAssign, 2),
        ('+', '+', _) => (TokenKind.Increment, 2),
        ('+', _, _) => (TokenKind.Add, 1),
        ('-', '=', _) => (TokenKind.SubtractAssign, 2),
        ('-', '-', _) => (TokenKind.Decrement, 2),
        ('-', _, _) => (TokenKind.Subtract, 1),
        ('*', '=', _) => (TokenKind.MultiplyAssign, 2),
        ('*', _, _) => (TokenKind.Multiply, 1),
        ('/', '/', '=') => (TokenKind.DivideRoundAssign, 3),
        ('/', '/', _) => (TokenKind.DivideRound, 2),
        ('/', '=', _) => (TokenKind.DivideAssign, 2),
        ('/', _, _) => (TokenKind.Divide, 1),
        ('%', '=', _) => (TokenKind.ModulusAssign, 2),
        ('%', _, _) => (TokenKind.Modulus, 1),
        ('^', _, _) => (TokenKind.Expand, 1),
        ('@', _, _) => (TokenKind.Alias, 1),
        (',', _, _) => (TokenKind.Comma, 1),
        (':', _, _) => (TokenKind.Colon, 1),
        (';', _, _) => (TokenKind.Semicolon, 1),
        ('(', _, _) => (TokenKind.OpenParen, 1),
        (')', _, _) => (TokenKind.CloseParen, 1),
        ('[', _, _) => (TokenKind.OpenBracket, 1),
        (']', _, _) => (TokenKind.CloseBracket, 1),
        ('{', _, _) => (TokenKind.OpenBrace, 1),
        ('}', _, _) => (TokenKind.CloseBrace, 1),
        _ => (TokenKind.Invalid, 1),
    };
}
