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
    private (IReadOnlyList<int> Roots, ValueObject Model)? _model;
    private int _segmentDepth;

    /// <inheritdoc/>
    public Evaluation<bool> Test(Condition condition)
    {
        // Asked of every journey at every event: without the closures of the others.
        try
        {
            return new Evaluation<bool>.Of(condition.Compiled().Test(ModelFor(condition), Options()));
        }
        catch (TemplateException exception)
        {
            return Failed<bool>(condition.Text, exception);
        }
    }

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
            return Failed<T>(text, exception);
        }
    }

    private static Evaluation<T>.Failed Failed<T>(string text, TemplateException exception) => new($"`{text}`: {exception.Errors[0].Message}");

    /// <summary>Only the roots that an expression names are built, once for all that are asked of this scope: it reads one or two of them.</summary>
    private ValueObject ModelFor(Condition condition)
    {
        var roots = condition.Roots();
        if (_model is { } last && last.Roots.SequenceEqual(roots)) return last.Model;
        var model = Model.Build(sources, roots, _built);
        _model = (roots, model);
        return model;
    }

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
