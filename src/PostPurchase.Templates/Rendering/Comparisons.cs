namespace PostPurchase.Templates;

/// <summary>The comparison operators on values.</summary>
internal static class Comparisons
{
    public static bool Apply(ComparisonOperator op, Value left, Value right, RenderState state)
    {
        if (IsEmptyObject(left) || IsEmptyObject(right)) return WithEmpty(op, IsEmptyObject(left) ? right : left);
        if (left.IsText || right.IsText) return OfTexts(op, left, right, state);
        if (left.IsNull || right.IsNull) return op switch
        {
            ComparisonOperator.Equal => left.IsNull && right.IsNull,
            ComparisonOperator.NotEqual => left.IsNull != right.IsNull,
            _ => false,
        };
        (left, right) = (left.AsNumberBeside(right), right.AsNumberBeside(left));
        if (op is ComparisonOperator.Equal or ComparisonOperator.NotEqual) return state.AreEqual(left, right) == (op == ComparisonOperator.Equal);
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float) return OfFloats(op, left, right, state);
        if (left.Kind == ValueKind.Bool && right.Kind == ValueKind.Bool)
            throw state.Fail($"The operator `{Symbol(op)}` is not valid for bool<->bool", ErrorCode.Type);
        if (!HaveOrder(left, right))
            throw state.Fail($"Unsupported types `{ValueNames.Described(left, state)}` {Symbol(op)} `{ValueNames.Described(right, state)}` for binary operation", ErrorCode.Type);
        return Holds(op, state.Compare(left, right));
    }

    /// <summary>How the operator is written.</summary>
    public static string Symbol(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "==",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    private static bool IsEmptyObject(Value value) => ReferenceEquals(value.Reference, ValueObject.Empty);

    private static bool WithEmpty(ComparisonOperator op, Value other)
    {
        var isEmpty = other.Kind switch
        {
            ValueKind.Object => other.AsObject().Count == 0,
            ValueKind.Array => other.AsArray().Count == 0,
            ValueKind.Range => other.AsRange().IsEmpty,
            ValueKind.String or ValueKind.Html => other.AsText().Length == 0,
            _ => false,
        };
        return op switch
        {
            ComparisonOperator.Equal or ComparisonOperator.LessOrEqual or ComparisonOperator.GreaterOrEqual => isEmpty,
            ComparisonOperator.NotEqual => !isEmpty,
            _ => false,
        };
    }

    private static bool OfTexts(ComparisonOperator op, Value left, Value right, RenderState state)
    {
        var (first, second) = (state.ToText(left), state.ToText(right));
        state.Budget.Look(Math.Min(first.Length, second.Length));
        if (op == ComparisonOperator.Equal) return string.Equals(first, second, StringComparison.Ordinal);
        if (op == ComparisonOperator.NotEqual) return !string.Equals(first, second, StringComparison.Ordinal);
        return Holds(op, state.Compare(Value.From(first), Value.From(second)));
    }

    // Not by Compare: nothing is less than, equal to or greater than NaN.
    private static bool OfFloats(ComparisonOperator op, Value left, Value right, RenderState state)
    {
        if (!left.IsNumber || !right.IsNumber) return Holds(op, state.Compare(left, right));
        var (first, second) = (state.ToFloat(left), state.ToFloat(right));
        return op switch
        {
            ComparisonOperator.Less => first < second,
            ComparisonOperator.LessOrEqual => first <= second,
            ComparisonOperator.Greater => first > second,
            _ => first >= second,
        };
    }

    private static bool HaveOrder(Value left, Value right) =>
        (left.IsNumber && right.IsNumber) || (left.Kind == right.Kind && left.Kind is ValueKind.Date or ValueKind.TimeSpan);

    private static bool Holds(ComparisonOperator op, int order) => op switch
    {
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
