using System.Globalization;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>Evaluates over one customer's model; the same for production, simulation and preview.</summary>
/// <param name="sources">What the model is built from.</param>
/// <param name="facts">What happened.</param>
/// <param name="segments">Conditions by segment name.</param>
public sealed class ModelScope(ModelSources sources, PersonFacts facts, IReadOnlyDictionary<string, Condition> segments) : IScope
{
    private const int DeepestSegment = 8;

    private readonly Value?[] _built = new Value?[Model.RootCount];
    private RenderOptions? _options;
    private int _segmentDepth;

    /// <inheritdoc/>
    public Evaluation<bool> Test(Condition condition) => Guarded<bool>(condition.Text, () => condition.Compiled().Test(ModelFor(condition), Options()));

    /// <inheritdoc/>
    public Evaluation<Instant?> InstantOf(Condition expression) => Guarded<Instant?>(expression.Text, () =>
    {
        var value = expression.Compiled().Evaluate(ModelFor(expression), Options());
        return value.Kind == ValueKind.Date ? Instant.FromDateTimeOffset(value.AsDate()) : null;
    });

    /// <inheritdoc/>
    public Evaluation<string> TextOf(LocalizedText text)
    {
        var template = text.For(sources.Customer.Customer.Locale ?? sources.Store.Locale);
        return Guarded(template, () => Language.ParseText(template).Render(Model.Build(sources, NamesIn(template)), Options()));
    }

    /// <inheritdoc/>
    public IScope After(Effect.UpdateCustomer update) =>
        new ModelScope(sources with { Customer = sources.Customer with { Customer = update.On(sources.Customer.Customer) } }, facts, segments);

    /// <summary>How values of a locale are written; the invariant culture where it is not known.</summary>
    public static CultureInfo CultureOf(string? locale)
    {
        if (string.IsNullOrEmpty(locale)) return CultureInfo.InvariantCulture;
        try
        {
            return CultureInfo.GetCultureInfo(locale);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    private static Evaluation<T> Guarded<T>(string text, Func<T> evaluate)
    {
        try
        {
            return new Evaluation<T>.Of(evaluate());
        }
        catch (TemplateException exception)
        {
            return new Evaluation<T>.Failed($"`{text}`: {exception.Errors[0].Message}");
        }
    }

    /// <summary>Only the roots that an expression names are built, once for all that are asked of this scope: it reads one or two of them.</summary>
    private ValueObject ModelFor(Condition condition) => Model.Build(sources, condition.Roots(), _built);

    // A text may change what it reads, so it gets a model of its own.
    private static HashSet<string> NamesIn(string text) => [.. Model.RootsIn(text).Select(at => Model.Fields[at].Name)];

    // The same for every expression of this scope.
    private RenderOptions Options() => _options ??= new()
    {
        Culture = CultureOf(sources.Customer.Customer.Locale ?? sources.Store.Locale),
        Now = sources.Now.ToDateTimeOffset(),
        Misses = MissingValues.Empty,
        Host = facts with { InSegment = IsInSegment },
    };

    private bool IsInSegment(string name)
    {
        if (!segments.TryGetValue(name, out var condition) || _segmentDepth >= DeepestSegment) return false;
        _segmentDepth++;
        try
        {
            return condition.Compiled().Test(ModelFor(condition), Options());
        }
        finally
        {
            _segmentDepth--;
        }
    }
}
