namespace PostPurchase.Templates;

/// <summary>Something that a template can call: a built-in, or a function of the template. Called through <see cref="CallContext.Call"/>.</summary>
public abstract class ValueFunction
{
    private protected ValueFunction()
    {
    }

    /// <summary>The name for messages, "string.upcase" for example; null where the function has none.</summary>
    public abstract string? Name { get; }
}
