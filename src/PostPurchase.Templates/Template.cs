namespace PostPurchase.Templates;

/// <summary>A parsed template: immutable, thread-safe, made by <see cref="TemplateEngine.Parse"/>.</summary>
public sealed class Template
{
    private readonly TemplateEngine _engine;
    private readonly SourceText _source;

    internal Template(TemplateEngine engine, SourceText source, ParseOptions options, BlockNode body, PartialDeclaration? declaration, IReadOnlyList<TemplateError> errors) =>
        (_engine, _source, Options, Body, Declaration, Errors) = (engine, source, options, body, declaration, errors);

    /// <summary>The name that errors show.</summary>
    public string Name => _source.Name;

    /// <summary>The text that it was read from.</summary>
    public string Source => _source.Text;

    /// <summary>How it was read.</summary>
    public ParseOptions Options { get; }

    /// <summary>What the template declares about itself in its first comment, as partials do; null where it declares nothing.</summary>
    public PartialDeclaration? Declaration { get; }

    /// <summary>The includes at the top level, also inside a <c>capture</c> there, in order: the blocks of a mail.</summary>
    public IReadOnlyList<IncludeBlock> TopLevelIncludes => IncludeBlock.Of(Body);

    /// <summary>The fields of the model that the template itself reads (not its partials), each once, in the order of their first use.</summary>
    public IReadOnlyList<TemplateField> Fields
    {
        get
        {
            var checker = new Checker(_engine.Library, ModelShape.Group(isOpen: true, []), null, []);
            checker.CheckPage(this);
            return checker.Fields;
        }
    }

    internal BlockNode Body { get; }

    internal IReadOnlyList<TemplateError> Errors { get; }

    /// <summary>
    /// Adds the rendered text to <paramref name="output"/>. Throws <see cref="TemplateException"/> with one error, and leaves the output as it was,
    /// where a value is wrong or the budget is used up.
    /// </summary>
    /// <param name="model">What the template can read; frozen where threads share it.</param>
    /// <param name="options">Limits, culture, includes and so on.</param>
    /// <param name="output">Where the text goes; can be used again.</param>
    public void Render(ValueObject model, RenderOptions options, TextBuffer output)
    {
        var start = output.Length;
        var isDone = false;
        try
        {
            var state = new RenderState(_engine, model, options, output, Body);
            state.RunPage(this, new Frame { IsPage = true });
            isDone = true;
        }
        finally
        {
            if (!isDone) output.Truncate(start);
        }
    }

    /// <summary>The rendered text as a new string; throws as the other overload does.</summary>
    public string Render(ValueObject model, RenderOptions? options = null)
    {
        using var output = new TextBuffer();
        Render(model, options ?? RenderOptions.Default, output);
        return output.ToString();
    }
}
