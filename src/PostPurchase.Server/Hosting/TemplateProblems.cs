using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Hosting;

/// <summary>What is wrong with templates as they are now, as <c>validate</c> says it. No mail is made of a template with an error.</summary>
internal static class TemplateProblems
{
    /// <summary>Of all files, by their full path.</summary>
    public static IReadOnlyList<Problem> OfFolder(RunnerService runner) =>
        [.. runner.Engine.Templates.Problems.Select(error => Validation.Of(error) with { File = Path.Combine(runner.Folders.Templates, error.Source) })];

    /// <summary>The mails of live journeys that have an error, each with its first.</summary>
    public static IReadOnlyList<(string Journey, string Step, Problem Problem)> OfLive(RunnerService runner)
    {
        if (runner.Engine.Templates.Problems.Count == 0) return [];
        var live = runner.Journeys.Current.Current.Where(plan => plan.Status == JourneyStatus.Live).Select(plan => plan.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. TemplateUses.InForce(runner).SelectMany(uses => uses.Where(use => live.Contains(use.Journey)).Select(use => (use.Journey, use.Step, Problem: FirstOf(runner, uses.Key))))
                .Where(use => use.Problem is not null).Select(use => (use.Journey, use.Step, use.Problem!)).OrderBy(use => use.Journey, StringComparer.Ordinal).ThenBy(use => use.Step, StringComparer.Ordinal),
        ];
    }

    private static Problem? FirstOf(RunnerService runner, string template) =>
        runner.Engine.Templates.ProblemsOf(template) is [var error, ..] ? Validation.Of(error) : null;
}
