using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Journeys;

internal static class PublishEndpoints
{
    private const int LongestNote = 500;

    public static IResult Plan(string key, RunnerService runner, JourneyFolder folder) => PlanOf(key, runner, folder) is { } ready
        ? TypedResults.Json(ready.Plan, JourneyJson.Default.PublishPlan)
        : DraftEndpoints.None(runner, key);

    public static async Task<IResult> PublishAsync(
        string key, PublishRequest wanted, RunnerService runner, JourneyFolder folder, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!TryStatus(wanted.Status, out var status)) return Answer.Error(400, $"'{wanted.Status}' is no status: expected draft, live or paused", "status");
        if (wanted.Note is { Length: > LongestNote }) return Answer.Error(400, $"a note has at most {LongestNote} characters", "note");
        return await folder.ChangeAsync<IResult>(
            async () =>
            {
                if (PlanOf(key, runner, folder) is not var (plan, draft, text, file) || draft is null) return DraftEndpoints.None(runner, key);
                if (draft.Revision != wanted.Revision) return DraftEndpoints.Conflict(runner, key, draft.Text);
                if (plan.OldVersion != wanted.ExpectedVersion) return Answer.Error(409, "another version was put in force meanwhile: look at the changes again", "expected_version");
                if (wanted.ExpectedHash is { } seen && seen != file?.Hash) return Answer.Error(409, "another text was put in force meanwhile: look at the changes again", "expected_hash");
                if (!plan.CanPublish || text is null) return TypedResults.Json(plan, JourneyJson.Default.PublishPlan, statusCode: 422);
                var written = status is { } other ? JourneyEdits.WithStatus(text, other) ?? text : text;
                try
                {
                    await folder.WriteAsync(plan.File, written, cancellationToken);
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    return Answer.Error(409, $"{plan.File} could not be written: {problem.Message}");
                }

                var now = clock.Now();
                var published = new JourneyPublication(key, plan.Version!, written, wanted.Note?.Trim() is { Length: > 0 } note ? note : null, context.Caller().Name, now);
                await new JourneyDraftStore(runner.Database).PublishedAsync(published, draft.Revision, file?.Text, cancellationToken);
                await new SendLedger(runner.Database).ResumeAsync(key, now, cancellationToken);
                var inForce = runner.Journeys.Current.CurrentOf(key);
                return TypedResults.Json(
                    new PublishAnswer(plan.Version!, Form.Word(inForce?.Status ?? JourneyStatus.Draft), plan.File, plan.InsideTotal, FinishOnOld: true, Moved: 0), JourneyJson.Default.PublishAnswer);
            },
            cancellationToken);
    }

    /// <summary>What publishing the draft would do, with what it needs for that; null where there is no draft.</summary>
    private static (PublishPlan Plan, JourneyDraft Draft, string? Text, JourneyText? File)? PlanOf(string key, RunnerService runner, JourneyFolder folder)
    {
        if (new JourneyDraftStore(runner.Database).Find(key) is not { } draft) return null;
        var file = JourneyFiles.Find(runner, key);
        var old = runner.Journeys.Current.CurrentOf(key);
        // A switch may have been thrown while the draft was open: the file knows.
        var status = file?.Reading.Plan?.Status ?? old?.Status ?? JourneyStatus.Draft;
        var text = JourneyEdits.WithStatus(draft.Text, status);
        var reading = DraftReading.Read(runner, key, text ?? draft.Text);
        var problems = reading.Problems.Select(ProblemAnswer.Of).ToList();
        if (text is null && !problems.Exists(problem => problem.Severity == "error")) problems.Add(new(1, 1, ProblemCode.BadValue, "the text has no line `status:` that can be set", "error", "status"));
        var inside = InsideOf(runner, key, reading.Plan?.Version);
        var findings = reading.Plan is null ? [] : ComplianceFindings.OfJourney(runner, key, text ?? draft.Text).Select(FindingRow.Of).ToList();
        var refusal = folder.WhyNotWritable;
        var plan = new PublishPlan(
            key, JourneyFolder.NameOf(file, key), refusal is null, refusal, Form.Word(status), draft.Revision, reading.Plan?.Version, old?.Version, DraftEndpoints.IsStale(draft, old?.Version, file),
            DraftEndpoints.Changes(file?.Text ?? LastText(runner, key), draft.Text), inside, inside.Sum(version => version.People), FinishOnOld: true,
            new MovePlan(false, "moving people between versions is not available in this version"), problems, findings,
            refusal is null && text is not null && reading.Plan is not null && !findings.Any(finding => finding.Blocks))
        {
            OldHash = file?.Hash,
        };
        return (plan, draft, text, file);
    }

    private static string? LastText(RunnerService runner, string key) => new JourneyDraftStore(runner.Database).VersionsOf(key) is [.., var last] ? last.Text : null;

    private static List<InsideVersion> InsideOf(RunnerService runner, string key, string? except)
    {
        var numbers = runner.Places.Now();
        return [.. numbers.Where(place => place.Journey == key && place.Version != except).GroupBy(place => place.Version).Select(group => new InsideVersion(group.Key, group.Sum(place => place.Count)))];
    }

    internal static bool TryStatus(string? text, out JourneyStatus? status)
    {
        status = text switch { "draft" => JourneyStatus.Draft, "live" => JourneyStatus.Live, "paused" => JourneyStatus.Paused, _ => null };
        return text is null || status is not null;
    }
}

