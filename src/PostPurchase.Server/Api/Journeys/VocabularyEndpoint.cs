using PostPurchase.Core.Personalisation;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>What journeys of this shop may name: for pickers and the condition builder.</summary>
internal static class VocabularyEndpoint
{
    private static readonly string[] s_inConditions = ["customer", "purchase", "line", "event", "store"];

    public static IResult Show(RunnerService runner)
    {
        var catalog = JourneyFiles.CatalogOf(runner);
        return TypedResults.Json(
            new Vocabulary(
                [.. Model.Fields.Where(field => s_inConditions.Contains(field.Name)).SelectMany(field => Flat(field, ""))],
                Sorted(catalog.Segments), Sorted(catalog.Templates), Sorted(catalog.OfferRules), Sorted(catalog.Coupons)),
            JourneyJson.Default.Vocabulary);
    }

    private static IEnumerable<VocabularyField> Flat(ModelField field, string prefix) => field.Type switch
    {
        FieldType.Group => field.Fields.SelectMany(inner => Flat(inner, $"{prefix}{field.Name}.")),
        FieldType.List or FieldType.Free => [],
        _ => [new($"{prefix}{field.Name}", Form.Word(field.Type), field.Optional, field.Summary)],
    };

    private static IReadOnlyList<string> Sorted(IReadOnlySet<string>? names) => [.. (names ?? new HashSet<string>()).Order(StringComparer.Ordinal)];
}

/// <param name="Fields">Single values that conditions may read.</param>
/// <param name="Segments">For in_segment.</param>
/// <param name="Templates">Of mails.</param>
/// <param name="OfferRules">For rule:NAME.</param>
/// <param name="Coupons">Pools.</param>
internal sealed record Vocabulary(IReadOnlyList<VocabularyField> Fields, IReadOnlyList<string> Segments, IReadOnlyList<string> Templates, IReadOnlyList<string> OfferRules, IReadOnlyList<string> Coupons);

/// <param name="Path">As conditions write it.</param>
/// <param name="Type">text, number, money, bool or date.</param>
/// <param name="Optional">Whether it can be missing.</param>
/// <param name="Summary">For people.</param>
internal sealed record VocabularyField(string Path, string Type, bool Optional, string Summary);
