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

    private static readonly IReadOnlyList<string> RootNames = [.. Model.Fields.Select(field => field.Name)];

    private int _segmentDepth;

    /// <inheritdoc/>
    public Evaluation<bool> Test(Condition condition) => Guarded<bool>(condition.Text, () => condition.Compiled().Test(ModelFor(condition.Text), Options()));

    /// <inheritdoc/>
    public Evaluation<Instant?> InstantOf(Condition expression) => Guarded<Instant?>(expression.Text, () =>
    {
        var value = expression.Compiled().Evaluate(ModelFor(expression.Text), Options());
        return value.Kind == ValueKind.Date ? Instant.FromDateTimeOffset(value.AsDate()) : null;
    });

    /// <inheritdoc/>
    public Evaluation<string> TextOf(LocalizedText text)
    {
        var template = text.For(sources.Customer.Customer.Locale ?? sources.Store.Locale);
        return Guarded(template, () => Language.ParseText(template).Render(ModelFor(template), Options()));
    }

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

    /// <summary>Only the roots that a text names are built: a condition reads one or two of them.</summary>
    private ValueObject ModelFor(string text) =>
        Model.Build(sources, RootNames.Where(root => text.Contains(root, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));

    private RenderOptions Options() => new()
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
            return condition.Compiled().Test(ModelFor(condition.Text), Options());
        }
        finally
        {
            _segmentDepth--;
        }
    }
}
