namespace PostPurchase.Templates;

/// <summary>A declared function as a value.</summary>
internal sealed class BuiltinFunctionValue(BuiltinDeclaration declaration) : ValueFunction
{
    public BuiltinDeclaration Declaration { get; } = declaration;

    public override string? Name { get; } = declaration.FullName;
}
