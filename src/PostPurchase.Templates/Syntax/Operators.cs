namespace PostPurchase.Templates;

/// <summary>An arithmetic operator between two values.</summary>
internal sealed class ArithmeticNode : ExpressionNode
{
    public required ArithmeticOperator Operator { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public required int OperatorStart { get; init; }

    public override string TypeName => "binary expression";

    public override Value Evaluate(RenderState state)
    {
        var left = Left.Evaluate(state);
        var right = Right.Evaluate(state);
        state.Where = this;
        return Arithmetic.Apply(Operator, left, right, state);
    }
}

/// <summary>How two values are compared.</summary>
internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>A comparison of two values.</summary>
internal sealed class ComparisonNode : ExpressionNode
{
    public required ComparisonOperator Operator { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public required int OperatorStart { get; init; }

    public override string TypeName => "binary expression";

    public override Value Evaluate(RenderState state) => Value.From(Test(state));

    public override bool Test(RenderState state)
    {
        state.Tolerance++;
        var left = Left.Evaluate(state);
        var right = Right.Evaluate(state);
        state.Tolerance--;
        state.Where = this;
        return Comparisons.Apply(Operator, left, right, this, state);
    }
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>; the right side is read only where it decides.</summary>
internal sealed class LogicalNode : ExpressionNode
{
    public required bool IsAnd { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public override string TypeName => "binary expression";

    public override Value Evaluate(RenderState state) => Value.From(Test(state));

    public override bool Test(RenderState state) => IsAnd ? Left.Test(state) && Right.Test(state) : Left.Test(state) || Right.Test(state);
}

/// <summary><c>left ?? right</c>: right where left is null; <c>left ?! right</c>: right where left is not null.</summary>
internal sealed class CoalesceNode : ExpressionNode
{
    public required bool WhenNull { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public override string TypeName => "binary expression";

    public override Value Evaluate(RenderState state)
    {
        state.Tolerance++;
        var left = Left.Evaluate(state);
        state.Tolerance--;
        return left.IsNull == WhenNull ? Right.Evaluate(state) : left;
    }
}

/// <summary><c>condition ? then : else</c>.</summary>
internal sealed class ConditionalNode : ExpressionNode
{
    public required ExpressionNode Condition { get; init; }

    public required ExpressionNode Then { get; init; }

    public required ExpressionNode Else { get; init; }

    public override string TypeName => "conditional expression";

    public override Value Evaluate(RenderState state) => Condition.Test(state) ? Then.Evaluate(state) : Else.Evaluate(state);
}

/// <summary><c>first..last</c> and <c>first..&lt;end</c>.</summary>
internal sealed class RangeNode : ExpressionNode
{
    public required bool IsExclusive { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public required int OperatorStart { get; init; }

    public override string TypeName => "binary expression";

    public override Value Evaluate(RenderState state)
    {
        var left = Left.Evaluate(state);
        var right = Right.Evaluate(state);
        if (left.IsText || right.IsText)
            throw FailAt(OperatorStart, $"Operator `{(IsExclusive ? "..<" : "..")}` is not supported on string objects", ErrorCode.Type);
        if (left.IsNull || right.IsNull) return default;
        state.Where = this;
        var (first, last) = (state.ToInt(left), state.ToInt(right));
        if (!IsExclusive) return Value.From(new ValueRange(first, last));
        return Value.From(first == last ? new ValueRange(first, first, IsEmpty: true) : new ValueRange(first, first < last ? last - 1 : last + 1));
    }
}
