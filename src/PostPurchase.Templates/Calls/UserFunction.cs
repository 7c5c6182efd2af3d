namespace PostPurchase.Templates;

/// <summary>One parameter of a function of the template.</summary>
internal sealed record UserParameter(string Name, int Start, ExpressionNode? Default, bool IsVariadic)
{
    public bool IsOptional => Default is not null || IsVariadic;
}

/// <summary>A function that the template defines. Without declared parameters it takes any arguments.</summary>
internal sealed class UserFunction : ValueFunction
{
    public required string? FunctionName { get; init; }

    public required UserParameter[]? Parameters { get; init; }

    /// <summary>The statements of a function with a body.</summary>
    public BlockNode? Body { get; set; }

    /// <summary>The expression of an inline function.</summary>
    public ExpressionNode? Result { get; set; }

    public override string? Name => FunctionName;

    public Value Invoke(RenderState state, Node at, ReadOnlySpan<Value> args, ValueObject? named, BlockNode? block = null)
    {
        Calls.Enter(state, at);
        state.Where = at;
        state.Budget.Allocate(args.Length + 1);
        var frame = new Frame { Block = block, Named = named };
        var outer = state.Scopes.Enter(Parameters is not null);
        var outerFrame = state.Frame;
        if (Parameters is null) frame.SetArguments(args);
        else BindParameters(state, at, frame, args, named);
        state.Frame = frame;
        var result = Run(state);
        state.Frame = outerFrame;
        state.Scopes.Leave(outer);
        Calls.Leave(state);
        return result;
    }

    private Value Run(RenderState state)
    {
        if (Result is not null) return Result.Evaluate(state);
        Body!.Execute(state);
        var result = state.ReturnValue;
        state.ReturnValue = default;
        state.Flow = Flow.Next;
        return result;
    }

    private void BindParameters(RenderState state, Node at, Frame frame, ReadOnlySpan<Value> args, ValueObject? named)
    {
        var parameters = Parameters!;
        var list = new ValueArray(parameters.Length);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            Value value;
            if (parameter.IsVariadic) value = Value.From(new ValueArray(i < args.Length ? args[i..] : []));
            else if (named is not null && named.TryGet(parameter.Name, out var byName)) value = byName;
            else if (i < args.Length) value = args[i];
            else if (parameter.Default is not null) value = parameter.Default.Evaluate(state);
            else throw WrongCount(at, args.Length);
            list.Add(value);
            state.Scopes.Declare(parameter.Name, value, at);
        }
        if (args.Length > parameters.Length && parameters is not [.., { IsVariadic: true }]) throw WrongCount(at, args.Length);
        RefuseUnknown(at, named);
        frame.SetArguments(list);
    }

    private void RefuseUnknown(Node at, ValueObject? named)
    {
        for (var i = 0; named is not null && i < named.Count; i++)
        {
            var name = named.NameAt(i);
            if (!Parameters!.Any(parameter => parameter.Name == name))
            {
                throw at.Fail(
                    $"The argument `{name}` was not found for the function `{Name}`",
                    ErrorCode.Call,
                    Suggestions.Nearest(name, Parameters!.Select(parameter => parameter.Name)));
            }
        }
    }

    private TemplateException WrongCount(Node at, int given)
    {
        var required = Parameters!.Count(parameter => !parameter.IsOptional);
        var wanted = required == Parameters!.Length ? $"`{required}` arguments" : $"at least `{required}` arguments";
        return at.Fail($"Invalid number of arguments `{given}` passed to `{Name ?? "function"}` while expecting {wanted}", ErrorCode.Call);
    }
}
