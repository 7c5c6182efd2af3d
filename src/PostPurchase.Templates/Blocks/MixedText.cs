using System.Text;
using PostPurchase.Templates.Functions;

namespace PostPurchase.Templates;

/// <summary>
/// A value of a block as people write it: text with fields in it, <c>Hi {{ customer.first_name }}</c>. In the file it is a literal, <c>"Hi"</c>, an
/// interpolated text, <c>$"Hi {customer.first_name}"</c>, or the bare expression where nothing else stands there; each is plain Scriban. A <c>{{</c>
/// that is meant as text is the field <c>{{ '{{' }}</c>.
/// </summary>
internal static class MixedText
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string Slots = "slots";

    /// <summary>The part of a value that is edited: all of it, or the fallback of a slot.</summary>
    public static ExpressionNode TargetOf(ExpressionNode value) => value switch
    {
        NestedNode nested => TargetOf(nested.Inner),
        CoalesceNode { WhenNull: true, Left: MemberNode { Target: GlobalNode { Name: Slots } } } fallback => TargetOf(fallback.Right),
        _ => value,
    };

    /// <summary>The text with fields; null, with the reason for people, where the value is code that this form has no words for.</summary>
    public static (string? Text, string? WhyCode) Read(ExpressionNode value)
    {
        var target = TargetOf(value);
        if (target is not InterpolatedNode mixed) return WhyCode(target) is { } why ? (null, why) : (Written(target), null);
        var text = new StringBuilder();
        foreach (var part in mixed.Parts)
        {
            if (WhyCode(part) is { } reason) return (null, reason);
            text.Append(Written(part));
        }
        return (text.ToString(), null);
    }

    /// <summary>The text as source; or null, with the problem for people, where a field in it cannot be one.</summary>
    public static (string? Source, string? Problem) Write(TemplateEngine engine, string text)
    {
        var parts = new List<(string? Literal, ExpressionNode? Field)>();
        foreach (var (piece, isField) in Split(text))
        {
            if (!isField)
            {
                parts.Add((piece, null));
                continue;
            }

            if (FieldOf(engine, piece.Trim(), out var field) is { } problem) return (null, problem);
            parts.Add(field is LiteralNode { Value.IsText: true } literal ? (literal.Value.AsText(), null) : (null, field));
        }

        if (parts is [{ Field: { } only }]) return (only is PathNode ? Quoted(only) : $"({Quoted(only)})", null);
        return (parts.TrueForAll(part => part.Field is null) ? Literal(string.Concat(parts.Select(part => part.Literal))) : Interpolated(parts), null);
    }

    /// <summary>The text as a literal.</summary>
    public static string Literal(string text)
    {
        using var literal = new TextBuffer();
        literal.Append('"');
        foreach (var character in text) StringFunctions.AppendEscaped(literal, character);
        literal.Append('"');
        return literal.ToString();
    }

    private static string Written(ExpressionNode part) => part switch
    {
        LiteralNode { Value.IsNull: true } => "",
        LiteralNode { Value.IsText: true } literal => Escaped(literal.Value.AsText()),
        LiteralNode literal => literal.Text,
        NestedNode nested => Written(nested.Inner),
        _ => $"{Open} {part.Text} {Close}",
    };

    // Only where it would be read as a field.
    private static string Escaped(string text)
    {
        var open = text.IndexOf(Open, StringComparison.Ordinal);
        return open >= 0 && text.IndexOf(Close, open, StringComparison.Ordinal) >= 0 ? text.Replace(Open, $"{Open} '{Open}' {Close}", StringComparison.Ordinal) : text;
    }

    private static string? WhyCode(ExpressionNode node) => node switch
    {
        LiteralNode or GlobalNode or LocalNode => null,
        MemberNode member => WhyCode(member.Target),
        IndexerNode indexer => indexer.Index is LiteralNode ? WhyCode(indexer.Target) : $"`{indexer.Text}` picks an item by a value",
        NestedNode nested => WhyCode(nested.Inner),
        CoalesceNode { WhenNull: true } fallback => WhyCode(fallback.Left) ?? WhyCode(fallback.Right),
        CallNode { IsPipe: true, Names.Length: 0 } pipe => pipe.Arguments.Select(WhyCode).FirstOrDefault(why => why is not null),
        ConditionalNode => "it says one thing or another, on a condition",
        CallNode call => $"it calls `{call.Target.Text}`",
        InterpolatedNode => "it holds a text within a text",
        _ => $"`{node.Text}` is more than a field",
    };

    /// <summary>Text and what stands between the marks, in turn. A mark that is never closed is text.</summary>
    private static IEnumerable<(string Piece, bool IsField)> Split(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf(Open, at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : EndOf(text, open + Open.Length);
            if (close < 0)
            {
                yield return (text[at..], false);
                yield break;
            }

            if (open > at) yield return (text[at..open], false);
            yield return (text[(open + Open.Length)..close], true);
            at = close + Close.Length;
        }
    }

    // What stands in quotes closes nothing.
    private static int EndOf(string text, int from)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            if (quote != '\0' && text[i] == '\\') i++;
            else if (quote != '\0') quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'') quote = text[i];
            else if (text[i] == '}' && text.AsSpan(i).StartsWith(Close, StringComparison.Ordinal)) return i;
        }

        return quote == '\0' ? -1 : text.IndexOf(Close, from, StringComparison.Ordinal);
    }

    private static string? FieldOf(TemplateEngine engine, string source, out ExpressionNode? field)
    {
        field = null;
        if (source.Length == 0) return "choose a field to stand between {{ and }}";
        if (source.Any(char.IsControl)) return "a field stands on one line";
        try
        {
            field = engine.ParseExpression(source, "field").Root;
        }
        catch (TemplateException exception)
        {
            return $"`{source}` is no field: {exception.Errors[0].Message}";
        }

        return WhyCode(field) is { } why ? $"`{source}` cannot stand in a text here: {why}" : null;
    }

    private static string Interpolated(List<(string? Literal, ExpressionNode? Field)> parts)
    {
        using var written = new TextBuffer();
        written.Append("$\"");
        foreach (var (literal, field) in parts)
        {
            if (field is not null) written.Append($"{{{Quoted(field)}}}");
            foreach (var character in literal ?? "")
            {
                if (character is '{' or '}') written.Append('\\');
                StringFunctions.AppendEscaped(written, character);
            }
        }

        written.Append('"');
        return written.ToString();
    }

    /// <summary>The expression with its texts in single quotes, so that it can stand in a text in double ones in every implementation of the language.</summary>
    private static string Quoted(ExpressionNode field)
    {
        var text = field.Source.Text;
        foreach (var literal in LiteralsOf(field).OrderByDescending(literal => literal.Start))
        {
            if (text[literal.Start] != '"') continue;
            var inner = Literal(literal.Value.AsText())[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
            text = $"{text[..literal.Start]}'{inner.Replace("\"", "\\\"", StringComparison.Ordinal)}'{text[literal.End..]}";
        }

        return text.Trim();
    }

    private static IEnumerable<LiteralNode> LiteralsOf(ExpressionNode node) => node switch
    {
        LiteralNode { Value.IsText: true } literal => [literal],
        NestedNode nested => LiteralsOf(nested.Inner),
        CoalesceNode fallback => LiteralsOf(fallback.Left).Concat(LiteralsOf(fallback.Right)),
        CallNode call => call.Arguments.SelectMany(LiteralsOf),
        MemberNode member => LiteralsOf(member.Target),
        IndexerNode indexer => LiteralsOf(indexer.Target).Concat(LiteralsOf(indexer.Index)),
        _ => [],
    };
}
