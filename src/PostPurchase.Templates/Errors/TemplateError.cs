namespace PostPurchase.Templates;

/// <summary>One problem of a template.</summary>
/// <param name="Source">The name of the template.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 units, from 1.</param>
/// <param name="Code">A stable short word for programs: "syntax", "member", "call", "type", "limit", "include" and so on.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Suggestion">What was probably meant, a word, or in several words what to do; null where nothing is near.</param>
public sealed record TemplateError(string Source, int Line, int Column, string Code, string Message, string? Suggestion = null)
{
    /// <summary>The message with the suggestion: a word that was probably meant, or what to do.</summary>
    public string Advice => Suggestion switch
    {
        null => Message,
        var todo when todo.Contains(' ', StringComparison.Ordinal) => $"{Message}; {todo}",
        var word => $"{Message} (did you mean `{word}`?)",
    };

    /// <summary>The line that upstream prints: <c>text(4,18) : error : MESSAGE</c>.</summary>
    public override string ToString() => $"{Source}({Line},{Column}) : error : {Message}";
}
