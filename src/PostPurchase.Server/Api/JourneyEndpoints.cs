using System.Text.Json;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Webhooks;

namespace PostPurchase.Server.Api;

internal static class JourneyEndpoints
{
    private static readonly Sql s_versions = new("""
        select v.hash, v.first_used_at
        from journey_version as v
        join name as n on n.id = v.journey_id
        where n.kind = 3 and n.text = @journey
        order by v.id desc
        """);

    public static IResult List(RunnerService runner, TimeProvider clock)
    {
        var numbers = JourneyNumbers.Read(runner.Database, clock.Now());
        return TypedResults.Json(new Items<JourneyRow>([.. JourneyFiles.Read(runner).Select(file => Row(file, numbers))], null), ReadJson.Default.ItemsJourneyRow);
    }

    public static IResult Show(string key, RunnerService runner, TimeProvider clock)
    {
        if (JourneyFiles.Read(runner).FirstOrDefault(file => file.Key == key) is not { } file) return Answer.Error(404, $"there is no journey '{key}'");
        var numbers = JourneyNumbers.Read(runner.Database, clock.Now());
        var plan = file.Reading.Plan ?? runner.Journeys.Current.CurrentOf(key);
        var steps = plan is null ? [] : StepOutline.Of(plan).Select(line => new StepAnswer(
            line.Step.Id, line.Kind, line.Depth, line.Parent, line.Label, numbers.Waiting(key, line.Step.Id, runner.Journeys.Current), numbers.Sends(key, line.Step.Id, SendState.Accepted),
            numbers.Sends(key, line.Step.Id, SendState.Held), numbers.Clicks(key, line.Step.Id), numbers.Sends(key, line.Step.Id, SendState.Skipped, SendState.Expired))).ToList();
        var versions = runner.Database.Read(session => session[s_versions].With(key).All(row => (Hash: row.Text(0), At: row.At(1))));
        return TypedResults.Json(
            new JourneyDetail(
                key, plan?.Name ?? key, StatusOf(file), plan?.Version, file.Text, null, steps,
                [.. versions.Select(version => new VersionAnswer(version.Hash, Form.At(version.At), numbers.InsideVersion(key, version.Hash)))],
                [.. file.Reading.Problems.Select(ProblemAnswer.Of)]),
            ReadJson.Default.JourneyDetail);
    }

    public static async Task<IResult> ValidateAsync(HttpContext context, RunnerService runner)
    {
        if (await RequestBody.ReadAsync(context.Request, HookEndpoint.MostBytes) is not { } body) return Answer.Error(413, $"the body is longer than {HookEndpoint.MostBytes} bytes");
        try
        {
            if (JsonSerializer.Deserialize(body.Span, ReadJson.Default.ValidateRequest) is not { Yaml: { } yaml }) return Answer.Error(400, "expected the text of a journey", "yaml");
            var reading = JourneyFile.Read("journey.yaml", yaml, JourneyFiles.CatalogOf(runner));
            return TypedResults.Json(new ValidateAnswer([.. reading.Problems.Select(ProblemAnswer.Of)]), ReadJson.Default.ValidateAnswer);
        }
        catch (JsonException problem)
        {
            return Answer.Error(400, problem.Message, problem.Path);
        }
    }

    private static JourneyRow Row(JourneyText file, JourneyNumbers numbers)
    {
        var (key, plan) = (file.Key, file.Reading.Plan);
        return new(
            key, plan?.Name ?? key, StatusOf(file), plan?.Version, false, file.Reading.Problems.Count, numbers.Runs(key, EnrollmentStatus.Open), numbers.Runs(key),
            numbers.Runs(key, EnrollmentStatus.Finished), numbers.Runs(key, EnrollmentStatus.Exited), numbers.Sends(key, null, SendState.Accepted), numbers.Clicks(key, null), null,
            numbers.Sparkline(key));
    }

    private static string StatusOf(JourneyText file) => Form.Word(file.Reading.Plan?.Status ?? JourneyStatus.Draft);
}

internal sealed record JourneyRow(
    string Key, string Name, string Status, string? Version, bool HasDraft, int Problems, long Inside, long Entered, long Finished, long Exited, long Sent, long HumanClicks,
    MoneyAnswer? Commission, IReadOnlyList<long> Sparkline);

internal sealed record JourneyDetail(
    string Key, string Name, string Status, string? Version, string Yaml, string? DraftYaml, IReadOnlyList<StepAnswer> Steps, IReadOnlyList<VersionAnswer> Versions, IReadOnlyList<ProblemAnswer> Problems);

internal sealed record StepAnswer(string Id, string Kind, int Depth, string? Parent, string Label, long Waiting, long Sent, long Held, long HumanClicks, long Skipped);

internal sealed record VersionAnswer(string Version, string FirstUsedAt, long Inside);

internal sealed record ValidateRequest(string? Yaml);

internal sealed record ValidateAnswer(IReadOnlyList<ProblemAnswer> Problems);
