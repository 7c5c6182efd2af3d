namespace PostPurchase.Templates;

/// <summary>
/// The check before publishing and at each key stroke: unknown fields, functions and partials, values of the wrong type, values that can be missing
/// and have no fallback, branches that are never reached, and all that the parser finds. Immutable and thread-safe.
/// </summary>
/// <param name="engine">The engine whose functions templates can call.</param>
/// <param name="model">The declared shape of the model, a group.</param>
/// <param name="partials">Finds partials; null where none are checked.</param>
/// <param name="partialNames">The names of all partials, for suggestions.</param>
public sealed class TemplateCheck(TemplateEngine engine, ModelShape model, IncludeSource? partials = null, IReadOnlyCollection<string>? partialNames = null)
{
    /// <summary>Every problem of a template and the partials that it includes, in order of their place; empty where there is none.</summary>
    /// <param name="source">The template.</param>
    /// <param name="name">The name that problems give as their source.</param>
    /// <param name="options">How it is read; as HTML by default.</param>
    /// <param name="given">Conditions that hold wherever it is rendered; those that cannot be read say nothing.</param>
    public IReadOnlyList<TemplateError> Check(string source, string name, ParseOptions? options = null, IReadOnlyList<string>? given = null)
    {
        var checker = new Checker(engine.Library, model, partials, partialNames ?? []);
        foreach (var condition in given ?? []) checker.Assume(Parser.Expression(new SourceText(name, condition), engine.Library).Root);
        checker.CheckPage(engine.ParseLeniently(source, name, options ?? ParseOptions.Html));
        return checker.Errors;
    }

    /// <summary>The fields of the model that a template and its partials read, each once; of a template with errors, none.</summary>
    public IReadOnlyList<TemplateField> FieldsOf(string source, string name, ParseOptions? options = null)
    {
        var checker = new Checker(engine.Library, ModelShape.Group(isOpen: true, []), partials, []);
        checker.CheckPage(engine.ParseLeniently(source, name, options ?? ParseOptions.Html));
        return checker.Fields;
    }

    /// <summary>Every problem of a condition, which has to give true or false.</summary>
    public IReadOnlyList<TemplateError> CheckCondition(string source, string name)
    {
        var text = new SourceText(name, source);
        var (root, errors) = Parser.Expression(text, engine.Library);
        if (errors.Count > 0 || root is null) return errors;
        var checker = new Checker(engine.Library, model, partials, partialNames ?? []);
        checker.CheckRoot(root);
        return checker.Errors;
    }
}
