using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>Reads the text of a draft as the file of its journey would be read, and holds it against what was in force before.</summary>
internal static class DraftReading
{
    /// <summary>The plan where there is no error, and all problems.</summary>
    public static JourneyReading Read(RunnerService runner, string key, string text)
    {
        var reading = JourneyFile.Read($"{key}.yaml", text, JourneyFiles.CatalogOf(runner));
        var problems = reading.Problems.ToList();
        if (reading.Key is { } other && other != key)
            problems.Add(new($"{key}.yaml", 1, 1, true, ProblemCode.BadValue, $"the key of this journey is `{key}` and stays so: reports and links refer to it. Duplicate the journey to have one with another key") { Path = "journey" });
        if (reading.Plan is { } plan) problems.AddRange(Reused(runner, plan));
        return reading with { Plan = problems.Exists(problem => problem.IsError) ? null : reading.Plan, Problems = problems };
    }

    // Clicks and sends are kept by journey and step: a step of another kind under an old name would inherit them.
    private static IEnumerable<Problem> Reused(RunnerService runner, JourneyPlan plan)
    {
        var kinds = new JourneyDraftStore(runner.Database).VersionsOf(plan.Key)
            .SelectMany(version => JourneyFile.ReadInForce(version.Text)?.Steps ?? [])
            .GroupBy(step => step.Id).ToDictionary(group => group.Key, group => group.Last().GetType());
        foreach (var step in plan.Steps)
        {
            if (kinds.GetValueOrDefault(step.Id) is not { } kind || kind == step.GetType()) continue;
            yield return new($"{plan.Key}.yaml", 1, 1, true, ProblemCode.Duplicate, $"the step `{step.Id}` was {Named(kind)} in an older version and is {Named(step.GetType())} now: give it another id, since its numbers are kept by id");
        }
    }

    private static string Named(Type kind) => kind == typeof(Step.Email) || kind == typeof(Step.Update) || kind == typeof(Step.Exit) ? $"an {kind.Name.ToLowerInvariant()}" : $"a {kind.Name.ToLowerInvariant()}";
}
