namespace PostPurchase.Templates;

/// <summary>A name without <c>$</c>.</summary>
internal sealed class GlobalNode : PathNode
{
    public required string Name { get; init; }

    /// <summary>A built-in function of that name without a namespace, where there is one.</summary>
    public BuiltinFunctionValue? Builtin { get; init; }

    /// <summary>Where the name was in the last model seen; only a hint, replaced as a whole.</summary>
    public SlotHint? Hint { get; set; }

    public override string TypeName => "variable";

    public override Value EvaluateRaw(RenderState state) => state.Scopes.TryGet(this, out var value) ? value : state.MissingName(this);

    public override void Assign(RenderState state, Value value) => state.Scopes.Set(this, Name, value);
}

/// <summary>Which slot a name has in objects of one shape.</summary>
internal sealed class SlotHint(ObjectShape shape, int slot)
{
    public ObjectShape Shape { get; } = shape;

    public int Slot { get; } = slot;
}

/// <summary>A name with <c>$</c>: local to the page or function.</summary>
internal sealed class LocalNode : PathNode
{
    public required string Name { get; init; }

    public override string TypeName => "variable";

    public override Value EvaluateRaw(RenderState state) =>
        state.Frame.TryGetLocal(Name, out var value) ? value : state.MissingLocal(this);

    public override void Assign(RenderState state, Value value)
    {
        if (!state.Frame.SetLocal(Name, value)) throw Fail($"Cannot set value on the readonly variable `${Name}`", ErrorCode.Member);
    }
}

/// <summary>The arguments, <c>$</c>.</summary>
internal sealed class ArgumentsNode : PathNode
{
    public override string TypeName => "variable";

    public override Value EvaluateRaw(RenderState state) => Value.From(state.Frame.Arguments);

    public override void Assign(RenderState state, Value value) => throw Fail("Cannot set value on the readonly variable `$`", ErrorCode.Member);
}

/// <summary>One argument, <c>$0</c>.</summary>
internal sealed class ArgumentNode : PathNode
{
    public required int Index { get; init; }

    public override string TypeName => "variable";

    public override Value EvaluateRaw(RenderState state)
    {
        var arguments = state.Frame.Arguments;
        return Index < arguments.Count ? arguments[Index] : default;
    }

    public override void Assign(RenderState state, Value value)
    {
        state.Where = this;
        var arguments = state.Frame.Arguments;
        state.Budget.Allocate(Math.Max(0L, Index + 1L - arguments.Count));
        while (arguments.Count <= Index) arguments.Add(default);
        arguments[Index] = value;
    }
}

/// <summary>The block that a <c>wrap</c> passes, <c>$$</c>: written where it stands.</summary>
internal sealed class WrappedBlockNode : ExpressionNode
{
    public override string TypeName => "variable";

    public override Value Evaluate(RenderState state)
    {
        if (state.Frame.Block is not { } block) return default;
        Calls.Enter(state, this);
        block.Execute(state);
        Calls.Leave(state);
        return default;
    }
}

/// <summary>The current object, <c>this</c>.</summary>
internal sealed class ThisNode : PathNode
{
    public override string TypeName => "this";

    public override Value EvaluateRaw(RenderState state) => Value.From(state.Scopes.Current);

    public override void Assign(RenderState state, Value value) => throw Fail("Cannot set value on the readonly variable `this`", ErrorCode.Member);
}

/// <summary>A variable of the innermost loop: <c>for.index</c>, <c>while.first</c>.</summary>
internal sealed class LoopVariableNode : ExpressionNode
{
    public required LoopKind Loop { get; init; }

    public required string Name { get; init; }

    /// <summary>Offset of the name after the dot.</summary>
    public required int NameStart { get; init; }

    public override string TypeName => "member expression";

    public override Value Evaluate(RenderState state)
    {
        if (state.LoopOf(Loop) is not { } loop)
            throw FailAt(NameStart, $"Cannot get the member {Text} for a null object.", ErrorCode.Member);
        return loop.Read(Name, state);
    }
}
