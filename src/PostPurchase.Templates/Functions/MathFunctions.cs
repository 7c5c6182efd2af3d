using System.Numerics;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>math</c> that calculate.</summary>
internal static class MathFunctions
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("math", "abs", [Take.Any("value")], ParameterKind.Number, "The number without its sign.", Abs),
        Whole("ceil", "The smallest integer that is not less.", Math.Ceiling, Math.Ceiling),
        new("math", "divided_by", [Take.Number("value"), Take.Number("divisor")], ParameterKind.Number,
            "The quotient; rounded down to an integer where the divisor is an integer.", DividedBy),
        Whole("floor", "The largest integer that is not greater.", Math.Floor, Math.Floor),
        new("math", "is_number", [Take.Any("value")], ParameterKind.Bool, "Whether the value is a number.", static (_, args) => Value.From(args[0].IsNumber)),
        Operator("minus", "The difference.", ArithmeticOperator.Subtract),
        Operator("modulo", "The remainder of a division.", ArithmeticOperator.Modulus),
        Operator("plus", "The sum.", ArithmeticOperator.Add),
        new("math", "round", [Take.Number("value"), Take.OptionalInt("precision", 0)], ParameterKind.Number,
            "The number rounded to so many digits after the point; halves go to the even digit.", Round),
        Operator("times", "The product.", ArithmeticOperator.Multiply),
        NotAvailable.Declare("math", "uuid", "a mail has to come out the same when it is rendered again"),
        NotAvailable.Declare("math", "random", "a mail has to come out the same when it is rendered again; see experiments for chance",
            Take.Any("minValue"), Take.Any("maxValue")),
    ];

    private static BuiltinDeclaration Operator(string name, string summary, ArithmeticOperator op) =>
        new("math", name, [Take.Any("value"), Take.Any("with")], ParameterKind.Number, summary, (call, args) => call.Calculate(op, args[0], args[1]));

    private static BuiltinDeclaration Whole(string name, string summary, Func<double, double> ofFloat, Func<decimal, decimal> ofDecimal) =>
        new("math", name, [Take.Number("value")], ParameterKind.Number, summary, (_, args) => args[0].Kind switch
        {
            ValueKind.Float => Value.From(ofFloat(args[0].AsFloat())),
            ValueKind.Decimal => Value.From(ofDecimal(args[0].AsDecimal())),
            _ => args[0],
        });

    private static Value Abs(CallContext call, ReadOnlySpan<Value> args) => args[0].Kind switch
    {
        ValueKind.Null => default,
        ValueKind.Int => Value.From(BigInteger.Abs(args[0].AsInt())),
        ValueKind.BigInt => Value.From(BigInteger.Abs(args[0].AsBigInt())),
        ValueKind.Float => Value.From(Math.Abs(args[0].AsFloat())),
        ValueKind.Decimal => Value.From(Math.Abs(args[0].AsDecimal())),
        _ => throw call.Fail($"The value `{Arguments.Shown(call.ToText(args[0]))}` is not a number", ErrorCode.Type),
    };

    private static Value DividedBy(CallContext call, ReadOnlySpan<Value> args)
    {
        var (value, divisor) = (args[0], args[1]);
        if (divisor.Kind is not (ValueKind.Int or ValueKind.BigInt)) return call.Calculate(ArithmeticOperator.Divide, value, divisor);
        if (divisor.AsBigInt().IsZero) throw call.Fail("Attempted to divide by zero.", ErrorCode.Type);
        return value.Kind switch
        {
            ValueKind.Float => ToInteger(call, Math.Floor(value.AsFloat() / (double)divisor.AsBigInt())),
            ValueKind.Decimal when divisor.Kind == ValueKind.Int => Value.From(new BigInteger(Math.Floor(value.AsDecimal() / divisor.AsInt()))),
            ValueKind.Decimal => ToInteger(call, Math.Floor((double)value.AsDecimal() / (double)divisor.AsBigInt())),
            _ => Value.From(FloorOf(value.AsBigInt(), divisor.AsBigInt())),
        };
    }

    private static BigInteger FloorOf(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return !remainder.IsZero && remainder.Sign != divisor.Sign ? quotient - 1 : quotient;
    }

    private static Value ToInteger(CallContext call, double whole) =>
        double.IsFinite(whole) ? Value.From(new BigInteger(whole)) : throw call.Fail($"The quotient `{whole}` is not an integer", ErrorCode.Type);

    private static Value Round(CallContext call, ReadOnlySpan<Value> args)
    {
        var most = args[0].Kind == ValueKind.Decimal ? 28 : 15;
        var precision = args[1].AsInt();
        if (precision < 0 || precision > most) throw call.Fail($"The precision `{precision}` is not between 0 and {most}");
        return args[0].Kind switch
        {
            ValueKind.Float => Value.From(Math.Round(args[0].AsFloat(), (int)precision)),
            ValueKind.Decimal => Value.From(Math.Round(args[0].AsDecimal(), (int)precision)),
            _ => args[0],
        };
    }
}
