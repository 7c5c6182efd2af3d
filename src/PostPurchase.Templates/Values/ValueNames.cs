namespace PostPurchase.Templates;

/// <summary>What messages call a kind of value.</summary>
internal static class ValueNames
{
    private const int MaxDescribed = 60;

    /// <summary>The value as a template writes it, shortened, with the name of its kind: <c>5/int</c>.</summary>
    public static string Described(Value value, CallContext call)
    {
        var text = call.ToText(value);
        return $"{(text.Length <= MaxDescribed ? text : text[..MaxDescribed] + "...")}/{Of(value)}";
    }

    public static string Of(Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Bool => "bool",
        ValueKind.Int => value.AsInt() is >= int.MinValue and <= int.MaxValue ? "int" : "long",
        ValueKind.BigInt => "bigint",
        ValueKind.Float => "double",
        ValueKind.Decimal => "decimal",
        ValueKind.String or ValueKind.Html => "string",
        ValueKind.Date => "datetime",
        ValueKind.TimeSpan => "timespan",
        ValueKind.Array => "array",
        ValueKind.Object => "object",
        ValueKind.Function => "function",
        _ => "range",
    };
}
