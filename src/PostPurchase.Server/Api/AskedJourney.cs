using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>Journeys and steps that somebody asks about.</summary>
internal static class AskedJourney
{
    /// <summary>What to answer where there is no such journey, or none of its versions has such a step; null where there is, or nothing is asked for.</summary>
    public static IResult? Missing(RunnerService runner, string? journey, string? step = null)
    {
        if (string.IsNullOrEmpty(journey)) return string.IsNullOrEmpty(step) ? null : Answer.Error(400, "a step is one of a journey: give that too", "journey");
        var versions = runner.Journeys.Current.VersionsOf(journey);
        var hasDraft = new JourneyDraftStore(runner.Database).Find(journey) is not null;
        if (versions.Count == 0 && !hasDraft && !JourneyFiles.Has(runner, journey) && !HadRuns(runner, journey)) return Answer.Error(404, $"there is no journey '{journey}'", "journey");
        // What is being written may have steps that no version has yet.
        if (string.IsNullOrEmpty(step) || versions.Count == 0 || hasDraft || versions.Any(plan => plan.Steps.Any(known => known.Id == step))) return null;
        return Answer.Error(404, $"the journey '{journey}' has no step '{step}'", "step");
    }

    // Its text may be gone, and its numbers are there.
    private static bool HadRuns(RunnerService runner, string journey) => runner.Database.Read(session => session.Names.Find(NameKind.Journey, journey)) is not null;
}
