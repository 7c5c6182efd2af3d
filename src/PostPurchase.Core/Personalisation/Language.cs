using System.Collections.Concurrent;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>The template language as this product speaks it: the engine with the functions over a customer's facts.</summary>
public static class Language
{
    private const int MostTexts = 10_000;

    private static readonly ConcurrentDictionary<string, Template> Texts = new(StringComparer.Ordinal);

    /// <summary>The engine for conditions, text fields and mails. Its host object is a <see cref="PersonFacts"/>.</summary>
    public static TemplateEngine Engine { get; } = new(
        Ask("clicked", ["step"], "Whether the customer clicked in that step's mail.", (facts, args) => Value.From(facts.Clicked(args[0].AsText()))),
        Ask("opened", ["step"], "Whether the customer opened that step's mail.", (facts, args) => Value.From(facts.Opened(args[0].AsText()))),
        Ask("answered", ["step", "choice"], "Whether that choice was the last taken in that step's mail.", (facts, args) => Value.From(facts.Answered(args[0].AsText(), args[1].AsText()))),
        Ask("in_segment", ["name"], "Whether the customer is in that segment.", (facts, args) => Value.From(facts.InSegment(args[0].AsText()))),
        Declare(
            "purchased",
            [BuiltinParameter.Required("product", ParameterKind.Text), BuiltinParameter.Optional("days", ParameterKind.Int)],
            ParameterKind.Bool,
            "Whether that product id or category was bought, ever or in the last days.",
            (call, args) => Value.From(Of(call).Purchased(Named(call, args[0]), args[1].IsNull ? null : (int)Math.Clamp(args[1].AsInt(), 0, 100_000)))),
        Declare(
            "choice_link",
            [BuiltinParameter.Required("choice", ParameterKind.Text)],
            ParameterKind.Text,
            "The address that a choice of this mail leads to.",
            (call, args) => Value.From(Of(call).ChoiceLink is { } link ? link(Named(call, args[0])) : throw call.Fail("choice_link is for mails"))));

    private static readonly Lazy<TemplateCheck> s_fields = new(() => new TemplateCheck(Engine, ModelShapes.OfModel));

    /// <summary>A text field or subject, parsed and kept. Throws <see cref="TemplateException"/> where it cannot be parsed.</summary>
    public static Template ParseText(string text)
    {
        if (Texts.TryGetValue(text, out var known)) return known;
        var parsed = Engine.Parse(text, "text");
        if (Texts.Count >= MostTexts) Texts.Clear();
        return Texts.GetOrAdd(text, parsed);
    }

    /// <summary>What is wrong with an expression, fields that the model does not have too; empty when nothing is.</summary>
    public static IReadOnlyList<TemplateError> CheckExpression(string text) =>
        Errors(() => Engine.ParseExpression(text, "condition")) is { Count: > 0 } errors ? errors : Unknown(s_fields.Value.CheckCondition(text, "condition"));

    /// <summary>What is wrong with a text field, fields that the model does not have too; empty when nothing is.</summary>
    public static IReadOnlyList<TemplateError> CheckText(string text) =>
        Errors(() => Engine.Parse(text, "text")) is { Count: > 0 } errors ? errors : Unknown(s_fields.Value.Check(text, "text", ParseOptions.Text));

    /// <summary>The values of a text field that can be missing there and have no fallback, as the check of a template finds them: they render empty. One a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">What is there.</param>
    /// <param name="given">Conditions that hold where it is rendered.</param>
    public static IReadOnlyList<TemplateError> MissingIn(string text, ModelShape model, IReadOnlyList<string> given) =>
        text.Contains("{{", StringComparison.Ordinal)
            ? [.. new TemplateCheck(Engine, model).Check(text, "text", ParseOptions.Text, given).Where(error => error.Code == ErrorCode.Null).GroupBy(error => (error.Line, error.Column)).Select(found => found.Last())]
            : [];

    // What may be missing is no error of a text: it is told apart, by MissingIn.
    private static IReadOnlyList<TemplateError> Unknown(IReadOnlyList<TemplateError> found) => [.. found.Where(error => error.Code == ErrorCode.Member)];

    private static IReadOnlyList<TemplateError> Errors(Action parse)
    {
        try
        {
            parse();
            return [];
        }
        catch (TemplateException exception)
        {
            return exception.Errors;
        }
    }

    private static BuiltinDeclaration Ask(string name, string[] parameters, string summary, Func<PersonFacts, Value[], Value> answer) => Declare(
        name,
        [.. parameters.Select(parameter => BuiltinParameter.Required(parameter, ParameterKind.Text))],
        ParameterKind.Bool,
        summary,
        (call, args) =>
        {
            foreach (var argument in args) Named(call, argument);
            return answer(Of(call), args.ToArray());
        });

    private static BuiltinDeclaration Declare(string name, IReadOnlyList<BuiltinParameter> parameters, ParameterKind result, string summary, BuiltinFunction body) =>
        new("", name, parameters, result, summary, body) { IsContextual = true };

    private static PersonFacts Of(CallContext call) => call.Host as PersonFacts ?? PersonFacts.None;

    private static string Named(CallContext call, Value argument) => argument.IsText ? argument.AsText() : throw call.Fail("a name in quotes is expected");
}
