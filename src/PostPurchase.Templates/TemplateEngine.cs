using PostPurchase.Templates.Functions;

namespace PostPurchase.Templates;

/// <summary>
/// Reads templates and expressions. An engine knows the built-in functions and those of its host; it keeps no state of any render and is thread-safe.
/// </summary>
public sealed class TemplateEngine
{
    /// <summary>An engine with the built-in functions and these of the host, which come before built-ins of the same name.</summary>
    public TemplateEngine(params IEnumerable<BuiltinDeclaration> hostFunctions) =>
        Library = new FunctionLibrary([.. Builtins.All, .. IncludeFunctions.All, .. hostFunctions]);

    /// <summary>Every function that templates of this engine can call.</summary>
    public IReadOnlyList<BuiltinDeclaration> Functions => Library.All;

    internal FunctionLibrary Library { get; }

    /// <summary>Reads a template. Throws <see cref="TemplateException"/> with every error where there are some.</summary>
    /// <param name="source">The text.</param>
    /// <param name="name">The name that errors show.</param>
    /// <param name="options">How it is read; as plain text by default.</param>
    public Template Parse(string source, string name, ParseOptions? options = null)
    {
        var template = ParseLeniently(source, name, options ?? ParseOptions.Text);
        return template.Errors.Count == 0 ? template : throw new TemplateException(template.Errors);
    }

    /// <summary>Reads an expression, a journey's condition for example. Throws <see cref="TemplateException"/> with every error where there are some.</summary>
    public TemplateExpression ParseExpression(string source, string name)
    {
        var text = new SourceText(name, source);
        if (source.Length > ParseOptions.Text.MaxLength) throw new TemplateException(TooLong(text, ParseOptions.Text));
        var (root, errors) = Parser.Expression(text, Library);
        return errors.Count == 0 && root is not null ? new TemplateExpression(this, root) : throw new TemplateException(errors);
    }

    /// <summary>Reads what can be understood and keeps the errors, for checks and editors.</summary>
    internal Template ParseLeniently(string source, string name, ParseOptions options)
    {
        var text = new SourceText(name, source);
        if (source.Length > options.MaxLength) return new Template(this, text, options, Empty(text), null, [TooLong(text, options)]);
        var (body, errors) = Parser.Template(text, Library, options.EscapesHtml);
        if (options.EscapesHtml) HtmlContexts.Assign(body);
        List<TemplateError> all = [.. errors];
        var declaration = PartialDeclaration.Read(text, all);
        return new Template(this, text, options, body, declaration, all);
    }

    private static BlockNode Empty(SourceText text) => new() { Source = text, Start = 0, Statements = [] };

    private static TemplateError TooLong(SourceText text, ParseOptions options) =>
        text.Error(0, ErrorCode.Limit, $"The template has {text.Text.Length} characters; at most {options.MaxLength} are read");
}
