namespace PostPurchase.Templates;

/// <summary>One way of an <c>if</c>.</summary>
internal sealed record Branch(ExpressionNode? Condition, BlockNode Body);

/// <summary><c>if</c>, its <c>else if</c>s and its <c>else</c> (a branch without condition).</summary>
internal sealed class IfNode : StatementNode
{
    public required Branch[] Branches { get; init; }

    public override void Execute(RenderState state)
    {
        foreach (var branch in Branches)
        {
            if (branch.Condition is { } condition && !condition.Test(state)) continue;
            branch.Body.Execute(state);
            return;
        }
    }
}

/// <summary>One <c>when</c> with its values, or the <c>else</c> (none).</summary>
internal sealed record When(ExpressionNode[]? Values, BlockNode Body);

/// <summary><c>case</c> with its <c>when</c>s.</summary>
internal sealed class CaseNode : StatementNode
{
    public required ExpressionNode Value { get; init; }

    public required When[] Whens { get; init; }

    public override void Execute(RenderState state)
    {
        var value = Value.Evaluate(state);
        foreach (var when in Whens)
        {
            if (when.Values is not null && !Matches(state, value, when.Values)) continue;
            when.Body.Execute(state);
            return;
        }
    }

    // As == does, so also across kinds: 5 matches "5".
    private bool Matches(RenderState state, Value value, ExpressionNode[] candidates)
    {
        foreach (var candidate in candidates)
        {
            var other = candidate.Evaluate(state);
            state.Where = this;
            if (Comparisons.Apply(ComparisonOperator.Equal, value, other, state)) return true;
        }
        return false;
    }
}
