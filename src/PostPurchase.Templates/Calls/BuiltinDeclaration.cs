namespace PostPurchase.Templates;

/// <summary>A built-in function or one of the host: what it is called, what it takes and gives, and what it does.</summary>
/// <param name="Namespace">The object it is a member of, "string" for example; empty for a function without one.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Summary">One line for editors.</param>
/// <param name="Body">What it does.</param>
public sealed record BuiltinDeclaration(
    string Namespace,
    string Name,
    IReadOnlyList<BuiltinParameter> Parameters,
    ParameterKind Result,
    string Summary,
    BuiltinFunction Body)
{
    /// <summary>The body for results that are written at once, where there is one.</summary>
    public BuiltinWriter? Writer { get; init; }

    /// <summary>Whether the result is safe markup, escaped or trusted, which is not escaped again.</summary>
    public bool ReturnsHtml { get; init; }

    /// <summary>Whether it can give another result for the same arguments (it reads the render's clock or state).</summary>
    public bool IsContextual { get; init; }

    /// <summary>Whether named arguments of any name are taken; the body finds them on the render.</summary>
    internal bool TakesAnyName { get; init; }

    /// <summary>Whether upstream does not have it: it can be called, and is not listed where a template asks an object for its members.</summary>
    public bool IsAddition { get; init; }

    /// <summary>The name as templates write it: "string.upcase".</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    /// <summary>How many arguments must be given.</summary>
    public int RequiredCount => Parameters.Count(parameter => !parameter.IsOptional);

    /// <summary>Whether any number of arguments can follow.</summary>
    public bool IsVariadic => Parameters.Count > 0 && Parameters[^1].IsVariadic;
}