/// <param name="Journey">Key.</param>
/// <param name="File">The file that would be written.</param>
/// <param name="IsWritable">Whether it can be.</param>
/// <param name="WhyNotWritable">Or why not.</param>
/// <param name="Status">The journey's as it is now.</param>
/// <param name="Revision">Of the draft.</param>
/// <param name="Version">Of the draft as it would be published; null where it has errors.</param>
/// <param name="OldVersion">In force now; null for a new journey.</param>
/// <param name="IsStale">Whether another text was put in force since the draft was begun.</param>
/// <param name="Changes">From what is in force to the draft.</param>
/// <param name="Inside">Who is inside older versions.</param>
/// <param name="InsideTotal">How many in all.</param>
/// <param name="FinishOnOld">They finish on the version on which they entered.</param>
/// <param name="Move">Whether they could be moved to the new one.</param>
/// <param name="Problems">What is wrong; errors refuse.</param>
/// <param name="Findings">What law or program terms say against it; those that block refuse.</param>
/// <param name="CanPublish">Whether it would be published.</param>
internal sealed record PublishPlan(
    string Journey, string File, bool IsWritable, string? WhyNotWritable, string Status, long Revision, string? Version, string? OldVersion, bool IsStale, IReadOnlyList<ChangeAnswer> Changes,
    IReadOnlyList<InsideVersion> Inside, long InsideTotal, bool FinishOnOld, MovePlan Move, IReadOnlyList<ProblemAnswer> Problems, IReadOnlyList<FindingRow> Findings, bool CanPublish)
{
    /// <summary>Of the text in force now with its name and comments, whatever its status; null for a new journey.</summary>
    public required string? OldHash { get; init; }
}

internal sealed record InsideVersion(string Version, long People);

/// <param name="IsAvailable">Always false in this version.</param>
/// <param name="Why">For people.</param>
internal sealed record MovePlan(bool IsAvailable, string Why);

/// <param name="Revision">Of the draft that was looked at.</param>
/// <param name="ExpectedVersion">The version in force that its changes were shown against; null for a new journey.</param>
/// <param name="Status">draft, live or paused; null leaves it.</param>
/// <param name="Note">What the version is about, for the list of versions.</param>
/// <param name="ExpectedHash">The hash of the text in force that its changes were shown against; null asks nothing.</param>
internal sealed record PublishRequest(long Revision, string? ExpectedVersion = null, string? Status = null, string? Note = null, string? ExpectedHash = null);

/// <param name="Version">Now in force.</param>
/// <param name="Status">Of the journey.</param>
/// <param name="File">Was written.</param>
/// <param name="InsideOld">How many are inside older versions.</param>
/// <param name="FinishOnOld">They finish there.</param>
/// <param name="Moved">How many were moved.</param>
internal sealed record PublishAnswer(string Version, string Status, string File, long InsideOld, bool FinishOnOld, long Moved);
