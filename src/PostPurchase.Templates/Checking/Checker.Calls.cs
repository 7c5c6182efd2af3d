namespace PostPurchase.Templates;

internal sealed partial class Checker
{
    /// <summary>Functions that are made for values that may be missing.</summary>
    private static readonly HashSet<string> TakesNull = new(StringComparer.Ordinal)
    {
        "object.default", "object.typeof", "object.kind", "object.size", "object.has_key", "object.has_value",
        "string.empty", "string.whitespace", "string.size", "array.size", "array.any", "array.contains", "array.first", "array.last",
    };

    private Typed OfResult(Node node, BuiltinFunctionValue builtin, (ExpressionNode Node, Typed Typed)[] arguments, CallNode? call)
    {
        if (arguments.Length == 1 && arguments[0].Node is ExpandNode) return new Typed(ShapeOf(builtin.Declaration.Result));
        CheckCount(node, builtin, arguments.Length, call);
        for (var i = 0; i < arguments.Length && builtin.Parameters.Length > 0; i++)
        {
            var parameter = builtin.Parameters[Math.Min(i, builtin.Parameters.Length - 1)];
            Expect(arguments[i].Node, arguments[i].Typed, parameter.Kind, $"`{builtin.Name}` takes {Wanted(parameter.Kind)} for {parameter.Name}");
        }
        var shape = ShapeOf(builtin.Declaration.Result);
        // What is made of a missing value is missing too.
        var isNullable = arguments.Length > 0 && IsNullable(arguments[0].Typed) && builtin.FixedCount > 0 && !TakesNull.Contains(builtin.Name!);
        return new Typed(isNullable ? shape.OrNull() : shape);
    }

    private void CheckCount(Node node, BuiltinFunctionValue builtin, int given, CallNode? call)
    {
        var names = call?.Names ?? [];
        foreach (var name in names)
        {
            if (builtin.Declaration.TakesAnyName || builtin.Parameters.Any(parameter => parameter.Name == name)) continue;
            Report(node, node.Start, ErrorCode.Call, $"`{builtin.Name}` has no argument `{name}`", Suggestions.Nearest(name, builtin.Parameters.Select(parameter => parameter.Name)));
        }
        var missing = builtin.Parameters.Skip(given).FirstOrDefault(parameter => !parameter.IsOptional && !names.Contains(parameter.Name));
        if (missing is not null)
            Report(node, node.Start, ErrorCode.Call, $"`{builtin.Name}` needs the argument `{missing.Name}` ({Wanted(missing.Kind)})");
        else if (given > builtin.FixedCount && !builtin.IsVariadic)
            Report(node, node.Start, ErrorCode.Call, $"`{builtin.Name}` takes {builtin.FixedCount} arguments, not {given}");
    }

    private void Expect(ExpressionNode node, Typed typed, ParameterKind wanted, string message)
    {
        var isWrong = (wanted, typed.Shape.Kind) switch
        {
            (_, ShapeKind.Any) or (ParameterKind.Any or ParameterKind.Bool, _) => false,
            (ParameterKind.Text, ShapeKind.List or ShapeKind.Group or ShapeKind.Callable) => true,
            (ParameterKind.Int or ParameterKind.Number, ShapeKind.Number or ShapeKind.Bool) => false,
            (ParameterKind.Int or ParameterKind.Number, _) => node is not LiteralNode,
            (ParameterKind.Date, ShapeKind.Date or ShapeKind.Text) => false,
            (ParameterKind.Date, _) => true,
            (ParameterKind.TimeSpan, var kind) => kind != ShapeKind.TimeSpan,
            (ParameterKind.List, var kind) => kind is not (ShapeKind.List or ShapeKind.Group or ShapeKind.Text),
            (ParameterKind.Object, var kind) => kind != ShapeKind.Group,
            (ParameterKind.Function, var kind) => kind != ShapeKind.Callable,
            _ => false,
        };
        if (isWrong) Report(node, node.Start, ErrorCode.Type, $"`{Shorten(node.Text)}` is {Words.Of(typed.Shape.Kind)}; {message}");
    }

    private static string Wanted(ParameterKind kind) => kind switch
    {
        ParameterKind.Text => "a text",
        ParameterKind.Int => "a whole number",
        ParameterKind.Number => "a number",
        ParameterKind.Bool => "true or false",
        ParameterKind.Date => "a date",
        ParameterKind.TimeSpan => "a length of time",
        ParameterKind.List => "a list",
        ParameterKind.Object => "an object",
        ParameterKind.Function => "a function (with @)",
        _ => "anything",
    };

    private static ModelShape ShapeOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Text => ModelShape.Text,
        ParameterKind.Int or ParameterKind.Number => ModelShape.Number,
        ParameterKind.Bool => ModelShape.Bool,
        ParameterKind.Date => ModelShape.Date,
        ParameterKind.TimeSpan => ModelShape.TimeSpan,
        ParameterKind.List => ModelShape.ListOf(ModelShape.Any),
        ParameterKind.Function => ModelShape.Callable,
        _ => ModelShape.Any,
    };

    private void CheckInclude(CallNode call)
    {
        if (partials is null || call.Arguments is not [LiteralNode { Value.IsText: true } literal, ..]) return;
        var name = literal.Value.AsText();
        Template? partial;
        try
        {
            partial = partials(name);
        }
        catch (TemplateException problem)
        {
            foreach (var error in problem.Errors.Where(error => !_errors.Contains(error))) _errors.Add(error);
            return;
        }
        if (partial is null)
        {
            Report(literal, literal.Start, ErrorCode.Include, $"There is no partial `{name}`", Suggestions.Nearest(name, partialNames));
            return;
        }
        CheckArguments(call, partial);
        if (_includeDepth < MaxIncludeDepth && _partialCount++ < MaxPartials) CheckPartial(call, partial);
    }

    private void CheckArguments(CallNode call, Template partial)
    {
        if (partial.Declaration is not { } declaration) return;
        foreach (var name in call.Names)
        {
            if (declaration.Find(name) is null)
                Report(call, call.Start, ErrorCode.Include, $"The partial `{partial.Name}` declares no field `{name}`", Suggestions.Nearest(name, declaration.Fields.Select(field => field.Name)));
        }
    }

    private void CheckPartial(CallNode call, Template partial)
    {
        _includeDepth++;
        var locals = new Dictionary<string, Typed>(StringComparer.Ordinal);
        for (var i = 0; i < call.Names.Length; i++) locals[call.Names[i]] = Typed.Any;
        var (outerLocals, outerDeclaration, outerAny) = (_scope.SwapLocals(locals), _scope.Declaration, _scope.TakesAnyArgument);
        (_scope.Declaration, _scope.TakesAnyArgument) = (partial.Declaration, false);
        CheckBlock(partial.Body);
        (_scope.Declaration, _scope.TakesAnyArgument) = (outerDeclaration, outerAny);
        _scope.SwapLocals(outerLocals);
        _includeDepth--;
    }
}
