using System.Text.RegularExpressions;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>regex</c>.</summary>
internal static class RegexFunctions
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("regex", "escape", [Take.Text("pattern")], ParameterKind.Text, "Escapes the characters that mean something in a pattern.", Escape),
        new("regex", "match", [Take.Text("text"), Take.Text("pattern"), Take.OptionalText("options")], ParameterKind.List,
            "The first match and its groups; an empty list where there is none.", Match),
        new("regex", "matches", [Take.Text("text"), Take.Text("pattern"), Take.OptionalText("options")], ParameterKind.List,
            "All matches, each a list of the match and its groups.", Matches),
        new("regex", "replace", [Take.Text("text"), Take.Text("pattern"), Take.Text("replace"), Take.OptionalText("options")], ParameterKind.Text,
            "Replaces what matches; the replacement may name groups as $1.", Replace),
        new("regex", "split", [Take.Text("text"), Take.Text("pattern"), Take.OptionalText("options")], ParameterKind.List,
            "The pieces of the text between matches.", Split),
        new("regex", "unescape", [Take.Text("pattern")], ParameterKind.Text, "Undoes regex.escape.", Unescape),
    ];

    private static Value Escape(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { } text) return default;
        call.Budget.Allocate(2L * text.Length);
        return Value.From(Regex.Escape(text));
    }

    private static Value Unescape(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { } text) return default;
        call.Budget.Allocate(text.Length);
        try
        {
            return Value.From(Regex.Unescape(text));
        }
        catch (ArgumentException e)
        {
            throw call.Fail($"Cannot unescape `{Arguments.Shown(text)}`: {e.Message}");
        }
    }

    private static Value Match(CallContext call, ReadOnlySpan<Value> args) => Guarded(call, args, 2, (render, regex, text, _) =>
    {
        var match = regex.Match(text);
        return Value.From(match.Success ? Groups(render, match) : new ValueArray());
    });

    private static Value Matches(CallContext call, ReadOnlySpan<Value> args) => Guarded(call, args, 2, (render, regex, text, _) =>
    {
        var all = new ValueArray();
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            render.Budget.Allocate(1);
            all.Add(Value.From(Groups(render, match)));
        }
        return Value.From(all);
    });

    private static Value Replace(CallContext call, ReadOnlySpan<Value> args) => Guarded(call, args, 3, (render, regex, text, replacement) =>
    {
        using var output = new TextBuffer();
        var at = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            var growth = match.Index - at + (long)replacement.Length * Math.Max(1, match.Length);
            render.Budget.Step(1 + (growth >> 10));
            var replaced = match.Result(replacement);
            render.Budget.Allocate(match.Index - at + replaced.Length);
            output.Append(text.AsSpan(at, match.Index - at));
            output.Append(replaced);
            at = match.Index + match.Length;
        }
        if (at == 0 && output.Length == 0) return Value.From(text);
        render.Budget.Allocate(text.Length - at);
        output.Append(text.AsSpan(at));
        return Value.From(output.ToString());
    }, args.TextOrEmpty(2));

    private static Value Split(CallContext call, ReadOnlySpan<Value> args) => Guarded(call, args, 2, (render, regex, text, _) =>
    {
        var pieces = new ValueArray();
        var at = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            render.Budget.Allocate(1);
            pieces.Add(render.Part(text, at, match.Index - at));
            for (var i = 1; i < match.Groups.Count; i++)
            {
                if (match.Groups[i].Success) AddGroup(render, pieces, match.Groups[i]);
            }
            at = match.Index + match.Length;
        }
        render.Budget.Allocate(1);
        pieces.Add(render.Part(text, at, text.Length - at));
        return Value.From(pieces);
    });

    private static ValueArray Groups(CallContext call, Match match)
    {
        var groups = new ValueArray(match.Groups.Count);
        for (var i = 0; i < match.Groups.Count; i++) AddGroup(call, groups, match.Groups[i]);
        return groups;
    }

    private static void AddGroup(CallContext call, ValueArray list, Group group)
    {
        call.Budget.Allocate(1 + group.Length);
        list.Add(Value.From(group.Value));
    }

    private static Value Guarded(
        CallContext call, ReadOnlySpan<Value> args, int optionsAt, Func<CallContext, Regex, string, string, Value> run, string replacement = "")
    {
        if (args.TextAt(0) is not { } text) return default;
        if (args.TextAt(1) is not { Length: > 0 } pattern) throw call.Fail("The regex pattern is empty");
        var regex = RegexPatterns.Get(call, pattern, args.TextAt(optionsAt), text);
        try
        {
            return run(call, regex, text, replacement);
        }
        catch (RegexMatchTimeoutException)
        {
            throw call.Fail($"The regex pattern `{Arguments.Shown(pattern)}` takes too long on this text", ErrorCode.Limit);
        }
    }
}
