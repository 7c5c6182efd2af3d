namespace PostPurchase.Templates.Functions;

/// <summary>All built-in functions, by object and name; for the engine, the static check, the schema listing and editors.</summary>
public static class Builtins
{
    /// <summary>Their declarations, in the order of the documentation.</summary>
    public static IReadOnlyList<BuiltinDeclaration> All { get; } = [];
}
