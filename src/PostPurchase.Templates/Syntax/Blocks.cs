namespace PostPurchase.Templates;

/// <summary><c>capture</c>: what the body writes becomes the value of a variable.</summary>
internal sealed class CaptureNode : StatementNode
{
    public required ExpressionNode Target { get; init; }

    /// <summary>Whether the page escapes, so that what it captures is safe markup.</summary>
    public required bool IsHtml { get; init; }

    public BlockNode Body { get; set; } = null!;

    public override void Execute(RenderState state)
    {
        if (Target is not PathNode path) throw Target.Fail("Unsupported target expression for capture.", ErrorCode.Member);
        var start = state.Output.Length;
        Body.Execute(state);
        state.Where = this;
        path.Assign(state, state.TakeFrom(start, IsHtml));
    }
}

/// <summary><c>with</c>: names are looked up in, and assigned to, an object.</summary>
internal sealed class WithNode : StatementNode
{
    public required ExpressionNode Target { get; init; }

    public BlockNode Body { get; set; } = null!;

    public override void Execute(RenderState state)
    {
        var target = Target.Evaluate(state);
        if (target.Kind != ValueKind.Object)
            throw Target.Fail($"Invalid target property `{Target.Text}` used for [with] statement. Must be a ScriptObject instead of `{ValueNames.Of(target)}`", ErrorCode.Type);
        state.Scopes.PushWith(target.AsObject());
        Body.Execute(state);
        state.Scopes.PopWith();
    }
}

/// <summary><c>wrap</c>: a function gets a block that it writes with <c>$$</c>.</summary>
internal sealed class WrapNode : StatementNode
{
    public required ExpressionNode Target { get; init; }

    public BlockNode Body { get; set; } = null!;

    public override void Execute(RenderState state)
    {
        var call = Target as CallNode;
        var path = call?.Target ?? Target;
        if (path is not PathNode) throw Target.Fail($"Expecting a direct function instead of the expression `{Target.Text}/{Target.TypeName}`", ErrorCode.Call);
        var function = path.EvaluateRaw(state);
        if (function.IsNull) throw path.Fail($"The function `{path.Text}` was not found", ErrorCode.Call, state.NearestFunction(path.Text));
        if (function.Reference is not UserFunction own) throw path.Fail($"Invalid target function `{path.Text}` ({ValueNames.Of(function)})", ErrorCode.Call);
        var args = new Value[call?.Arguments.Length ?? 0];
        for (var i = 0; i < args.Length; i++) args[i] = call!.Arguments[i].Evaluate(state);
        state.Write(own.Invoke(state, Target, args, call?.Named(state), Body), state.TextContext);
    }
}

/// <summary><c>import</c>: the members of an object become variables.</summary>
internal sealed class ImportNode : StatementNode
{
    public required ExpressionNode Value { get; init; }

    public override void Execute(RenderState state)
    {
        var value = Value.Evaluate(state);
        if (value.IsNull) return;
        if (value.Kind != ValueKind.Object)
            throw Value.Fail($"Unexpected value `{ValueNames.Of(value)}` for import. Expecting an plain script object.", ErrorCode.Type);
        var map = value.AsObject();
        state.Where = this;
        state.Budget.Allocate(map.Count);
        for (var i = 0; i < map.Count; i++) state.Scopes.Import(map.NameAt(i), map.ValueAt(i));
    }
}

/// <summary><c>readonly</c>: a variable must not be assigned again.</summary>
internal sealed class ReadOnlyNode : StatementNode
{
    public required PathNode Variable { get; init; }

    public override void Execute(RenderState state)
    {
        if (Variable is LocalNode local) state.Frame.ProtectLocal(local.Name);
        else if (Variable is GlobalNode global) state.Scopes.Protect(global.Name);
    }
}

/// <summary><c>func</c>: a function becomes the value of a variable.</summary>
internal sealed class FunctionStatement : StatementNode
{
    public required PathNode Variable { get; init; }

    public required UserFunction Function { get; init; }

    public override void Execute(RenderState state) => Variable.Assign(state, Value.From(Function));
}
