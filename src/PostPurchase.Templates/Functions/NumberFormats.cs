using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary><c>math.format</c> and <c>object.format</c>: the standard and custom format strings of .NET.</summary>
internal static class NumberFormats
{
    private const int MaxFormatLength = 100;
    private const int MaxPrecision = 99;

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Of("math", "A number by a .NET format string: \"N2\", \"C\", \"0.##\".", number: true),
        Of("object", "A number, date or length of time by a .NET format string.", number: false),
    ];

    private static BuiltinDeclaration Of(string space, string summary, bool number) =>
        new(space, "format", [Take.Any("value"), Take.Text("format"), Take.OptionalText("culture")], ParameterKind.Text, summary, (call, args) =>
        {
            if (args[0].IsNull) return Value.EmptyString;
            using var output = new TextBuffer();
            Write(call, args, output, number);
            return call.Text(output);
        })
        {
            Writer = (call, args, output) =>
            {
                if (!args[0].IsNull) Write(call, args, output, number);
            },
        };

    private static void Write(CallContext call, ReadOnlySpan<Value> args, TextBuffer output, bool number)
    {
        var format = args.TextOrEmpty(1);
        var value = args[0];
        if (number && !value.IsNumber) throw call.Fail($"Unexpected `{Arguments.Shown(call.ToText(value))}`. Must be a formattable number", ErrorCode.Type);
        var culture = call.CultureAt(args, 2);
        if (value.Kind == ValueKind.Decimal && PlainNumbers.DigitsOf(format, culture.NumberFormat) is >= 0 and var digits
            && PlainNumbers.TryWrite(output, value.AsDecimal(), digits, culture.NumberFormat))
            return;
        GuardLength(call, format);
        var start = output.Length;
        try
        {
            Append(call, value, format, culture, output);
        }
        catch (FormatException)
        {
            output.Truncate(start);
            throw call.Fail($"The format `{Arguments.Shown(format)}` does not suit the value `{Arguments.Shown(call.ToText(value))}` of type `{ValueNames.Of(value)}`");
        }
    }

    // The runtime writes as many digits as a precision asks for, up to a billion.
    private static void GuardLength(CallContext call, string format)
    {
        var digits = format.Length > 1 && char.IsAsciiLetter(format[0]) ? format.AsSpan(1) : default;
        if (format.Length > MaxFormatLength || (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var precision) && precision > MaxPrecision)
            || (digits.Length > 3 && digits.IndexOfAnyExceptInRange('0', '9') < 0))
            throw call.Fail($"The format `{Arguments.Shown(format)}` is too long", ErrorCode.Limit);
    }

    private static void Append(CallContext call, Value value, string format, CultureInfo culture, TextBuffer output)
    {
        switch (value.Kind)
        {
            // As 32 bits where they suffice, so that a negative number has 8 hexadecimal digits.
            case ValueKind.Int when value.AsInt() is >= int.MinValue and <= int.MaxValue: output.Append((int)value.AsInt(), format, culture); break;
            case ValueKind.Int: output.Append(value.AsInt(), format, culture); break;
            case ValueKind.BigInt: output.Append(value.AsBigInt(), format, culture); break;
            case ValueKind.Float: output.Append(value.AsFloat(), format, culture); break;
            case ValueKind.Decimal: output.Append(value.AsDecimal(), format, culture); break;
            case ValueKind.Date: output.Append(value.AsDate(), format, culture); break;
            case ValueKind.TimeSpan: output.Append(value.AsTimeSpan(), format, culture); break;
            default: throw call.Fail($"Unexpected `{Arguments.Shown(call.ToText(value))}`. Must be a formattable object", ErrorCode.Type);
        }
    }
}
