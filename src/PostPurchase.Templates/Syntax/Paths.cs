namespace PostPurchase.Templates;

/// <summary>A member: <c>target.name</c>, <c>target?.name</c>.</summary>
internal sealed class MemberNode : PathNode
{
    public required ExpressionNode Target { get; init; }

    public required string Name { get; init; }

    public required int NameStart { get; init; }

    public required bool IsOptional { get; init; }

    /// <summary>The built-in of that name, where the target is the name of a namespace.</summary>
    public BuiltinFunctionValue? Builtin { get; init; }

    public SlotHint? Hint { get; set; }

    public override string TypeName => "member expression";

    public override Value EvaluateRaw(RenderState state)
    {
        var target = Target.Evaluate(state);
        if (target.Reference is ValueObject map)
        {
            if (Hint is { } hint && ReferenceEquals(hint.Shape, map.Shape)) return map.SlotAt(hint.Slot);
            if (map.TryGet(Name, out var value))
            {
                if (map.Shape is { } shape) Hint = new SlotHint(shape, shape.SlotOf(Name));
                return value;
            }
            return Name == "empty?" ? Value.From(map.Count == 0) : state.MissingMember(this, map);
        }
        if (target.IsNull) return IsOptional ? default : state.NullTarget(this);
        return Members.Get(state, target, Name);
    }

    public override void Assign(RenderState state, Value value)
    {
        var target = Target.Evaluate(state);
        if (target.IsNull) throw FailAt(NameStart, $"Cannot set the member {Text} for a null object.", ErrorCode.Member);
        state.Where = this;
        Members.Set(state, this, target, Name, value);
    }
}

/// <summary>An item or member by value: <c>target[index]</c>.</summary>
internal sealed class IndexerNode : PathNode
{
    public required ExpressionNode Target { get; init; }

    public required ExpressionNode Index { get; init; }

    public override string TypeName => "indexer expression";

    public override Value EvaluateRaw(RenderState state)
    {
        var target = Target.Evaluate(state);
        if (target.IsNull)
            return state.NullIndexed(this, $"Object `{Target.Text}` is null. Cannot access indexer: {Text}");
        var index = Index.Evaluate(state);
        if (index.IsNull) throw FailAt(Index.Start, $"Cannot access target `{Target.Text}` with a null indexer: {Text}", ErrorCode.Member);
        state.Where = this;
        return Members.GetItem(state, this, target, index);
    }

    public override void Assign(RenderState state, Value value)
    {
        var target = Target.Evaluate(state);
        if (target.IsNull) throw Fail($"Object `{Target.Text}` is null. Cannot access indexer: {Text}", ErrorCode.Member);
        var index = Index.Evaluate(state);
        if (index.IsNull) throw FailAt(Index.Start, $"Cannot access target `{Target.Text}` with a null indexer: {Text}", ErrorCode.Member);
        state.Where = this;
        Members.SetItem(state, this, target, index, value);
    }
}

/// <summary>An expression in parentheses: a function that it gives is called.</summary>
internal sealed class NestedNode : ExpressionNode
{
    public required ExpressionNode Inner { get; init; }

    public override string TypeName => "nested expression";

    public override Value Evaluate(RenderState state)
    {
        var value = Inner.Evaluate(state);
        return value.Kind == ValueKind.Function ? Calls.Invoke(state, this, value.AsFunction(), []) : value;
    }

    public override Value EvaluateRaw(RenderState state) => Inner.EvaluateRaw(state);

    public override bool Test(RenderState state) => Inner is PathNode or AnonymousFunctionNode ? base.Test(state) : Inner.Test(state);
}
