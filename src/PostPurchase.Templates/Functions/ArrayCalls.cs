namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>array</c> that take a function. They go by index: the function may change the list that it is called for.</summary>
internal static class ArrayCalls
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("array", "any", [Take.Any("list"), Function("function"), BuiltinParameter.Rest("args", ParameterKind.Any)], ParameterKind.Bool,
            "Whether the function is true of any item.", Any),
        new("array", "each", [Take.Any("list"), Function("function")], ParameterKind.List, "What the function gives for each item.", Each),
        new("array", "filter", [Take.Any("list"), Function("function")], ParameterKind.List, "The items of which the function is true.", Filter),
        new("array", "join", [Take.Any("list"), Take.Text("delimiter"), Take.OptionalAny("function")], ParameterKind.Text,
            "The texts of the items, each changed by the function where there is one, with the delimiter between them.", Join),
    ];

    private static BuiltinParameter Function(string name) => BuiltinParameter.Required(name, ParameterKind.Function);

    private static Value Any(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return Value.False;
        Value[] passed = [default, .. args[2..]];
        var items = Lists.Of(call, args[0]);
        for (var i = 0; i < items.Count; i++)
        {
            call.Budget.Step();
            passed[0] = items[i];
            if (call.Call(args[1], passed).IsTrue) return Value.True;
        }
        return Value.False;
    }

    private static Value Each(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var items = Lists.Of(call, args[0]);
        call.Budget.Allocate(items.Count);
        var results = new ValueArray(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            call.Budget.Step();
            results.Add(call.Call(args[1], [items[i]]));
        }
        return Value.From(results);
    }

    private static Value Filter(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var items = Lists.Of(call, args[0]);
        call.Budget.Allocate(items.Count);
        var kept = new ValueArray();
        for (var i = 0; i < items.Count; i++)
        {
            call.Budget.Step();
            if (call.Call(args[1], [items[i]]).IsTrue) kept.Add(items[i]);
        }
        return Value.From(kept);
    }

    private static Value Join(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return Value.EmptyString;
        var items = Lists.Of(call, args[0]);
        var delimiter = args.TextOrEmpty(1);
        if (!args[2].IsNull) call.ConvertTo(ParameterKind.Function, args[2]);
        using var output = new TextBuffer();
        for (var i = 0; i < items.Count; i++)
        {
            var before = output.Length;
            if (i > 0) output.Append(delimiter);
            if (args[2].IsNull) call.AppendText(items[i], output);
            else call.AppendText(call.Call(args[2], [Value.From(call.ToText(items[i]))]), output);
            call.Budget.Allocate(output.Length - before);
            call.Budget.Step();
        }
        return Value.From(output.ToString());
    }
}
