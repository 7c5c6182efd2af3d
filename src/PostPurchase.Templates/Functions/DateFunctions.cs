using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>date</c> that read and write dates.</summary>
internal static class DateFunctions
{
    private const string InvariantMark = "%g";

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("date", "default_format", [], ParameterKind.Text, "The pattern by which dates are written at first: %d %b %Y.",
            static (_, _) => Value.From(DateFormat.Default)),
        new("date", "format", [], ParameterKind.Text, "The pattern by which dates are written where none is given; can be set.",
            static (call, _) => Value.From(call.State<DateState>().Format)) { IsContextual = true },
        new("date", "now", [], ParameterKind.Date, "The instant of the render, in the reader's time zone; the same all through a render.",
            static (call, _) => Value.From(TimeZoneInfo.ConvertTime(call.Now, call.TimeZone))) { IsContextual = true },
        new("date", "utc_now", [], ParameterKind.Date, "The instant of the render in UTC; the same all through a render.",
            static (call, _) => Value.From(call.Now.ToUniversalTime())) { IsContextual = true },
        new("date", "parse", [Take.Text("text"), Take.OptionalText("pattern"), Take.OptionalText("culture")], ParameterKind.Date,
            "The date of a text, by a strftime pattern or as the culture writes dates; null where it is none.",
            static (call, args) => Parse(call, args.TextAt(0), args.TextAt(1), call.CultureAt(args, 2))),
        new("date", "parse_to_string",
            [Take.Text("text"), Take.OptionalText("output_pattern"), Take.OptionalText("output_culture"), Take.OptionalText("input_pattern"), Take.OptionalText("input_culture")],
            ParameterKind.Text, "The date of a text, written by another pattern.", ParseToString),
        new("date", "to_string", [Take.Date("datetime"), Take.OptionalText("pattern"), Take.OptionalText("culture")], ParameterKind.Text,
            "The date by a strftime pattern.",
            static (call, args) => args[0].IsNull ? default : Write(call, args[0], args.TextAt(1), call.CultureAt(args, 2)))
        {
            Writer = static (call, args, output) =>
            {
                if (!args[0].IsNull) Write(call, args[0].AsDate(), args.TextAt(1), call.CultureAt(args, 2), output);
            },
        },
        new("date", "in_zone", [Take.Date("date"), Take.Text("zone")], ParameterKind.Date,
            "The same instant on the clocks of an IANA time zone, \"Europe/Berlin\" for example.", InZone) { IsAddition = true },
    ];

    /// <summary>Writes a date as text without a pattern of its own is written.</summary>
    public static void WriteDefault(CallContext call, DateTimeOffset date, TextBuffer output) => Write(call, date, null, call.Culture, output);

    private static Value Parse(CallContext call, string? text, string? pattern, CultureInfo culture)
    {
        if (string.IsNullOrEmpty(text)) return default;
        call.Budget.Step(1 + (text.Length >> 6));
        var date = string.IsNullOrEmpty(pattern) ? DateParser.Read(text, culture, call.TimeZone) : DateParser.Read(text, pattern, culture, call.TimeZone);
        return date is { } found ? Value.From(found) : default;
    }

    private static Value ParseToString(CallContext call, ReadOnlySpan<Value> args) =>
        Write(call, Parse(call, args.TextAt(0), args.TextAt(3), call.CultureAt(args, 4)), args.TextAt(1), call.CultureAt(args, 2));

    private static Value Write(CallContext call, Value date, string? pattern, CultureInfo culture)
    {
        if (date.IsNull) return default;
        using var output = new TextBuffer();
        Write(call, date.AsDate(), pattern, culture, output);
        return call.Text(output);
    }

    private static void Write(CallContext call, DateTimeOffset date, string? pattern, CultureInfo culture, TextBuffer output)
    {
        if (string.IsNullOrEmpty(pattern)) pattern = call.State<DateState>().Format;
        if (pattern.StartsWith(InvariantMark, StringComparison.Ordinal))
        {
            culture = CultureInfo.InvariantCulture;
            pattern = pattern.Length == InvariantMark.Length ? call.State<DateState>().Format : pattern[(pattern[2] == ' ' ? 3 : 2)..];
        }
        call.Budget.Step(1 + (pattern.Length >> 6));
        DateFormat.Write(output, date, pattern, culture);
    }

    private static Value InZone(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var name = args.TextOrEmpty(1);
        if (name.Length == 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            throw call.Fail($"Unknown time zone `{Arguments.Shown(name)}`. Expecting an IANA name like `Europe/Berlin`");
        return Value.From(TimeZoneInfo.ConvertTime(args[0].AsDate(), zone));
    }
}
