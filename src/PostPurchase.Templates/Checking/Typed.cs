namespace PostPurchase.Templates;

/// <summary>What the check knows of an expression: its shape, and the path of the model that it reads where it is one.</summary>
internal readonly record struct Typed(ModelShape Shape, string? Path = null)
{
    public static readonly Typed Any = new(ModelShape.Any);

    public bool IsAny => Shape.Kind == ShapeKind.Any;
}
