namespace PostPurchase.Templates;

/// <summary>A template could not be parsed or rendered. Nothing of the output is to be used.</summary>
public sealed class TemplateException : Exception
{
    /// <summary>An exception with at least one error.</summary>
    public TemplateException(params IReadOnlyList<TemplateError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>An exception with one error and what led to it.</summary>
    public TemplateException(TemplateError error, Exception? inner)
        : base(error.ToString(), inner) => Errors = [error];

    /// <summary>The errors in order of their place; one for a failed render.</summary>
    public IReadOnlyList<TemplateError> Errors { get; }
}
