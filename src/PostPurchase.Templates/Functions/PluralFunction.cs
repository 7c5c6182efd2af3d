namespace PostPurchase.Templates.Functions;

/// <summary><c>plural</c>: the form of a word that goes with a number in the reader's language.</summary>
internal static class PluralFunction
{
    private const int One = 1, Few = 2, Many = 3, Other = 4, Two = 5, Zero = 6, Culture = 7;

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new(string.Empty, "plural",
            [
                Take.Any("number"), Take.Text("one"), Take.OptionalText("few"), Take.OptionalText("many"), Take.OptionalText("other"),
                Take.OptionalText("two"), Take.OptionalText("zero"), Take.OptionalText("culture"),
            ],
            ParameterKind.Text,
            "The word for a number by the rules of the language. Two words are singular and plural: {{ n | plural \"item\" \"items\" }}; " +
            "three are one, few and many: {{ n | plural \"produkt\" \"produkty\" \"produktów\" }}.",
            Choose) { IsAddition = true },
    ];

    private static Value Choose(CallContext call, ReadOnlySpan<Value> args)
    {
        var culture = call.CultureAt(args, Culture);
        var form = PluralRules.Of(Number(call, args[0]), culture.TwoLetterISOLanguageName, culture.Name);
        return form switch
        {
            PluralForm.One => args[One],
            PluralForm.Few => First(args, Few, Other, Many, One),
            PluralForm.Many => First(args, Many, Other, Few, One),
            PluralForm.Two => First(args, Two, Few, Other, Many, One),
            PluralForm.Zero => First(args, Zero, Other, Many, Few, One),
            _ => First(args, Other, Many, Few, One),
        };
    }

    private static Value First(ReadOnlySpan<Value> args, params ReadOnlySpan<int> places)
    {
        foreach (var place in places)
        {
            if (!args[place].IsNull) return args[place];
        }
        return default;
    }

    private static decimal Number(CallContext call, Value value) => value.Kind switch
    {
        ValueKind.Decimal => value.AsDecimal(),
        ValueKind.Int => value.AsInt(),
        _ => call.ToFloat(value) is var number && Math.Abs(number) < 1e27 ? (decimal)number : decimal.MaxValue,
    };
}
