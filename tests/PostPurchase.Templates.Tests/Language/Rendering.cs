namespace PostPurchase.Templates.Tests.Language;

/// <summary>Renders short templates for the tests.</summary>
internal static class Rendering
{
    private static readonly TemplateEngine Engine = new();

    public static string Text(string source, string model = "{}", RenderOptions? options = null) => Render(source, model, options, ParseOptions.Text);

    public static string Html(string source, string model = "{}", RenderOptions? options = null) => Render(source, model, options, ParseOptions.Html);

    /// <summary>The message of the one error that the template gives.</summary>
    public static string Refusal(string source, string model = "{}", RenderOptions? options = null) => Error(source, model, options).Message;

    /// <summary>The first error that the template gives.</summary>
    public static TemplateError Error(string source, string model = "{}", RenderOptions? options = null) =>
        Xunit.Assert.Throws<TemplateException>(() => Text(source, model, options)).Errors[0];

    /// <summary>Options whose partials are these.</summary>
    public static RenderOptions With(params (string Name, string Source)[] partials) => With(ParseOptions.Text, partials);

    public static RenderOptions With(ParseOptions options, params (string Name, string Source)[] partials)
    {
        var texts = partials.ToDictionary(partial => partial.Name, partial => partial.Source, StringComparer.Ordinal);
        return new RenderOptions { Includes = new TemplateSet(Engine, "test", name => texts.GetValueOrDefault(name), _ => options).Find };
    }

    public static ValueObject Model(string json) => JsonModel.Parse(System.Text.Encoding.UTF8.GetBytes(json)).AsObject();

    private static string Render(string source, string model, RenderOptions? options, ParseOptions parse) =>
        Engine.Parse(source, "text", parse).Render(Model(model), options);
}
