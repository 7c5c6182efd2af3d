namespace PostPurchase.Templates.Functions;

/// <summary>What the members of <c>array</c> take for a list: lists, ranges, objects as pairs of key and value, and nothing for null.</summary>
internal static class Lists
{
    private static readonly ObjectShape Pair = new("key", "value");

    /// <summary>The items, not to be changed; fails where the value is no list.</summary>
    public static ValueArray Of(CallContext call, Value value) => value.Kind == ValueKind.Object ? Pairs(call, value.AsObject()) : call.ToList(value);

    /// <summary>A new list of the items, with room for more; charged.</summary>
    public static ValueArray Copy(CallContext call, Value value, int more = 0)
    {
        var items = Of(call, value);
        call.Budget.Allocate((long)items.Count + more);
        var copy = new ValueArray(items.Count + more);
        copy.AddRange(items.Items);
        return copy;
    }

    /// <summary>A new list of some of the items; charged.</summary>
    public static Value Part(CallContext call, ValueArray items, int start, int count)
    {
        call.Budget.Allocate(count);
        return Value.From(new ValueArray(items.Items.Slice(start, count)));
    }

    private static ValueArray Pairs(CallContext call, ValueObject map)
    {
        call.Budget.Allocate(3L * map.ListedCount);
        var pairs = new ValueArray(map.ListedCount);
        for (var i = 0; i < map.ListedCount; i++) pairs.Add(Value.From(Pair.Create(Value.From(map.NameAt(i)), map.ValueAt(i))));
        return pairs;
    }
}
