namespace PostPurchase.Templates;

/// <summary>What messages call a shape.</summary>
internal static class Words
{
    public static string Of(ShapeKind kind) => kind switch
    {
        ShapeKind.Text => "a text",
        ShapeKind.Number => "a number",
        ShapeKind.Bool => "true or false",
        ShapeKind.Date => "a date",
        ShapeKind.TimeSpan => "a length of time",
        ShapeKind.List => "a list",
        ShapeKind.Group => "an object",
        ShapeKind.Callable => "a function",
        _ => "anything",
    };
}
