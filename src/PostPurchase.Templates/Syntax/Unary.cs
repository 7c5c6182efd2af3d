namespace PostPurchase.Templates;

/// <summary><c>!value</c>.</summary>
internal sealed class NotNode : ExpressionNode
{
    public required ExpressionNode Operand { get; init; }

    public override string TypeName => "unary expression";

    public override Value Evaluate(RenderState state) => Value.From(!Operand.Test(state));

    public override bool Test(RenderState state) => !Operand.Test(state);
}

/// <summary><c>-value</c> and <c>+value</c>.</summary>
internal sealed class SignNode : ExpressionNode
{
    public required bool IsNegative { get; init; }

    public required ExpressionNode Operand { get; init; }

    public override string TypeName => "unary expression";

    public override Value Evaluate(RenderState state)
    {
        var value = Operand.Evaluate(state);
        if (value.IsNull) return default;
        state.Where = this;
        if (value.Kind == ValueKind.TimeSpan && value.AsTimeSpan() != TimeSpan.MinValue) return IsNegative ? Value.From(-value.AsTimeSpan()) : value;
        var number = value.IsNumber ? value : value.IsText ? state.ConvertTo(ParameterKind.Number, value) : throw Unsupported(value);
        return IsNegative ? Arithmetic.Apply(ArithmeticOperator.Multiply, number, Value.From(-1), state) : number;
    }

    private TemplateException Unsupported(Value value) =>
        Fail($"Unexpected value `{ValueNames.Of(value)}` / Type: `{ValueNames.Of(value)}`. Cannot negate(-)/positive(+) a non-numeric value", ErrorCode.Type);
}

/// <summary><c>@value</c>: a function is not called.</summary>
internal sealed class AliasNode : ExpressionNode
{
    public required ExpressionNode Operand { get; init; }

    public override string TypeName => "unary expression";

    public override Value Evaluate(RenderState state) => Operand.EvaluateRaw(state);
}

/// <summary><c>^list</c>: as an argument, its items are the arguments.</summary>
internal sealed class ExpandNode : ExpressionNode
{
    public required ExpressionNode Operand { get; init; }

    public override string TypeName => "unary expression";

    public override Value Evaluate(RenderState state) => Operand.Evaluate(state);
}

/// <summary><c>++x</c>, <c>x++</c>, <c>--x</c>, <c>x--</c>.</summary>
internal sealed class IncrementNode : ExpressionNode
{
    public required PathNode Target { get; init; }

    public required long Change { get; init; }

    public required bool GivesOldValue { get; init; }

    public override string TypeName => "unary expression";

    public override Value Evaluate(RenderState state)
    {
        var old = Target.Evaluate(state);
        state.Where = this;
        var changed = Arithmetic.Apply(ArithmeticOperator.Add, old.IsNull ? Value.From(0) : old, Value.From(Change), state);
        Target.Assign(state, changed);
        return GivesOldValue ? old : changed;
    }
}

/// <summary><c>target = value</c>, <c>target += value</c>; gives nothing.</summary>
internal sealed class AssignNode : ExpressionNode
{
    public required ExpressionNode Target { get; init; }

    public required ArithmeticOperator? Operator { get; init; }

    public required ExpressionNode Value { get; init; }

    public override string TypeName => "assign expression";

    public override Value Evaluate(RenderState state)
    {
        if (Target is not PathNode path)
            throw FailAt(Target is NestedNode nested ? nested.Inner.Start : Target.Start, "Unsupported target expression for assignment.", ErrorCode.Member);
        if (Operator is not { } op)
        {
            path.Assign(state, Value.Evaluate(state));
            return default;
        }
        var left = path.Evaluate(state);
        var right = Value.Evaluate(state);
        state.Where = this;
        path.Assign(state, Arithmetic.Apply(op, left, right, state));
        return default;
    }
}
