using System.Numerics;
using System.Text;

namespace PostPurchase.Templates;

/// <summary>The arithmetic operators on values.</summary>
internal static class Arithmetic
{
    private const long MaxBits = 4096;

    public static Value Apply(ArithmeticOperator op, Value left, Value right, CallContext call)
    {
        if (left.IsText || right.IsText) return OnText(op, left, right, call);
        if (left.IsNull || right.IsNull) return default;
        (left, right) = (left.AsNumberBeside(right), right.AsNumberBeside(left));
        if (left.IsNumber && right.IsNumber) return OnNumbers(op, left, right, call);
        if (left.Kind == ValueKind.Array || right.Kind == ValueKind.Array) return OnLists(op, left, right, call);
        return (op, left.Kind, right.Kind) switch
        {
            (ArithmeticOperator.Subtract, ValueKind.Date, ValueKind.Date) => Value.From(left.AsDate() - right.AsDate()),
            (ArithmeticOperator.Add, ValueKind.Date, ValueKind.TimeSpan) => Shift(left.AsDate(), right.AsTimeSpan().Ticks, call),
            (ArithmeticOperator.Subtract, ValueKind.Date, ValueKind.TimeSpan) => Shift(left.AsDate(), -(Int128)right.AsTimeSpan().Ticks, call),
            (ArithmeticOperator.Add, ValueKind.TimeSpan, ValueKind.TimeSpan) => Sum(left.AsTimeSpan(), right.AsTimeSpan().Ticks, call),
            (ArithmeticOperator.Subtract, ValueKind.TimeSpan, ValueKind.TimeSpan) => Sum(left.AsTimeSpan(), -(Int128)right.AsTimeSpan().Ticks, call),
            _ => throw Unsupported(op, left, right, call),
        };
    }

