namespace PostPurchase.Templates;

/// <summary>An arithmetic operator between two values.</summary>
internal sealed class ArithmeticNode : ChainNode
{
    public required ArithmeticOperator Operator { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public required int OperatorStart { get; init; }

    public override string TypeName => "binary expression";

    public override int Place => OperatorStart;

    public override ExpressionNode First => Left;

    public override Value Evaluate(RenderState state) => IsLong ? EvaluateLong(state) : Continue(state, Left.Evaluate(state));

    public override Value Continue(RenderState state, Value first)
    {
        var right = Right.Evaluate(state);
        // A text that cannot be repeated is reported at what should be the count.
        state.Where = Operator != ArithmeticOperator.Multiply || !(first.IsText || right.IsText) ? this : right.IsText ? Left : Right;
        return Arithmetic.Apply(Operator, first, right, state);
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
internal sealed class ComparisonNode : ChainNode
{
    public required ComparisonOperator Operator { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public required int OperatorStart { get; init; }

    public override string TypeName => "binary expression";

    public override int Place => OperatorStart;

    public override ExpressionNode First => Left;

    public override bool ToleratesFirst => true;

    public override Value Evaluate(RenderState state) => Value.From(Test(state));

    public override bool Test(RenderState state)
    {
        if (IsLong) return EvaluateLong(state).IsTrue;
        state.Tolerance++;
        var left = Left.Evaluate(state);
        state.Tolerance--;
        return Compare(state, left);
    }

    public override Value Continue(RenderState state, Value first) => Value.From(Compare(state, first));

    private bool Compare(RenderState state, Value left)
    {
        state.Tolerance++;
        var right = Right.Evaluate(state);
        state.Tolerance--;
        state.Where = this;
        return Comparisons.Apply(Operator, left, right, state);
    }
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>; the right side is read only where it decides.</summary>
internal sealed class LogicalNode : ChainNode
{
    public required bool IsAnd { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public override string TypeName => "binary expression";

    public override Value Evaluate(RenderState state) => Value.From(Test(state));

    public override ExpressionNode First => Left;

    public override bool ToleratesFirst => true;

    public override bool Test(RenderState state) => IsLong ? EvaluateLong(state).IsTrue : Decide(state, Left.Test(state));

    public override Value Continue(RenderState state, Value first) => Value.From(Decide(state, first.IsTrue));

    private bool Decide(RenderState state, bool left) => IsAnd ? left && Right.Test(state) : left || Right.Test(state);
}

/// <summary><c>left ?? right</c>: right where left is null; <c>left ?! right</c>: right where left is not null.</summary>
internal sealed class CoalesceNode : ChainNode
{
    public required bool WhenNull { get; init; }

    public required ExpressionNode Left { get; init; }

    public required ExpressionNode Right { get; init; }

    public override string TypeName => "binary expression";

    public override ExpressionNode First => Left;

    public override bool ToleratesFirst => true;

    public override Value Evaluate(RenderState state)
    {
        if (IsLong) return EvaluateLong(state);
        state.Tolerance++;
        var left = Left.Evaluate(state);
        state.Tolerance--;
        return Continue(state, left);
    }

    public override Value Continue(RenderState state, Value first) => first.IsNull == WhenNull ? Right.Evaluate(state) : first;
}

/// <summary><c>condition ? then : else</c>.</summary>
internal sealed class ConditionalNode : ExpressionNode
{
    public required ExpressionNode Condition { get; init; }

    public required ExpressionNode Then { get; init; }

    public required ExpressionNode Else { get; init; }

    public override string TypeName => "conditional expression";

    // In a loop: a ? 1 : b ? 2 : 3 may go on for as long as it likes.
    public override Value Evaluate(RenderState state)
    {
        var node = this;
        while (!node.Condition.Test(state))
        {
            if (node.Else is not ConditionalNode next) return node.Else.Evaluate(state);
            node = next;
        }
        return node.Then.Evaluate(state);
    }
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
