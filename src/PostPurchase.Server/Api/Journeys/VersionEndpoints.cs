using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Journeys;

internal static class VersionEndpoints
{
    public static IResult List(string key, RunnerService runner)
    {
        var versions = new JourneyDraftStore(runner.Database).VersionsOf(key);
        var inside = runner.Places.Now().Where(place => place.Journey == key).GroupBy(place => place.Version).ToDictionary(group => group.Key, group => group.Sum(place => place.Count));
        var current = runner.Journeys.Current.CurrentOf(key)?.Version;
        // A version that got another name stands there again: what holds of it now is told of the last.
        bool IsLast(int index) => !versions.Skip(index + 1).Any(later => later.Version == versions[index].Version);
        var rows = versions.Select((version, index) => new VersionRow(
            version.Version, Form.At(version.At), version.By, version.Note, IsLast(index) ? inside.GetValueOrDefault(version.Version) : 0, version.Version == current && IsLast(index),
            DraftEndpoints.Changes(index == 0 ? null : versions[index - 1].Text, version.Text), JourneyFiles.HashOf(version.Text)));
        return TypedResults.Json(new Items<VersionRow>([.. rows.Reverse()], null), JourneyJson.Default.ItemsVersionRow);
    }

    public static IResult Show(string key, string version, RunnerService runner, string? hash = null) => Find((key, version, hash), runner) is { } found
        ? TypedResults.Json(new VersionText(found.Version, found.Text, Form.At(found.At), found.By), JourneyJson.Default.VersionText)
        : Answer.Error(404, $"the journey '{key}' has no version {version}");

    public static async Task<IResult> RestoreAsync(string key, string version, RunnerService runner, HttpContext context, TimeProvider clock, CancellationToken cancellationToken, string? hash = null)
    {
        if (Find((key, version, hash), runner) is not { } found) return Answer.Error(404, $"the journey '{key}' has no version {version}");
        var drafts = new JourneyDraftStore(runner.Database);
        var revision = DraftEndpoints.RevisionOf(context) ?? drafts.Find(key)?.Revision ?? 0;
        var basis = runner.Journeys.Current.CurrentOf(key)?.Version;
        return await drafts.SaveAsync(new(key, found.Text, basis, revision, context.Caller().Name, clock.Now()) { BaseText = JourneyFiles.Find(runner, key)?.Hash }, cancellationToken) is { } saved
            ? TypedResults.Json(DraftEndpoints.Of(runner, saved), JourneyJson.Default.DraftAnswer)
            : DraftEndpoints.Conflict(runner, key, found.Text);
    }

    // One version may have had several names, and comments: the last, where nothing says which.
    private static JourneyPublication? Find((string Key, string Version, string? Hash) wanted, RunnerService runner) =>
        new JourneyDraftStore(runner.Database).VersionsOf(wanted.Key).LastOrDefault(one => one.Version == wanted.Version && (wanted.Hash is null || JourneyFiles.HashOf(one.Text) == wanted.Hash));
}

/// <param name="Version">Its hash.</param>
/// <param name="At">When it was published, or first in force.</param>
/// <param name="By">Who published it; null where it came by the folder.</param>
/// <param name="Note">What they said of it.</param>
/// <param name="Inside">How many are inside it now.</param>
/// <param name="IsCurrent">Whether it is in force.</param>
/// <param name="Changes">Since the row before; of the first all that it has, as added.</param>
/// <param name="Hash">Of the text with its name and comments: one version may have had several.</param>
internal sealed record VersionRow(string Version, string At, string? By, string? Note, long Inside, bool IsCurrent, IReadOnlyList<ChangeAnswer> Changes, string Hash);

internal sealed record VersionText(string Version, string Yaml, string At, string? By);
