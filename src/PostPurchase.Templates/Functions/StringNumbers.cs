using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>string</c> that read numbers; null where the text is none.</summary>
internal static class StringNumbers
{
    private const NumberStyles Fractional = NumberStyles.Float | NumberStyles.AllowThousands;

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Of("to_int", ParameterKind.Int, "The text as an integer of 32 bits.",
            static (text, culture) => int.TryParse(text, NumberStyles.Integer, culture, out var number) ? Value.From((long)number) : default),
        Of("to_long", ParameterKind.Int, "The text as an integer of 64 bits.",
            static (text, culture) => long.TryParse(text, NumberStyles.Integer, culture, out var number) ? Value.From(number) : default),
        Of("to_float", ParameterKind.Number, "The text as a floating-point number.", ToFloat),
        Of("to_double", ParameterKind.Number, "The text as a floating-point number.", ToFloat),
    ];

    private static BuiltinDeclaration Of(string name, ParameterKind result, string summary, Func<string?, CultureInfo, Value> read) =>
        new("string", name, [Take.Text("text")], result, summary + " Null where it is none.", (call, args) =>
        {
            call.Budget.Step(args.TextOrEmpty(0).Length >> 4);
            return read(args.TextAt(0), call.Culture);
        });

    private static Value ToFloat(string? text, CultureInfo culture) =>
        double.TryParse(text, Fractional, culture, out var number) ? Value.From(number) : default;
}
