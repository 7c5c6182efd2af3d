using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>Reading arguments and making results, with what they cost.</summary>
internal static class Arguments
{
    /// <summary>The text of an argument; null where it is null.</summary>
    public static string? TextAt(this ReadOnlySpan<Value> args, int index) => args[index].IsNull ? null : args[index].AsText();

    /// <summary>The text of an argument; empty where it is null.</summary>
    public static string TextOrEmpty(this ReadOnlySpan<Value> args, int index) => args[index].IsNull ? string.Empty : args[index].AsText();

    /// <summary>Charges a look through a text that allocates nothing.</summary>
    public static void Scan(this CallContext call, string text) => call.Budget.Step(text.Length >> 9);

    /// <summary>An integer argument, cut to 32 bits.</summary>
    public static int IntAt(this ReadOnlySpan<Value> args, int index) => (int)Math.Clamp(args[index].AsInt(), int.MinValue, int.MaxValue);

    /// <summary>A new string of a part of a text, charged; the text itself where it is the whole.</summary>
    public static Value Part(this CallContext call, string text, int start, int length)
    {
        if (length == text.Length) return Value.From(text);
        if (length == 0) return Value.EmptyString;
        call.Budget.Allocate(length);
        return Value.From(text.Substring(start, length));
    }

    /// <summary>What was written to a buffer as a string, charged.</summary>
    public static Value Text(this CallContext call, TextBuffer written)
    {
        call.Budget.Allocate(written.Length);
        return Value.From(written.ToString());
    }

    /// <summary>The value as safe markup where <paramref name="source"/> is such.</summary>
    public static Value SafeLike(this Value result, Value source) =>
        source.Kind == ValueKind.Html && result.IsText ? Value.FromHtml(result.AsText()) : result;

    /// <summary>The culture that an argument names; the render's where it is null or empty.</summary>
    public static CultureInfo CultureAt(this CallContext call, ReadOnlySpan<Value> args, int index)
    {
        var name = args.TextAt(index);
        if (string.IsNullOrEmpty(name)) return call.Culture;
        return Cultures.Find(name) ?? throw call.Fail($"Unknown culture `{Shown(name)}`. Expecting a name like `en-US` or `de`");
    }

    /// <summary>A text for a message: whole where it is short.</summary>
    public static string Shown(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
