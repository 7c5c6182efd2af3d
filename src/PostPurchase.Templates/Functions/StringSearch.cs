namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>string</c> that look for a text and replace or remove it.</summary>
internal static class StringSearch
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Test("contains", "Whether the text contains another.", static (text, other) => text.Contains(other, StringComparison.Ordinal)),
        Test("ends_with", "Whether the text ends with another.", static (text, other) => text.EndsWith(other, StringComparison.Ordinal)),
        Test("starts_with", "Whether the text starts with another.", static (text, other) => text.StartsWith(other, StringComparison.Ordinal)),
        new("string", "equals_ignore_case", [Take.Text("text"), Take.Text("value")], ParameterKind.Bool,
            "Whether two texts are the same but for case.",
            static (call, args) =>
            {
                call.Scan(args.TextOrEmpty(0));
                return Value.From(string.Equals(args.TextAt(0), args.TextAt(1), StringComparison.OrdinalIgnoreCase));
            }),
        new("string", "empty", [Take.Text("text")], ParameterKind.Bool, "Whether there is no text.",
            static (_, args) => Value.From(string.IsNullOrEmpty(args.TextAt(0)))),
        new("string", "whitespace", [Take.Text("text")], ParameterKind.Bool, "Whether there is nothing but white space.",
            static (call, args) =>
            {
                call.Scan(args.TextOrEmpty(0));
                return Value.From(string.IsNullOrWhiteSpace(args.TextAt(0)));
            }),
        new("string", "size", [Take.Text("text")], ParameterKind.Int, "How many characters (UTF-16 units) the text has.",
            static (_, args) => Value.From((long)args.TextOrEmpty(0).Length)),
        new("string", "index_of",
            [Take.Text("text"), Take.Text("search"), Take.OptionalAny("startIndex"), Take.OptionalAny("count"), Take.OptionalText("stringComparison")],
            ParameterKind.Int, "The place of the first occurrence, from 0; -1 where there is none.", IndexOf),
        Change("remove", "The text without all occurrences of another.", static (call, args) => Replace(call, args, string.Empty), "remove"),
        Change("remove_first", "The text without the first occurrence of another.", static (call, args) => ReplaceOne(call, args, string.Empty, false), "remove"),
        Change("remove_last", "The text without the last occurrence of another.", static (call, args) => ReplaceOne(call, args, string.Empty, true), "remove"),
        Change("replace", "The text with all occurrences of another replaced.", static (call, args) => Replace(call, args, args.TextOrEmpty(2)), "match", "replace"),
        new("string", "replace_first", [Take.Text("text"), Take.Text("match"), Take.Text("replace"), Take.OptionalBool("fromEnd")], ParameterKind.Text,
            "The text with the first (or, from its end, the last) occurrence of another replaced.",
            static (call, args) => ReplaceOne(call, args, args.TextOrEmpty(2), args[3].AsBool())),
    ];

    private static BuiltinDeclaration Test(string name, string summary, Func<string, string, bool> test) =>
        new("string", name, [Take.Text("text"), Take.Text("value")], ParameterKind.Bool, summary, (call, args) =>
        {
            if (args.TextAt(0) is not { } text || args.TextAt(1) is not { } other) return Value.False;
            call.Scan(text);
            return Value.From(test(text, other));
        });

    private static BuiltinDeclaration Change(string name, string summary, BuiltinFunction body, params string[] parameters) =>
        new("string", name, [Take.Text("text"), .. parameters.Select(Take.Text)], ParameterKind.Text, summary, body);

    private static Value Replace(CallContext call, ReadOnlySpan<Value> args, string replacement)
    {
        if (args.TextAt(0) is not { } text) return Value.EmptyString;
        if (args.TextAt(1) is not { Length: > 0 } match) return Value.From(text);
        call.Scan(text);
        var count = text.AsSpan().Count(match);
        if (count == 0) return Value.From(text);
        call.Budget.Allocate(text.Length + count * (long)(replacement.Length - match.Length));
        return Value.From(text.Replace(match, replacement, StringComparison.Ordinal));
    }

    private static Value ReplaceOne(CallContext call, ReadOnlySpan<Value> args, string replacement, bool fromEnd)
    {
        if (args.TextAt(0) is not { } text) return Value.EmptyString;
        if (args.TextAt(1) is not { Length: > 0 } match) return Value.From(text);
        call.Scan(text);
        var at = fromEnd ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
        if (at < 0) return Value.From(text);
        call.Budget.Allocate((long)text.Length + replacement.Length);
        return Value.From(string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + match.Length)));
    }

    private static Value IndexOf(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { } text || args.TextAt(1) is not { } search) return Value.From(-1L);
        var start = args[2].IsNull ? 0 : call.ToInt(args[2]);
        if (start < 0 || start > text.Length) throw call.Fail($"The start index `{start}` is outside of the text of {text.Length} characters");
        var count = args[3].IsNull ? text.Length - start : call.ToInt(args[3]);
        if (count < 0 || count > text.Length - start) throw call.Fail($"The count `{count}` is more than the text has after the start index");
        var comparison = Comparison(call, args.TextAt(4));
        // By culture, characters are compared one by one; else many at once.
        call.Budget.Step(comparison is StringComparison.Ordinal or StringComparison.OrdinalIgnoreCase ? count >> 9 : count >> 2);
        return Value.From((long)text.IndexOf(search, (int)start, (int)count, comparison));
    }

    private static StringComparison Comparison(CallContext call, string? name) => name switch
    {
        null or "Ordinal" => StringComparison.Ordinal,
        "OrdinalIgnoreCase" => StringComparison.OrdinalIgnoreCase,
        "InvariantCulture" or "CurrentCulture" => StringComparison.InvariantCulture,
        "InvariantCultureIgnoreCase" or "CurrentCultureIgnoreCase" => StringComparison.InvariantCultureIgnoreCase,
        _ => throw call.Fail($"Unknown string comparison `{Arguments.Shown(name)}`. Expecting `CurrentCulture`, `CurrentCultureIgnoreCase`, " +
            "`InvariantCulture`, `InvariantCultureIgnoreCase`, `Ordinal` or `OrdinalIgnoreCase`"),
    };
}