    /// <summary>How the operator is written.</summary>
    public static string Symbol(ArithmeticOperator op) => op switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        ArithmeticOperator.DivideRound => "//",
        ArithmeticOperator.Modulus => "%",
        ArithmeticOperator.ShiftLeft => "<<",
        _ => ">>",
    };

    private static Value OnNumbers(ArithmeticOperator op, Value left, Value right, CallContext call)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int) return OnInts(op, left.AsInt(), right.AsInt(), call);
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float)
            return OnFloats(op, ValueConversion.ToFloat(left, call), ValueConversion.ToFloat(right, call), call);
        if (left.Kind == ValueKind.Decimal || right.Kind == ValueKind.Decimal)
            return OnDecimals(op, ToDecimal(left, call), ToDecimal(right, call), call);
        return OnBigInts(op, left.AsBigInt(), right.AsBigInt(), call);
    }

    private static Value OnInts(ArithmeticOperator op, long left, long right, CallContext call)
    {
        switch (op)
        {
            case ArithmeticOperator.Add:
                var sum = unchecked(left + right);
                return ((left ^ sum) & (right ^ sum)) < 0 ? Value.From((BigInteger)left + right) : Value.From(sum);
            case ArithmeticOperator.Subtract:
                var difference = unchecked(left - right);
                return ((left ^ right) & (left ^ difference)) < 0 ? Value.From((BigInteger)left - right) : Value.From(difference);
            case ArithmeticOperator.Multiply:
                var high = Math.BigMul(left, right, out var low);
                return high == low >> 63 ? Value.From(low) : Value.From((BigInteger)left * right);
            case ArithmeticOperator.Divide:
                return Value.From((double)left / right);
            default:
                return OnBigInts(op, left, right, call);
        }
    }

    private static Value OnBigInts(ArithmeticOperator op, BigInteger left, BigInteger right, CallContext call)
    {
        if (op is ArithmeticOperator.DivideRound or ArithmeticOperator.Modulus && right.IsZero)
            throw call.Fail("Attempted to divide by zero.", ErrorCode.Type);
        if (op == ArithmeticOperator.Divide) return Value.From((double)left / (double)right);
        call.Budget.Step();
        var result = op switch
        {
            ArithmeticOperator.Add => left + right,
            ArithmeticOperator.Subtract => left - right,
            ArithmeticOperator.Multiply => left * right,
            ArithmeticOperator.DivideRound => left / right,
            ArithmeticOperator.Modulus => left % right,
            ArithmeticOperator.ShiftLeft => left << ShiftCount(right, call),
            _ => left >> ShiftCount(right, call),
        };
        if (result.GetBitLength() > MaxBits) throw call.Fail($"The number is too large: more than {MaxBits} bits", ErrorCode.Limit);
        return Value.From(result);
    }

    private static int ShiftCount(BigInteger count, CallContext call) =>
        count >= -MaxBits && count <= MaxBits ? (int)count : throw call.Fail($"Cannot shift by {count} bits", ErrorCode.Limit);

    private static Value OnFloats(ArithmeticOperator op, double left, double right, CallContext call) => op switch
    {
        ArithmeticOperator.Add => Value.From(left + right),
        ArithmeticOperator.Subtract => Value.From(left - right),
        ArithmeticOperator.Multiply => Value.From(left * right),
        ArithmeticOperator.Divide => Value.From(left / right),
        ArithmeticOperator.DivideRound => Value.From(Math.Round(left / right)),
        ArithmeticOperator.Modulus => Value.From(left % right),
        _ => throw call.Fail($"The operator `{Symbol(op)}` is not implemented for double<->double", ErrorCode.Type),
    };

    private static Value OnDecimals(ArithmeticOperator op, decimal left, decimal right, CallContext call)
    {
        if (right == 0 && op is ArithmeticOperator.Divide or ArithmeticOperator.DivideRound or ArithmeticOperator.Modulus)
            throw call.Fail("Attempted to divide by zero.", ErrorCode.Type);
        try
        {
            return op switch
            {
                ArithmeticOperator.Add => Value.From(left + right),
                ArithmeticOperator.Subtract => Value.From(left - right),
                ArithmeticOperator.Multiply => Value.From(left * right),
                ArithmeticOperator.Divide => Value.From(left / right),
                ArithmeticOperator.DivideRound => Value.From(decimal.Round(left / right)),
                ArithmeticOperator.Modulus => Value.From(left % right),
                _ => throw call.Fail($"The operator `{Symbol(op)}` is not implemented for decimal<->decimal", ErrorCode.Type),
            };
        }
        catch (OverflowException)
        {
            throw call.Fail("The result does not fit into a decimal number", ErrorCode.Type);
        }
    }

    private static Value OnText(ArithmeticOperator op, Value left, Value right, CallContext call)
    {
        switch (op)
        {
            case ArithmeticOperator.Add:
                return Join(left, right, call);
            case ArithmeticOperator.Multiply:
                return right.IsText ? Repeat(right, CountOf(left, call), call) : Repeat(left, CountOf(right, call), call);
            default:
                throw call.Fail($"Operator `{Symbol(op)}` is not supported on string objects", ErrorCode.Type);
        }
    }

    private static Value Join(Value left, Value right, CallContext call)
    {
        var first = call.ToText(left);
        var second = call.ToText(right);
        call.Budget.Allocate((long)first.Length + second.Length);
        var joined = string.Concat(first, second);
        return left.Kind == ValueKind.Html && right.Kind == ValueKind.Html ? Value.FromHtml(joined) : Value.From(joined);
    }

    private static long CountOf(Value value, CallContext call) =>
        (value.IsNumber && value.Kind != ValueKind.BigInt) || value.Kind is ValueKind.Null or ValueKind.Bool || (value.IsText && long.TryParse(value.AsText(), call.Culture, out _))
            ? call.ToInt(value)
            : throw call.Fail("Expecting an integer. The operator `*` is not supported for the expression. Only working on string x int or int x string", ErrorCode.Type);

    private static Value Repeat(Value text, long count, CallContext call)
    {
        var piece = text.AsText();
        if (count <= 0 || piece.Length == 0) return Value.EmptyString;
        if (count > int.MaxValue) throw call.Fail($"Cannot repeat a text {count} times", ErrorCode.Limit);
        call.Budget.Allocate(piece.Length * count);
        var repeated = new StringBuilder(piece.Length * (int)count).Insert(0, piece, (int)count).ToString();
        return text.Kind == ValueKind.Html ? Value.FromHtml(repeated) : Value.From(repeated);
    }

    private static Value OnLists(ArithmeticOperator op, Value left, Value right, CallContext call)
    {
        if (op == ArithmeticOperator.Add && left.Kind == right.Kind)
        {
            var (first, second) = (left.AsArray(), right.AsArray());
            call.Budget.Allocate((long)first.Count + second.Count);
            var joined = new ValueArray(first.Count + second.Count);
            joined.AddRange(first.Items);
            joined.AddRange(second.Items);
            return Value.From(joined);
        }
        if (op != ArithmeticOperator.Multiply || (left.Kind != ValueKind.Int && right.Kind != ValueKind.Int)) throw Unsupported(op, left, right, call);
        var (list, count) = left.Kind == ValueKind.Int ? (right.AsArray(), left.AsInt()) : (left.AsArray(), right.AsInt());
        if (count > int.MaxValue) throw call.Fail($"Cannot repeat an array {count} times", ErrorCode.Limit);
        call.Budget.Allocate(list.Count * Math.Max(0, count));
        var repeated = new ValueArray(list.Count * (int)Math.Max(0, count));
        for (var i = 0; i < count && list.Count > 0; i++) repeated.AddRange(list.Items);
        return Value.From(repeated);
    }

    private static Value Sum(TimeSpan left, Int128 right, CallContext call)
    {
        var ticks = left.Ticks + right;
        return ticks >= long.MinValue && ticks <= long.MaxValue ? Value.From(new TimeSpan((long)ticks)) : throw call.Fail("The timespan is out of range", ErrorCode.Type);
    }

    private static Value Shift(DateTimeOffset date, Int128 by, CallContext call)
    {
        var ticks = date.Ticks + by;
        var utcTicks = date.UtcTicks + by;
        if (ticks < 0 || utcTicks < 0 || ticks > DateTime.MaxValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
            throw call.Fail("The date is out of range", ErrorCode.Type);
        return Value.From(date.AddTicks((long)by));
    }

    private static decimal ToDecimal(Value value, CallContext call)
    {
        if (value.Kind == ValueKind.Decimal) return value.AsDecimal();
        if (value.Kind == ValueKind.Int) return value.AsInt();
        var big = value.AsBigInt();
        return big >= (BigInteger)decimal.MinValue && big <= (BigInteger)decimal.MaxValue
            ? (decimal)big
            : throw ValueConversion.Unable(value, "decimal", call);
    }

    private static TemplateException Unsupported(ArithmeticOperator op, Value left, Value right, CallContext call) =>
        left.Kind == ValueKind.Bool && right.Kind == ValueKind.Bool
            ? call.Fail($"The operator `{Symbol(op)}` is not valid for bool<->bool", ErrorCode.Type)
            : call.Fail($"Unsupported types `{ValueNames.Described(left, call)}` {Symbol(op)} `{ValueNames.Described(right, call)}` for binary operation", ErrorCode.Type);
}
