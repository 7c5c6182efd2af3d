namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>object</c> that look at a value.</summary>
internal static class ObjectFunctions
{
    private const string NoEval = "templates do not run text as code; use func, include or ??";

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("object", "default", [Take.Any("value"), Take.Any("default")], ParameterKind.Any, "The value; the default where it is null or an empty text.",
            static (_, args) => args[0].IsNull || (args[0].IsText && args[0].AsText().Length == 0) ? args[1] : args[0]),
        NotAvailable.Declare("object", "eval", NoEval, Take.Any("value")),
        NotAvailable.Declare("object", "eval_template", NoEval, Take.Any("value")),
        new("object", "has_key", [Take.Any("value"), Take.Text("key")], ParameterKind.Bool, "Whether the object has a member of that name.",
            static (call, args) => Value.From(Find(args, out _))),
        new("object", "has_value", [Take.Any("value"), Take.Text("key")], ParameterKind.Bool, "Whether the object has a member of that name that is not null.",
            static (_, args) => Value.From(Find(args, out var value) && !value.IsNull)),
        new("object", "keys", [Take.Any("value")], ParameterKind.List, "The names of the members.",
            static (call, args) => Members(call, args[0], static (map, i) => Value.From(map.NameAt(i)))),
        new("object", "size", [Take.Any("value")], ParameterKind.Int, "How many characters, items or members there are.", Size),
        new("object", "typeof", [Take.Any("value")], ParameterKind.Text, "The type: string, boolean, number, array, iterator or object.", TypeOf),
        new("object", "kind", [Take.Any("value")], ParameterKind.Text, "The exact type: string, bool, int, long, bigint, double, decimal, range, array, function, object.", Kind),
        new("object", "values", [Take.Any("value")], ParameterKind.List, "The values of the members.",
            static (call, args) => Members(call, args[0], static (map, i) => map.ValueAt(i))),
    ];

    private static bool Find(ReadOnlySpan<Value> args, out Value value)
    {
        value = default;
        return MapOf(args[0]) is { } map && args.TextAt(1) is { } key && map.TryGet(key, out value);
    }

    private static ValueObject? MapOf(Value value) => value.Kind switch
    {
        ValueKind.Object => value.AsObject(),
        ValueKind.Array => value.AsArray().Properties,
        _ => null,
    };

    private static Value Members(CallContext call, Value value, Func<ValueObject, int, Value> pick)
    {
        if (value.Kind is not (ValueKind.Null or ValueKind.Object or ValueKind.Array))
            throw call.Fail($"Unable to convert type `{ValueNames.Of(value)}` to `object`", ErrorCode.Type);
        var map = MapOf(value);
        var count = map?.ListedCount ?? 0;
        call.Budget.Allocate(count);
        var list = new ValueArray(count);
        for (var i = 0; i < count; i++) list.Add(pick(map!, i));
        return Value.From(list);
    }

    private static Value Size(CallContext call, ReadOnlySpan<Value> args) => Value.From(args[0].Kind switch
    {
        ValueKind.String or ValueKind.Html => args[0].AsText().Length,
        ValueKind.Array => args[0].AsArray().Count,
        ValueKind.Object => args[0].AsObject().ListedCount,
        ValueKind.Range => args[0].AsRange().Count,
        _ => 0L,
    });

    private static Value TypeOf(CallContext call, ReadOnlySpan<Value> args) => args[0].Kind switch
    {
        ValueKind.Null => default,
        ValueKind.Bool => Value.From("boolean"),
        ValueKind.String or ValueKind.Html => Value.From("string"),
        ValueKind.Array => Value.From("array"),
        ValueKind.Range => Value.From("iterator"),
        _ => Value.From(args[0].IsNumber ? "number" : "object"),
    };

    private static Value Kind(CallContext call, ReadOnlySpan<Value> args) => args[0].IsNull ? default : Value.From(ValueNames.Of(args[0]));
}
