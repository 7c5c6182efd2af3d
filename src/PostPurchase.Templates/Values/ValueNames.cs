namespace PostPurchase.Templates;

/// <summary>What messages call a kind of value.</summary>
internal static class ValueNames
{
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
