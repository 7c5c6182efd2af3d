namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>array</c> that need no function.</summary>
internal static class ArrayFunctions
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Of("add", "A new list with the value at its end.", Add, Take.Any("value")),
        Of("add_range", "The items of two lists in one.", Concat, Take.Any("list2")),
        Of("compact", "The list without nulls.", Compact),
        Of("concat", "The items of two lists in one.", Concat, Take.Any("list2")),
        new("array", "cycle", [Take.Any("list"), Take.OptionalAny("group")], ParameterKind.Any,
            "The next item of the list at each call, from the start again after the last; calls with one group, or the same list, count together.", Cycle)
        { IsContextual = true },
        Of("first", "The first item; null where there is none.", static (call, args) => End(call, args[0], last: false), ParameterKind.Any),
        Of("insert_at", "A new list with the value at that place.", InsertAt, Take.Int("index"), Take.Any("value")),
        Of("last", "The last item; null where there is none.", static (call, args) => End(call, args[0], last: true), ParameterKind.Any),
        Of("limit", "At most so many items from the start.", Limit, Take.Int("count")),
        Of("map", "The member of that name of each item.", Map, Take.Text("member")),
        Of("offset", "The items from that place on.", Offset, Take.Int("index")),
        Of("remove_at", "A new list without the item at that place; a negative one counts from the end.", RemoveAt, Take.Int("index")),
        Of("reverse", "The items from last to first.", Reverse),
        new("array", "size", [Take.Any("list")], ParameterKind.Int, "How many items there are.", Size),
        Of("sort", "The items in order, of themselves or of a member.", Sort, Take.OptionalText("member")),
        Of("uniq", "The items without repetitions.", Uniq),
        new("array", "contains", [Take.Any("list"), Take.Any("item")], ParameterKind.Bool, "Whether the item is in the list.", Contains),
    ];

    private static BuiltinDeclaration Of(string name, string summary, BuiltinFunction body, params BuiltinParameter[] more) =>
        new("array", name, [Take.Any(name is "add_range" or "concat" ? "list1" : "list"), .. more], ParameterKind.List, summary, body);

    private static BuiltinDeclaration Of(string name, string summary, BuiltinFunction body, ParameterKind result) =>
        new("array", name, [Take.Any("list")], result, summary, body);

    private static Value Add(CallContext call, ReadOnlySpan<Value> args)
    {
        var list = Lists.Copy(call, args[0], 1);
        list.Add(args[1]);
        return Value.From(list);
    }

    private static Value Concat(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull && args[1].IsNull) return default;
        var more = Lists.Of(call, args[1]);
        var list = Lists.Copy(call, args[0], more.Count);
        list.AddRange(more.Items);
        return Value.From(list);
    }

    private static Value Compact(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var list = Lists.Of(call, args[0]);
        call.Budget.Allocate(list.Count);
        var kept = new ValueArray();
        foreach (var item in list.Items)
        {
            if (!item.IsNull) kept.Add(item);
        }
        return Value.From(kept);
    }

    private static Value Cycle(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var list = Lists.Of(call, args[0]);
        var group = args[1].IsNull ? call.ToText(Value.From(list)) : call.ToText(args[1]);
        return list.Count == 0 ? default : list[call.State<CycleState>().Next(call, group, list.Count)];
    }

    private static Value End(CallContext call, Value value, bool last)
    {
        if (value.Kind == ValueKind.Range)
        {
            var range = value.AsRange();
            return range.IsEmpty ? default : Value.From(last ? range[range.Count - 1] : range.First);
        }
        var list = Lists.Of(call, value);
        return list.Count == 0 ? default : list[last ? list.Count - 1 : 0];
    }

    private static Value InsertAt(CallContext call, ReadOnlySpan<Value> args)
    {
        var items = Lists.Of(call, args[0]);
        var index = Math.Max(0, args[1].AsInt());
        var before = Math.Min(index, items.Count);
        call.Budget.Allocate(Math.Max(index, items.Count) + 1);
        var list = new ValueArray((int)Math.Max(index, items.Count) + 1);
        list.AddRange(items.Items[..(int)before]);
        while (list.Count < index) list.Add(default);
        list.Add(args[2]);
        list.AddRange(items.Items[(int)before..]);
        return Value.From(list);
    }

    private static Value Limit(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        if (args[0].Kind == ValueKind.Range) return FirstOf(call, args[0].AsRange(), args[1].AsInt());
        var list = Lists.Of(call, args[0]);
        return Lists.Part(call, list, 0, (int)Math.Clamp(args[1].AsInt(), 0, list.Count));
    }

    private static Value FirstOf(CallContext call, ValueRange range, long count)
    {
        count = Math.Clamp(count, 0, range.Count);
        call.Budget.Allocate(count);
        var list = new ValueArray((int)count);
        for (long i = 0; i < count; i++) list.Add(Value.From(range[i]));
        return Value.From(list);
    }

    private static Value Map(CallContext call, ReadOnlySpan<Value> args)
    {
        var name = args.TextAt(1);
        if (args[0].IsNull || name is null) return Value.From(new ValueArray());
        var list = Lists.Of(call, args[0]);
        call.Budget.Allocate(list.Count);
        call.Budget.Step(list.Count);
        var members = new ValueArray(list.Count);
        foreach (var item in list.Items) members.Add(item.IsNull ? default : call.Member(item, name));
        return Value.From(members);
    }

    private static Value Offset(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var list = Lists.Of(call, args[0]);
        var start = (int)Math.Clamp(args[1].AsInt(), 0, list.Count);
        return Lists.Part(call, list, start, list.Count - start);
    }

    private static Value RemoveAt(CallContext call, ReadOnlySpan<Value> args)
    {
        var items = Lists.Of(call, args[0]);
        var index = args[1].AsInt();
        if (index < 0) index += items.Count;
        call.Budget.Allocate(items.Count);
        var list = new ValueArray(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (i != index) list.Add(items[i]);
        }
        return Value.From(list);
    }

    private static Value Reverse(CallContext call, ReadOnlySpan<Value> args)
    {
        var items = Lists.Of(call, args[0]);
        call.Budget.Allocate(items.Count);
        var list = new ValueArray(items.Count);
        for (var i = items.Count - 1; i >= 0; i--) list.Add(items[i]);
        return Value.From(list);
    }

    private static Value Size(CallContext call, ReadOnlySpan<Value> args) => Value.From(args[0].Kind switch
    {
        ValueKind.Range => args[0].AsRange().Count,
        ValueKind.Object => args[0].AsObject().Count,
        _ => Lists.Of(call, args[0]).Count,
    });

    private static Value Sort(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].Kind is not (ValueKind.Null or ValueKind.Array or ValueKind.Range or ValueKind.Object))
            return Value.From(new ValueArray([args[0]]));
        return Value.From(Sorting.Sort(call, Lists.Of(call, args[0]), args.TextAt(1)));
    }

    private static Value Uniq(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var items = Lists.Of(call, args[0]);
        call.Budget.Allocate(2L * items.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = new ValueArray();
        foreach (var item in items.Items)
        {
            if (item.IsText ? seen.Add(item.AsText()) : !Holds(call, kept, item)) kept.Add(item);
        }
        return Value.From(kept);
    }

    private static Value Contains(CallContext call, ReadOnlySpan<Value> args) => Value.From(Holds(call, Lists.Of(call, args[0]), args[1]));

    private static bool Holds(CallContext call, ValueArray list, Value wanted)
    {
        foreach (var item in list.Items)
        {
            call.Budget.Step();
            if (call.AreEqual(item, wanted)) return true;
        }
        return false;
    }
}
