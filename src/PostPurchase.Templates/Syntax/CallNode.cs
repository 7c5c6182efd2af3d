namespace PostPurchase.Templates;

/// <summary>A call with arguments; a pipe is one whose first argument stood before the bar.</summary>
internal sealed class CallNode : ChainNode
{
    public required ExpressionNode Target { get; init; }

    public required ExpressionNode[] Arguments { get; init; }

    public required string[] Names { get; init; }

    public required ExpressionNode[] NamedValues { get; init; }

    /// <summary>Whether the first argument came through a pipe.</summary>
    public bool IsPipe { get; init; }

    /// <summary>Whether it is written with parentheses: <c>f(x)</c>.</summary>
    public bool IsExplicit { get; init; }

    public override string TypeName => IsPipe ? "pipe expression" : "function call";

    /// <summary>The built-in that the target names, unless the template or model gives the name another meaning.</summary>
    public BuiltinFunctionValue? Builtin => Target switch
    {
        MemberNode member => member.Builtin,
        GlobalNode global => global.Builtin,
        _ => null,
    };

    /// <summary>What stood before the bar of a pipe, which is evaluated before the function is looked up.</summary>
    public override ExpressionNode? First => IsPipe && Arguments[0] is not ExpandNode ? Arguments[0] : null;

    public override Value Evaluate(RenderState state)
    {
        if (IsLong) return EvaluateLong(state);
        return First is { } first ? Continue(state, first.Evaluate(state)) : Finish(state, state.Arguments.Top, 0);
    }

    public override Value Continue(RenderState state, Value first)
    {
        var top = state.Arguments.Top;
        state.Arguments.Push(first);
        return Finish(state, top, 1);
    }

    private Value Finish(RenderState state, int top, int pushed)
    {
        var function = Builtin is { } builtin && !state.Scopes.Shadows(Target) ? builtin : FunctionOf(state);
        PushArguments(state, pushed);
        var named = Named(state);
        if (function is BuiltinFunctionValue bound) return Calls.InvokeBound(state, this, bound, top, named);
        var result = ((UserFunction)function).Invoke(state, this, state.Arguments.From(top), named);
        state.Arguments.Drop(top);
        return result;
    }

    /// <summary>Writes the result of a built-in that can write at once; false where the call has to be evaluated.</summary>
    public bool TryWrite(RenderState state, TextBuffer output)
    {
        if (Builtin is not { Declaration.Writer: { } writer } builtin || state.Scopes.Shadows(Target)) return false;
        var top = state.Arguments.Top;
        PushArguments(state, 0);
        var named = Named(state);
        state.Where = this;
        if (IsPipe && top < state.Arguments.Top && state.Arguments.At(top).IsNull) state.MissingOutput(Arguments[0]);
        Calls.Bind(state, builtin, top, named);
        Calls.Enter(state, this);
        writer(state, state.Arguments.From(top), output);
        Calls.Leave(state);
        state.Arguments.Drop(top);
        return true;
    }

    private void PushArguments(RenderState state, int from)
    {
        foreach (var argument in Arguments.AsSpan(from))
        {
            var value = argument.Evaluate(state);
            if (argument is not ExpandNode || value.Kind is not (ValueKind.Array or ValueKind.Range))
            {
                state.Arguments.Push(value);
                continue;
            }
            state.Where = argument;
            var items = state.ToList(value);
            state.Budget.Allocate(items.Count);
            foreach (var item in items.Items) state.Arguments.Push(item);
        }
    }

    public ValueObject? Named(RenderState state)
    {
        if (Names.Length == 0) return null;
        var named = new ValueObject();
        for (var i = 0; i < Names.Length; i++) named.Set(Names[i], NamedValues[i].Evaluate(state));
        return named;
    }

    private ValueFunction FunctionOf(RenderState state)
    {
        state.Tolerance++;
        var target = Target.EvaluateRaw(state);
        state.Tolerance--;
        if (target.Kind == ValueKind.Function) return target.AsFunction();
        if (target.IsNull) throw Target.Fail($"The function `{Target.Text}` was not found", ErrorCode.Call, state.NearestFunction(Target.Text));
        throw Target.Fail($"Invalid target function `{Target.Text}` ({ValueNames.Of(target)})", ErrorCode.Call);
    }
}
