using System.Globalization;
using System.Numerics;
using System.Text;

namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    private const int MaxExponent = 1000;

    private LiteralNode Constant(Value value)
    {
        var start = Current.Start;
        Next();
        return Close(new LiteralNode { Source = _source, Start = start, Value = value });
    }

    private LiteralNode ParseNumber()
    {
        var token = Current;
        var text = SpanOf(token).ToString().Replace("_", "", StringComparison.Ordinal);
        if (TryReadNumber(token.Kind, text, out var value)) return Constant(value);
        Fail(token.Start, $"The number `{text}` is too large or not written as a number");
        return Constant(Value.From(0));
    }

    private static bool TryReadNumber(TokenKind kind, string text, out Value value)
    {
        value = default;
        if (text.Length > MaxExponent) return false;
        switch (kind)
        {
            case TokenKind.HexInteger:
                var hex = BigInteger.Parse("0" + text[2..].TrimEnd('u', 'U'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                value = FromBits(hex, text);
                return true;
            case TokenKind.BinaryInteger:
                var bits = BigInteger.Parse("0" + text[2..].TrimEnd('u', 'U'), NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture);
                value = FromBits(bits, text);
                return true;
            case TokenKind.Integer:
                return TryReadInteger(text, out value);
            default:
                return TryReadFloat(text, out value);
        }
    }

    // As in C#: 0xFFFFFFFF without u is the 32-bit pattern of -1, and so on for 64 bits.
    private static Value FromBits(BigInteger bits, string text)
    {
        if (text[^1] is 'u' or 'U' || bits <= int.MaxValue) return Value.From(bits);
        if (bits <= uint.MaxValue) return Value.From(unchecked((int)(uint)bits));
        if (bits > long.MaxValue && bits <= ulong.MaxValue) return Value.From(unchecked((long)(ulong)bits));
        return Value.From(bits);
    }

    private static bool TryReadInteger(string text, out Value value)
    {
        value = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small))
        {
            value = Value.From(small);
            return true;
        }
        var at = text.IndexOfAny(['e', 'E']);
        if (at >= 0 && (!int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || exponent > MaxExponent)) return false;
        if (!BigInteger.TryParse(text, NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var big)) return false;
        value = Value.From(big);
        return true;
    }

    private static bool TryReadFloat(string text, out Value value)
    {
        var suffix = char.ToLowerInvariant(text[^1]);
        var digits = suffix is 'f' or 'd' or 'm' ? text[..^1] : text;
        if (suffix == 'm')
        {
            var isDecimal = decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact);
            value = Value.From(exact);
            return isDecimal;
        }
        var isFloat = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        value = Value.From(number);
        return isFloat;
    }

    private LiteralNode ParseText()
    {
        var token = Current;
        var inner = SpanOf(token)[(token.Kind == TokenKind.InterpolatedWhole ? 2 : 1)..^1];
        var text = token.Kind == TokenKind.VerbatimString ? inner.ToString().Replace("``", "`", StringComparison.Ordinal) : Unescape(inner, token.Start + 1);
        return Constant(Value.From(text));
    }

    private InterpolatedNode ParseInterpolated()
    {
        var start = Current.Start;
        var parts = new List<ExpressionNode>();
        AddPart(parts, Current.Start + 2);
        Next();
        while (!_isStopped)
        {
            if (ParseFull() is { } part) parts.Add(part);
            else if (!_isStopped && Current.Kind is TokenKind.InterpolatedMiddle or TokenKind.InterpolatedEnd) Fail(Current.Start, "Unexpected token `}` while parsing expression");
            if (Current.Kind is not (TokenKind.InterpolatedMiddle or TokenKind.InterpolatedEnd))
            {
                if (!_isStopped) Fail(Current.Start, $"Unexpected token `{TextOf(Current)}` while parsing expression");
                break;
            }
            var isLast = Current.Kind == TokenKind.InterpolatedEnd;
            AddPart(parts, Current.Start + 1);
            Next();
            if (isLast) break;
        }
        return Close(new InterpolatedNode { Source = _source, Start = start, Parts = [.. parts] }, [.. parts]);
    }

    private void AddPart(List<ExpressionNode> parts, int from)
    {
        var inner = _source.Text.AsSpan(from, Math.Max(0, Current.End - 1 - from));
        if (inner.Length == 0) return;
        parts.Add(new LiteralNode { Source = _source, Start = from, End = from + inner.Length, Value = Value.From(Unescape(inner, from)) });
    }

    private string Unescape(ReadOnlySpan<char> text, int offset)
    {
        if (!text.Contains('\\')) return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }
            i++;
            if (i < text.Length) i += AppendEscape(text[i..], result, offset + i);
        }
        return result.ToString();
    }

    /// <summary>Adds what an escape stands for; returns how many characters it has after its letter.</summary>
    private int AppendEscape(ReadOnlySpan<char> escape, StringBuilder result, int offset)
    {
        switch (escape[0])
        {
            case 'n': result.Append('\n'); return 0;
            case 'r': result.Append('\r'); return 0;
            case 't': result.Append('\t'); return 0;
            case 'b': result.Append('\b'); return 0;
            case 'f': result.Append('\f'); return 0;
            case '0': result.Append('\0'); return 0;
            case '"' or '\'' or '\\' or '{' or '}': result.Append(escape[0]); return 0;
            case '\n': return 0;
            case 'u' when Hex(escape, 4, out var code): result.Append(code); return 4;
            case 'x' when Hex(escape, 2, out var code): result.Append(code); return 2;
        }
        if (escape[0] is 'u' or 'x') return FailHex(escape, offset);
        Fail(offset, $"Unexpected escape character [{escape[0]}] in string. Only 0 ' \" \\ b f n r t u0000-uFFFF x00-xFF are allowed");
        return 0;
    }

    private int FailHex(ReadOnlySpan<char> escape, int offset)
    {
        var (letter, lowest, highest) = escape[0] == 'u' ? ('u', "0000", "ffff") : ('x', "00", "ff");
        var digits = 0;
        while (1 + digits < escape.Length && char.IsAsciiHexDigit(escape[1 + digits])) digits++;
        var found = 1 + digits < escape.Length ? escape[1 + digits].ToString() : TextOf(Current)[^1..];
        Fail(offset + 1 + digits, $"Unexpected hex number `{found}` following `\\{letter}`. Expecting `\\{letter}{lowest}` to `\\{letter}{highest}`.");
        return digits;
    }

    private static bool Hex(ReadOnlySpan<char> escape, int digits, out char code)
    {
        code = '\0';
        if (escape.Length <= digits || !ushort.TryParse(escape.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return false;
        code = (char)number;
        return true;
    }

    private NestedNode ParseNested()
    {
        var start = Current.Start;
        var (newLineLevel, inLoopHead, inTernary) = (_newLineLevel, _inLoopHead, _inTernary);
        (_inLoopHead, _inTernary) = (false, false);
        _newLineLevel++;
        Next();
        var inner = ExpectExpression(Construct.Nested);
        (_newLineLevel, _inLoopHead, _inTernary) = (newLineLevel, inLoopHead, inTernary);
        if (Current.Kind == TokenKind.CloseParen) Next();
        else if (!_isStopped) Fail(Current.Start, $"Unexpected token found `{TextOf(Current)}` while expecting `)`.");
        return Close(new NestedNode { Source = _source, Start = start, Inner = inner }, inner);
    }

    private ArrayNode ParseArray()
    {
        var start = Current.Start;
        var items = new List<ExpressionNode>();
        var (newLineLevel, inLoopHead, inTernary) = (_newLineLevel, _inLoopHead, _inTernary);
        (_inLoopHead, _inTernary) = (false, false);
        _newLineLevel++;
        Next();
        while (!_isStopped && Current.Kind != TokenKind.CloseBracket)
        {
            if (ParseFull() is not { } item) break;
            items.Add(item);
            if (Current.Kind != TokenKind.Comma) break;
            Next();
        }
        (_newLineLevel, _inLoopHead, _inTernary) = (newLineLevel, inLoopHead, inTernary);
        if (Current.Kind == TokenKind.CloseBracket) Next();
        else if (!_isStopped) Fail(Current.Start, $"Unexpected token found `{TextOf(Current)}` while expecting `]`.");
        return Close(new ArrayNode { Source = _source, Start = start, Items = [.. items] }, [.. items]);
    }

    private ObjectNode ParseObject()
    {
        var start = Current.Start;
        var (names, values) = (new List<string>(), new List<ExpressionNode>());
        var (newLineLevel, inLoopHead, inTernary) = (_newLineLevel, _inLoopHead, _inTernary);
        (_inLoopHead, _inTernary) = (false, false);
        _newLineLevel++;
        Next();
        var isWhole = ParseMembers(names, values);
        (_newLineLevel, _inLoopHead, _inTernary) = (newLineLevel, inLoopHead, inTernary);
        if (isWhole && Current.Kind == TokenKind.CloseBrace) Next();
        else if (isWhole && !_isStopped) Fail(Current.Start, $"Unexpected token found `{TextOf(Current)}` while expecting `}}`.");
        return Close(new ObjectNode { Source = _source, Start = start, Names = [.. names], Values = [.. values] }, [.. values]);
    }

    /// <summary>False where an error was reported, so that the closing brace is not asked for too.</summary>
    private bool ParseMembers(List<string> names, List<ExpressionNode> values)
    {
        while (!_isStopped && Current.Kind != TokenKind.CloseBrace)
        {
            if (Current.Kind is not (TokenKind.Identifier or TokenKind.String))
            {
                Fail(Current.Start, $"Unexpected token `{TextOf(Current)}` while parsing object initializer. Expecting a simple identifier for the member name.");
                return false;
            }
            var name = Current.Kind == TokenKind.Identifier ? SpanOf(Current).ToString() : Unescape(SpanOf(Current)[1..^1], Current.Start + 1);
            Next();
            if (Current.Kind != TokenKind.Colon)
            {
                Fail(Current.Start, $"Unexpected token `{TextOf(Current)}` Expecting a colon : after identifier `{name}` for object initializer member name");
                return false;
            }
            Next();
            if (ParseFull() is not { } value)
            {
                if (!_isStopped) Fail(Current.Start, $"Unexpected token `{TextOf(Current)}`. Expecting an expression for the value of the member.");
                return false;
            }
            names.Add(name);
            values.Add(value);
            if (Current.Kind != TokenKind.Comma) break;
            Next();
        }
        return true;
    }
}
