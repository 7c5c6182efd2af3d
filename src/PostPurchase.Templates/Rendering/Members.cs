using PostPurchase.Templates.Functions;

namespace PostPurchase.Templates;

/// <summary>Members and items of values.</summary>
internal static class Members
{
    /// <summary>A member by name; null where there is none.</summary>
    public static Value Get(RenderState state, Value target, string name) => target.Kind switch
    {
        ValueKind.Object => OfObject(target.AsObject(), name),
        ValueKind.Array => OfArray(target.AsArray(), name),
        ValueKind.String or ValueKind.Html => OfText(target.AsText(), name),
        ValueKind.Range => OfRange(target.AsRange(), name),
        ValueKind.Date => OfDate(target.AsDate(), name),
        ValueKind.TimeSpan => OfTimeSpan(target.AsTimeSpan(), name),
        _ => default,
    };

    public static void Set(RenderState state, MemberNode at, Value target, string name, Value value)
    {
        state.Budget.Allocate(1);
        switch (target.Kind)
        {
            case ValueKind.Object when !target.AsObject().IsReadOnly(name):
                RefuseCycle(at, target, value);
                target.AsObject().Set(name, value);
                break;
            case ValueKind.Array when !target.AsArray().IsFrozen:
                RefuseCycle(at, target, value);
                target.AsArray().SetProperty(name, value);
                break;
            case ValueKind.Object when state.Engine.Library.IsDateFormat(target, name):
                state.State<DateState>().Format = state.ToText(value);
                break;
            default:
                throw at.FailAt(at.NameStart, $"Cannot set a value for the readonly member: {at.Text}", ErrorCode.Member);
        }
    }

    public static Value GetItem(RenderState state, IndexerNode at, Value target, Value index)
    {
        switch (target.Kind)
        {
            case ValueKind.Object:
                return OfObject(target.AsObject(), NameOf(state, index));
            case ValueKind.Array when index.IsText:
                return OfArray(target.AsArray(), index.AsText());
            case ValueKind.Array:
                var list = target.AsArray();
                var place = state.ToInt(index);
                if (place < 0) place += list.Count;
                return place >= 0 && place < list.Count ? list[(int)place] : default;
            case ValueKind.Range:
                var range = target.AsRange();
                var step = state.ToInt(index);
                return step >= 0 && step < range.Count ? Value.From(range[step]) : default;
            case ValueKind.String or ValueKind.Html:
                var text = target.AsText();
                var offset = state.ToInt(index);
                if (offset < 0) offset += text.Length;
                return offset >= 0 && offset < text.Length ? Value.From(text[(int)offset].ToString()) : default;
            default:
                throw NoList(state, at, target);
        }
    }

    public static void SetItem(RenderState state, IndexerNode node, Value target, Value index, Value value)
    {
        var at = node.Index;
        if (target.Kind == ValueKind.Object)
        {
            var (map, name) = (target.AsObject(), NameOf(state, index));
            if (map.IsReadOnly(name))
                throw at.Fail($"Cannot set a value for the readonly member `{name}` in the indexer: {node.Target.Text}['{name}']", ErrorCode.Member);
            state.Budget.Allocate(1);
            RefuseCycle(at, target, value);
            map.Set(name, value);
            return;
        }
        if (target.Kind != ValueKind.Array) throw NoList(state, node, target);
        SetListItem(state, node, target, index, value);
    }

    private static void SetListItem(RenderState state, IndexerNode node, Value target, Value index, Value value)
    {
        var at = node.Index;
        var list = target.AsArray();
        if (list.IsFrozen) throw at.Fail($"Cannot set a value of a readonly list: {node.Text}", ErrorCode.Member);
        RefuseCycle(at, target, value);
        if (index.IsText)
        {
            state.Budget.Allocate(1);
            list.SetProperty(index.AsText(), value);
            return;
        }
        var place = state.ToInt(index);
        if (place < 0) place += list.Count;
        if (place < 0) throw at.Fail($"The index is out of range: {node.Text}", ErrorCode.Member);
        if (place >= list.Count) state.Budget.Allocate(place + 1 - list.Count);
        while (list.Count <= place) list.Add(default);
        list[(int)place] = value;
    }

    private static string NameOf(RenderState state, Value index)
    {
        var name = state.ToText(index);
        state.Budget.Look(name.Length);
        return name;
    }

    private static TemplateException NoList(RenderState state, IndexerNode at, Value target) =>
        at.FailAt(at.Target.Start, $"Expecting a list. Invalid value `{ValueNames.Described(target, state)}` for the target `{at.Target.Text}` for the indexer: {at.Text}", ErrorCode.Type);

    private static Value OfObject(ValueObject map, string name)
    {
        if (map.TryGet(name, out var value)) return value;
        return name == "empty?" ? Value.From(map.Count == 0) : default;
    }

    private static Value OfArray(ValueArray list, string name)
    {
        if (list.Properties is { } properties && properties.TryGet(name, out var value)) return value;
        return name switch
        {
            "size" => Value.From(list.Count),
            "empty?" => Value.From(list.Count == 0),
            _ => default,
        };
    }

    private static Value OfText(string text, string name) => name switch
    {
        "size" => Value.From(text.Length),
        "empty?" => Value.From(text.Length == 0),
        _ => default,
    };

    private static Value OfRange(ValueRange range, string name) => name switch
    {
        "size" => Value.From(range.Count),
        "empty?" => Value.From(range.IsEmpty),
        _ => default,
    };

    private static Value OfDate(DateTimeOffset date, string name) => name switch
    {
        "year" => Value.From(date.Year),
        "month" => Value.From(date.Month),
        "day" => Value.From(date.Day),
        "day_of_year" => Value.From(date.DayOfYear),
        "hour" => Value.From(date.Hour),
        "minute" => Value.From(date.Minute),
        "second" => Value.From(date.Second),
        "millisecond" => Value.From(date.Millisecond),
        _ => default,
    };

    private static Value OfTimeSpan(TimeSpan span, string name) => name switch
    {
        "days" => Value.From(span.Days),
        "hours" => Value.From(span.Hours),
        "minutes" => Value.From(span.Minutes),
        "seconds" => Value.From(span.Seconds),
        "milliseconds" => Value.From(span.Milliseconds),
        "total_days" => Value.From(span.TotalDays),
        "total_hours" => Value.From(span.TotalHours),
        "total_minutes" => Value.From(span.TotalMinutes),
        "total_seconds" => Value.From(span.TotalSeconds),
        "total_milliseconds" => Value.From(span.TotalMilliseconds),
        _ => default,
    };

    // A direct cycle is refused here; longer ones end at the depth limit of whatever walks the value.
    private static void RefuseCycle(Node at, Value target, Value value)
    {
        if (ReferenceEquals(target.Reference, value.Reference)) throw at.Fail("Cannot put a list or an object into itself", ErrorCode.Type);
    }
}
