using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>string</c> that change case, trim, join and escape.</summary>
internal static class StringFunctions
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Of("escape", "Writes quotes, backslashes and control characters as escape sequences.", static (call, args) => Escaped(call, args, quote: false)),
        Of("append", "Joins two texts.", static (call, args) => Join(call, args[0], args[1]), Take.Text("with")),
        Of("capitalize", "The text with its first letter in upper case.", Capitalize),
        Of("capitalizewords", "The text with the first letter of each word in upper case.", CapitalizeWords),
        Of("downcase", "The text in lower case.", static (call, args) => Cased(call, args, static text => text.ToLowerInvariant())),
        Of("handleize", "The text as a part of a web address: lower-case letters and digits, joined by hyphens.", Handleize),
        Of("literal", "The text as a string literal in double quotes.", static (call, args) => Escaped(call, args, quote: true)),
        Of("lstrip", "The text without white space at its start.", static (call, args) => Trim(call, args[0], start: true, end: false)),
        new("string", "pluralize", [Take.Any("number"), Take.Text("singular"), Take.Text("plural")], ParameterKind.Text,
            "The singular where the number is 1, else the plural. For other languages see plural.",
            static (_, args) => args[0].IsNumber && ValueComparison.CompareNumbers(args[0], Value.From(1L)) == 0 ? args[1] : args[2]),
        Of("prepend", "Joins two texts, the argument first.", static (call, args) => Join(call, args[1], args[0]), Take.Text("by")),
        Of("rstrip", "The text without white space at its end.", static (call, args) => Trim(call, args[0], start: false, end: true)),
        Of("strip", "The text without white space at its ends.", static (call, args) => Trim(call, args[0], start: true, end: true)),
        Of("strip_newlines", "The text without line breaks.", StripNewlines),
        Of("upcase", "The text in upper case.", static (call, args) => Cased(call, args, static text => text.ToUpperInvariant())),
    ];

    private static BuiltinDeclaration Of(string name, string summary, BuiltinFunction body, params BuiltinParameter[] more) =>
        new("string", name, [Take.Text("text"), .. more], ParameterKind.Text, summary, body);

    private static Value Join(CallContext call, Value first, Value second)
    {
        if (first.IsNull || second.IsNull) return first.IsNull ? second.IsNull ? Value.EmptyString : second : first;
        var (left, right) = (first.AsText(), second.AsText());
        call.Budget.Allocate((long)left.Length + right.Length);
        var joined = string.Concat(left, right);
        return first.Kind == ValueKind.Html && second.Kind == ValueKind.Html ? Value.FromHtml(joined) : Value.From(joined);
    }

    private static Value Cased(CallContext call, ReadOnlySpan<Value> args, Func<string, string> convert)
    {
        if (args.TextAt(0) is not { } text) return default;
        call.Budget.Allocate(text.Length);
        return Value.From(convert(text));
    }

    private static Value Capitalize(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        if (text.Length == 0 || char.ToUpperInvariant(text[0]) == text[0]) return Value.From(text);
        call.Budget.Allocate(text.Length);
        return Value.From(string.Create(text.Length, text, static (target, source) =>
        {
            source.CopyTo(target);
            target[0] = char.ToUpperInvariant(target[0]);
        }));
    }

    private static Value CapitalizeWords(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        call.Budget.Allocate(text.Length);
        return Value.From(string.Create(text.Length, text, static (target, source) =>
        {
            var start = true;
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = start ? char.ToUpperInvariant(source[i]) : source[i];
                start = char.IsWhiteSpace(source[i]);
            }
        }));
    }

    private static Value Handleize(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        var pending = false;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                if (pending && output.Length > 0) output.Append('-');
                output.Append(char.ToLowerInvariant(c));
                pending = false;
            }
            else
            {
                pending = true;
            }
        }
        return Value.From(output.ToString());
    }

    private static Value Escaped(CallContext call, ReadOnlySpan<Value> args, bool quote)
    {
        if (args.TextAt(0) is not { } text) return default;
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        if (quote) output.Append('"');
        foreach (var c in text) AppendEscaped(output, c);
        if (quote) output.Append('"');
        call.Budget.Allocate(output.Length - text.Length);
        return Value.From(output.ToString());
    }

    /// <summary>Adds a character as it is written in a string literal.</summary>
    public static void AppendEscaped(TextBuffer output, char c)
    {
        switch (c)
        {
            case '"': output.Append("\\\""); break;
            case '\\': output.Append("\\\\"); break;
            case '\n': output.Append("\\n"); break;
            case '\r': output.Append("\\r"); break;
            case '\t': output.Append("\\t"); break;
            case '\b': output.Append("\\b"); break;
            case '\f': output.Append("\\f"); break;
            default:
                if (!char.IsControl(c))
                {
                    output.Append(c);
                    break;
                }
                output.Append("\\u");
                output.Append((int)c, "x4", CultureInfo.InvariantCulture);
                break;
        }
    }

    private static Value Trim(CallContext call, Value value, bool start, bool end)
    {
        if (value.IsNull) return default;
        var text = value.AsText();
        call.Scan(text);
        var from = start ? text.Length - text.AsSpan().TrimStart().Length : 0;
        var length = end ? text.AsSpan(from).TrimEnd().Length : text.Length - from;
        return call.Part(text, from, length).SafeLike(value);
    }

    private static Value StripNewlines(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        call.Scan(text);
        if (text.AsSpan().IndexOfAny('\r', '\n') < 0) return args[0].IsNull ? Value.EmptyString : args[0];
        call.Budget.Allocate(text.Length);
        return Value.From(text.Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal)).SafeLike(args[0]);
    }
}
