using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

internal static class JourneyEndpoints
{
    public static IResult List(RunnerService runner, TimeProvider clock)
    {
        var numbers = JourneyNumbers.Read(runner, clock.Now());
        var drafts = new JourneyDraftStore(runner.Database).All().ToDictionary(draft => draft.Journey, StringComparer.Ordinal);
        var files = JourneyFiles.Read(runner);
        var rows = files.Select(file => Row(file, numbers, drafts.ContainsKey(file.Key))).ToList();
        rows.AddRange(drafts.Values.Where(draft => files.All(file => file.Key != draft.Journey)).Select(draft => Row(JourneyFiles.Of(runner, draft), numbers, hasDraft: true)));
        return TypedResults.Json(new Items<JourneyRow>(rows, null), ReadJson.Default.ItemsJourneyRow);
    }

    public static IResult Show(string key, RunnerService runner, JourneyFolder folder, TimeProvider clock)
    {
        var drafts = new JourneyDraftStore(runner.Database);
        var draft = drafts.Find(key);
        var file = JourneyFiles.Find(runner, key);
        if (file is null && draft is null) return Answer.Error(404, $"there is no journey '{key}'");
        var numbers = JourneyNumbers.Read(runner, clock.Now());
        var plan = file?.Reading.Plan ?? runner.Journeys.Current.CurrentOf(key);
        var steps = plan is null ? [] : StepOutline.Of(plan).Select(line => Step(plan, line, numbers, runner)).ToList();
        var versions = drafts.VersionsOf(key).Reverse().DistinctBy(version => version.Version);
        return TypedResults.Json(
            new JourneyDetail(
                key, plan?.Name ?? JourneyFiles.NameIn(draft?.Text) ?? key, Form.Word(plan?.Status ?? JourneyStatus.Draft), plan?.Version, file?.Text, draft?.Text, file?.File, folder.WhyNotWritable,
                draft is null ? null : DraftEndpoints.Of(runner, draft, file), steps,
                [.. versions.Select(version => new VersionAnswer(version.Version, Form.At(version.At), numbers.InsideVersion(key, version.Version)))],
                [.. (file?.Reading.Problems ?? []).Select(ProblemAnswer.Of)])
            {
                Hash = file?.Hash,
            },
            ReadJson.Default.JourneyDetail);
    }

    public static IResult Validate(ValidateRequest body, RunnerService runner)
    {
        if (body.Yaml is not { } yaml) return Answer.Error(400, "expected the text of a journey", "yaml");
        var reading = body.Journey is { } key ? DraftReading.Read(runner, key, yaml) : JourneyFile.Read("journey.yaml", yaml, JourneyFiles.CatalogOf(runner));
        return TypedResults.Json(new ValidateAnswer([.. reading.Problems.Select(ProblemAnswer.Of)]), ReadJson.Default.ValidateAnswer);
    }

    private static StepAnswer Step(JourneyPlan plan, StepOutline line, JourneyNumbers numbers, RunnerService runner)
    {
        var (key, step, journeys) = (plan.Key, line.Step.Id, runner.Journeys.Current);
        return new(
            step, line.Kind, line.Depth, line.Parent, line.Label, numbers.Waiting(key, step, journeys), numbers.Sends(key, step, SendState.Accepted), numbers.Sends(key, step, SendState.Held),
            numbers.Clicks(key, step), numbers.Sends(key, step, SendState.Skipped, SendState.Expired), numbers.Earned(key, step), numbers.EarnedApart(key, step))
        {
            Failed = numbers.Sends(key, step, SendState.Parked),
            WaitingOnOlder = numbers.Waiting(key, step, journeys, butNotOn: plan.Version),
        };
    }

    private static JourneyRow Row(JourneyText file, JourneyNumbers numbers, bool hasDraft)
    {
        var (key, plan) = (file.Key, file.Reading.Plan);
        return new(
            key, plan?.Name ?? JourneyFiles.NameIn(file.Text) ?? key, StatusOf(file), file.File.Length == 0 ? null : plan?.Version, hasDraft, file.Reading.Problems.Count, numbers.Inside(key), numbers.Entered(key),
            numbers.Runs(key, EnrollmentStatus.Finished), numbers.Runs(key, EnrollmentStatus.Exited), numbers.Sends(key, null, SendState.Accepted), numbers.Clicks(key, null), numbers.Earned(key, null),
            numbers.EarnedApart(key, null), numbers.Sparkline(key))
        {
            Failed = numbers.Sends(key, null, SendState.Parked),
        };
    }

    private static string StatusOf(JourneyText file) => Form.Word(file.Reading.Plan?.Status ?? JourneyStatus.Draft);
}

internal sealed record JourneyRow(
    string Key, string Name, string Status, string? Version, bool HasDraft, int Problems, long Inside, long Entered, long Finished, long Exited, long Sent, long HumanClicks,
    MoneyAnswer? Commission, IReadOnlyList<MoneyAnswer> CommissionApart, IReadOnlyList<long> Sparkline)
{
    /// <summary>Mails that failed here and wait for somebody to send them again or give them up.</summary>
    public required long Failed { get; init; }
}

internal sealed record JourneyDetail(
    string Key, string Name, string Status, string? Version, string? Yaml, string? DraftYaml, string? File, string? WhyNotWritable, DraftAnswer? Draft, IReadOnlyList<StepAnswer> Steps, IReadOnlyList<VersionAnswer> Versions, IReadOnlyList<ProblemAnswer> Problems)
{
    /// <summary>Of the text in force with its name and comments, whatever its status: says on what a draft is begun. Null for a new journey.</summary>
    public required string? Hash { get; init; }
}

internal sealed record StepAnswer(
    string Id, string Kind, int Depth, string? Parent, string Label, long Waiting, long Sent, long Held, long HumanClicks, long Skipped, MoneyAnswer? Commission,
    IReadOnlyList<MoneyAnswer> CommissionApart)
{
    /// <summary>Mails that failed here and wait for somebody to send them again or give them up.</summary>
    public required long Failed { get; init; }

    /// <summary>Of those who wait here, who began on an older version of the journey and finish on it.</summary>
    public required long WaitingOnOlder { get; init; }
}

internal sealed record VersionAnswer(string Version, string FirstUsedAt, long Inside);

/// <param name="Yaml">The text.</param>
/// <param name="Journey">Key of the journey that it is a draft of: then it is held against older versions too.</param>
internal sealed record ValidateRequest(string? Yaml, string? Journey = null);

internal sealed record ValidateAnswer(IReadOnlyList<ProblemAnswer> Problems);
