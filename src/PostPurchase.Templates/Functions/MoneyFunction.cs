using System.Globalization;
using System.Numerics;

namespace PostPurchase.Templates.Functions;

/// <summary><c>money</c>: an amount with its currency, as the reader writes it.</summary>
internal static class MoneyFunction
{
    private const int LeastDigits = 2;

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new(string.Empty, "money", [Take.Any("value"), Take.OptionalText("currency"), Take.OptionalText("culture")], ParameterKind.Text,
            "An amount in major units with its currency (ISO 4217 code), as the culture writes it; without a currency the bare number.",
            static (call, args) =>
            {
                if (args[0].IsNull) return default;
                using var output = new TextBuffer();
                Write(call, args, output);
                return call.Text(output);
            })
        {
            IsAddition = true,
            Writer = static (call, args, output) =>
            {
                if (!args[0].IsNull) Write(call, args, output);
            },
        },
    ];

    private static void Write(CallContext call, ReadOnlySpan<Value> args, TextBuffer output)
    {
        var amount = Amount(call, args[0]);
        var culture = call.CultureAt(args, 2);
        if (args.TextAt(1) is not { Length: > 0 } currency)
        {
            output.Append(amount, Math.Max(LeastDigits, (int)amount.Scale) switch { 2 => "N2", 3 => "N3", 4 => "N4", var digits => $"N{digits}" }, culture);
            return;
        }
        if (!CurrencyExponents.TryGet(currency, out var exponent) && !CurrencyExponents.TryGet(currency = currency.ToUpperInvariant(), out exponent))
            throw call.Fail($"Unknown currency `{Arguments.Shown(currency)}`. Expecting an ISO 4217 code like `EUR`");
        MoneyFormat.Write(output, amount, currency, exponent, culture);
    }

    // A text is read as models hold amounts, with a point, whatever the reader's culture.
    private static decimal Amount(CallContext call, Value value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        switch (value.Kind)
        {
            case ValueKind.Decimal: return value.AsDecimal();
            case ValueKind.Int: return value.AsInt();
            case ValueKind.Float when Math.Abs(value.AsFloat()) < 1e27: return (decimal)value.AsFloat();
            case ValueKind.BigInt when BigInteger.Abs(value.AsBigInt()) < new BigInteger(decimal.MaxValue): return (decimal)value.AsBigInt();
            case ValueKind.String or ValueKind.Html when decimal.TryParse(value.AsText(), Style, CultureInfo.InvariantCulture, out var read): return read;
            default: throw call.Fail($"Unexpected `{Arguments.Shown(call.ToText(value))}`. Must be an amount of money", ErrorCode.Type);
        }
    }
}
