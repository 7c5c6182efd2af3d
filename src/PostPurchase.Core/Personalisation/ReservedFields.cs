using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>Fields of the model whose names are kept for a later version: whoever uses one is told so, instead of that there is none.</summary>
public static class ReservedFields
{
    private static readonly string[] s_names = ["articles"];

    /// <summary>The message for an error that comes from using one; null for any other error.</summary>
    public static string? RefusalOf(TemplateError error) =>
        s_names.FirstOrDefault(name => error.Message == $"There is no field or variable `{name}`") is { } reserved ? $"`{reserved}` is not available in this version" : null;
}
