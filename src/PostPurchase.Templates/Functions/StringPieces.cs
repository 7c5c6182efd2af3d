namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>string</c> that cut, split and pad.</summary>
internal static class StringPieces
{
    private const string Ellipsis = "...";

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("string", "slice", [Take.Text("text"), Take.Int("start"), Take.OptionalAny("length")], ParameterKind.Text,
            "A part of the text, to its end where no length is given; a negative start counts from the end.",
            static (call, args) => Slice(call, args, args[2].IsNull ? 0 : call.ToInt(args[2]))),
        new("string", "slice1", [Take.Text("text"), Take.Int("start"), Take.OptionalInt("length", 1)], ParameterKind.Text,
            "A part of the text, one character where no length is given; a negative start counts from the end.",
            static (call, args) => Slice(call, args, args[2].AsInt())),
        new("string", "split", [Take.Text("text"), Take.Text("match")], ParameterKind.List, "The pieces between occurrences of another text, without empty ones.", Split),
        new("string", "truncate", [Take.Text("text"), Take.Int("length"), Take.OptionalText("ellipsis")], ParameterKind.Text,
            "The text cut to a length that includes the ellipsis.", Truncate),
        new("string", "truncatewords", [Take.Text("text"), Take.Int("count"), Take.OptionalText("ellipsis")], ParameterKind.Text,
            "The text cut to a number of words, then an ellipsis.", TruncateWords),
        new("string", "pad_left", [Take.Text("text"), Take.Int("width")], ParameterKind.Text, "The text with spaces before it up to a width.",
            static (call, args) => Pad(call, args, before: true)),
        new("string", "pad_right", [Take.Text("text"), Take.Int("width")], ParameterKind.Text, "The text with spaces after it up to a width.",
            static (call, args) => Pad(call, args, before: false)),
    ];

    /// <summary>A length of 0 means the whole rest.</summary>
    private static Value Slice(CallContext call, ReadOnlySpan<Value> args, long length)
    {
        var text = args.TextOrEmpty(0);
        var start = args[1].AsInt();
        if (length == 0) length = text.Length;
        if (start < 0) start += text.Length;
        var end = Math.Min(text.Length, length > text.Length - start ? text.Length : start + length);
        start = Math.Max(0, start);
        return start < end ? call.Part(text, (int)start, (int)(end - start)) : Value.EmptyString;
    }

    private static Value Split(CallContext call, ReadOnlySpan<Value> args)
    {
        var pieces = new ValueArray();
        var text = args.TextOrEmpty(0);
        var match = args.TextOrEmpty(1);
        call.Budget.Step(text.Length >> 10);
        if (match.Length == 0)
        {
            if (text.Length > 0) AddPiece(call, pieces, Value.From(text));
            return Value.From(pieces);
        }
        foreach (var range in text.AsSpan().Split(match.AsSpan()))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            if (length > 0) AddPiece(call, pieces, call.Part(text, start, length));
        }
        return Value.From(pieces);
    }

    private static void AddPiece(CallContext call, ValueArray pieces, Value piece)
    {
        call.Budget.Allocate(1);
        pieces.Add(piece);
    }

    private static Value Truncate(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        var ellipsis = args.TextAt(2) ?? Ellipsis;
        var length = Math.Max(0, args.IntAt(1));
        if (text.Length <= length) return Value.From(text);
        var kept = WholeCharacters(text, Math.Max(0, length - ellipsis.Length));
        call.Budget.Allocate((long)kept + ellipsis.Length);
        return Value.From(string.Concat(text.AsSpan(0, kept), ellipsis));
    }

    // A pair of surrogates is not torn apart: half of one cannot be sent.
    private static int WholeCharacters(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static Value TruncateWords(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        var count = args.IntAt(1);
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        var words = 0;
        foreach (var range in text.AsSpan().SplitAny([]))
        {
            var word = text.AsSpan()[range];
            if (word.IsEmpty) continue;
            if (words++ >= count)
            {
                output.Append(args.TextAt(2) ?? Ellipsis);
                break;
            }
            if (words > 1) output.Append(' ');
            output.Append(word);
        }
        return call.Text(output);
    }

    private static Value Pad(CallContext call, ReadOnlySpan<Value> args, bool before)
    {
        var text = args.TextOrEmpty(0);
        var width = args[1].AsInt();
        if (width < 0) throw call.Fail($"The width `{width}` is negative");
        if (width <= text.Length) return Value.From(text);
        call.Budget.Allocate(width);
        return Value.From(before ? text.PadLeft((int)width) : text.PadRight((int)width));
    }
}
