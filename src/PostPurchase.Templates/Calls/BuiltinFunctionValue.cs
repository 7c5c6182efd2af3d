namespace PostPurchase.Templates;

/// <summary>A declared function as a value.</summary>
internal sealed class BuiltinFunctionValue(BuiltinDeclaration declaration) : ValueFunction
{
    public BuiltinDeclaration Declaration { get; } = declaration;

    public override string? Name { get; } = declaration.FullName;

    public BuiltinParameter[] Parameters { get; } = [.. declaration.Parameters];

    public bool IsVariadic { get; } = declaration.IsVariadic;

    /// <summary>How many parameters take one argument each.</summary>
    public int FixedCount { get; } = declaration.Parameters.Count - (declaration.IsVariadic ? 1 : 0);
}
