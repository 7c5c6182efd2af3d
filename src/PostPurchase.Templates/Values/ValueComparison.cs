using System.Numerics;

namespace PostPurchase.Templates;

/// <summary>Equality and order of values.</summary>
internal static class ValueComparison
{
    public static bool AreEqual(Value left, Value right, CallContext call) => AreEqual(left, right, call, 0);

    public static int Compare(Value left, Value right, CallContext call)
    {
        if (left.IsNull || right.IsNull) return left.IsNull ? right.IsNull ? 0 : -1 : 1;
        if (left.IsNumber && right.IsNumber) return CompareNumbers(left, right);
        if (left.IsText || right.IsText) return CompareTexts(call.ToText(left), call.ToText(right), call);
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Date, ValueKind.Date) => left.AsDate().CompareTo(right.AsDate()),
            (ValueKind.TimeSpan, ValueKind.TimeSpan) => left.AsTimeSpan().CompareTo(right.AsTimeSpan()),
            (ValueKind.Bool, ValueKind.Bool) => left.AsBool().CompareTo(right.AsBool()),
            _ => throw call.Fail($"Unable to compare `{ValueNames.Of(left)}` with `{ValueNames.Of(right)}`", ErrorCode.Type),
        };
    }

    /// <summary>Order of two numbers of any kinds.</summary>
    public static int CompareNumbers(Value left, Value right)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int) return left.AsInt().CompareTo(right.AsInt());
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float) return Approximate(left).CompareTo(Approximate(right));
        if (left.Kind == ValueKind.BigInt || right.Kind == ValueKind.BigInt) return Whole(left).CompareTo(Whole(right));
        return Exact(left).CompareTo(Exact(right));
    }

    private static bool AreEqual(Value left, Value right, CallContext call, int depth)
    {
        if (left.IsNull || right.IsNull) return left.IsNull && right.IsNull;
        if (left.IsText && right.IsText) return TextsEqual(left.AsText(), right.AsText(), call);
        if (left.IsNumber && right.IsNumber) return CompareNumbers(left, right) == 0;
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Bool, ValueKind.Bool) => left.AsBool() == right.AsBool(),
            (ValueKind.Date, ValueKind.Date) => left.AsDate() == right.AsDate(),
            (ValueKind.TimeSpan, ValueKind.TimeSpan) => left.AsTimeSpan() == right.AsTimeSpan(),
            (ValueKind.Array, ValueKind.Array) => ListsEqual(left.AsArray(), right.AsArray(), call, depth),
            (ValueKind.Range, ValueKind.Range) => left.AsRange() == right.AsRange(),
            _ => !left.IsText && !right.IsText && ReferenceEquals(left.Reference, right.Reference) && left.Kind is ValueKind.Object or ValueKind.Function,
        };
    }

    // Long texts that begin alike are work: by culture one character after the other, for equality many at once.
    private static int CompareTexts(string left, string right, CallContext call)
    {
        call.Budget.Step(Math.Min(left.Length, right.Length) >> 3);
        return TextOrder.Compare(left, right);
    }

    private static bool TextsEqual(string left, string right, CallContext call)
    {
        if (left.Length != right.Length) return false;
        call.Budget.Step(left.Length >> 9);
        return string.Equals(left, right, StringComparison.Ordinal);
    }

    private static bool ListsEqual(ValueArray left, ValueArray right, CallContext call, int depth)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left.Count != right.Count) return false;
        if (depth >= call.Budget.Limits.ValueDepth) throw call.Fail("Structure is too deeply nested to be compared", ErrorCode.Limit);
        for (var i = 0; i < left.Count; i++)
        {
            call.Budget.Step();
            if (!AreEqual(left[i], right[i], call, depth + 1)) return false;
        }
        return true;
    }

    private static double Approximate(Value value) => value.Kind switch
    {
        ValueKind.Int => value.AsInt(),
        ValueKind.BigInt => (double)value.AsBigInt(),
        ValueKind.Decimal => (double)value.AsDecimal(),
        _ => value.AsFloat(),
    };

    private static BigInteger Whole(Value value) => value.Kind == ValueKind.Decimal ? new BigInteger(value.AsDecimal()) : value.AsBigInt();

    private static decimal Exact(Value value) => value.Kind == ValueKind.Decimal ? value.AsDecimal() : value.AsInt();
}
