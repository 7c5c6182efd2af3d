using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Templates;

/// <summary>Which steps send a template.</summary>
internal static class TemplateUses
{
    /// <summary>Steps of the versions in force, by template.</summary>
    public static ILookup<string, (string Journey, string Step, ContentKind Kind)> InForce(RunnerService runner) => runner.Journeys.Current.Current.SelectMany(StepsOf).ToLookup(step => step.Template, step => step.Use, StringComparer.Ordinal);

    /// <summary>All steps that may still send a template: of the versions in force, and of older ones that people are inside.</summary>
    public static IReadOnlyList<UsedBy> Of(RunnerService runner, string template)
    {
        var inside = runner.Places.Now().Select(place => (place.Journey, place.Version)).Distinct()
            .Where(at => runner.Journeys.Current.CurrentOf(at.Journey)?.Version != at.Version)
            .Select(at => runner.Journeys.Current.Find(at.Journey, at.Version)).OfType<JourneyPlan>();
        return
        [
            .. InForce(runner)[template].Select(use => new UsedBy(use.Journey, use.Step, null)),
            .. inside.SelectMany(plan => StepsOf(plan).Where(step => step.Template == template).Select(step => new UsedBy(plan.Key, step.Use.Step, plan.Version))),
        ];
    }

    private static IEnumerable<(string Template, (string Journey, string Step, ContentKind Kind) Use)> StepsOf(JourneyPlan plan) =>
        plan.Steps.OfType<Step.Email>().Select(step => (step.Content.Template, (plan.Key, step.Id, step.Content.Kind)));
}

/// <param name="Journey">Key.</param>
/// <param name="Step">Id.</param>
/// <param name="Version">An older version, whose people finish on it; null for the one in force.</param>
internal sealed record UsedBy(string Journey, string Step, string? Version);
