namespace PostPurchase.Templates;

/// <summary>One parameter of a built-in function, as calls, the static check and editors see it.</summary>
/// <param name="Name">The name for named arguments.</param>
/// <param name="Kind">What it takes.</param>
public sealed record BuiltinParameter(string Name, ParameterKind Kind)
{
    /// <summary>Whether it can be left out; <see cref="Default"/> is passed then.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What is passed when it is left out.</summary>
    public Value Default { get; init; }

    /// <summary>Whether it takes all further arguments; only the last parameter can.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>A parameter that must be given.</summary>
    public static BuiltinParameter Required(string name, ParameterKind kind) => new(name, kind);

    /// <summary>A parameter that can be left out.</summary>
    public static BuiltinParameter Optional(string name, ParameterKind kind, Value fallback = default) =>
        new(name, kind) { IsOptional = true, Default = fallback };

    /// <summary>A last parameter for any number of arguments, none included.</summary>
    public static BuiltinParameter Rest(string name, ParameterKind kind) => new(name, kind) { IsVariadic = true, IsOptional = true };
}
