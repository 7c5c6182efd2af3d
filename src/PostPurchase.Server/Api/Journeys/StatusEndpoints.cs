using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Journeys;

internal static class StatusEndpoints
{
    private static readonly Sql s_waiting = new("""
        select kind, state, count(*), min(due_at)
        from send
        where journey_id = @journey_id and channel = 1 and purpose = 1 and state in (0, 1, 5)
        group by kind, state
        """);

    public static IResult Plan(string key, RunnerService runner, string? to = null)
    {
        if (!PublishEndpoints.TryStatus(to, out var status) || status is not { } wanted) return Answer.Error(400, "expected draft, live or paused", "to");
        if (JourneyFiles.Find(runner, key) is not { } file) return Answer.Error(404, $"there is no journey '{key}'");
        return TypedResults.Json(PlanOf(runner, file, wanted), JourneyJson.Default.StatusPlan);
    }

    public static async Task<IResult> SwitchAsync(
        string key, StatusRequest body, RunnerService runner, JourneyFolder folder, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!PublishEndpoints.TryStatus(body.Status, out var status) || status is not { } wanted) return Answer.Error(400, "expected draft, live or paused", "status");
        return await folder.ChangeAsync<IResult>(
            async () =>
            {
                if (JourneyFiles.Find(runner, key) is not { } file) return Answer.Error(404, $"there is no journey '{key}' in force: publish its draft first");
                if (file.Reading.Plan is null) return Answer.Error(409, $"{file.File} has errors: mend them first");
                if (folder.WhyNotWritable is { } refusal) return Answer.Error(409, refusal);
                if (JourneyEdits.WithStatus(file.Text, wanted) is not { } text) return Answer.Error(409, $"{file.File} has no line `status:` that can be set: edit it by hand");
                var plan = PlanOf(runner, file, wanted);
                if (plan.Findings.Any(finding => finding.Blocks)) return TypedResults.Json(plan, JourneyJson.Default.StatusPlan, statusCode: 422);
                await folder.WriteAsync(file.File, text, cancellationToken);
                var now = clock.Now();
                await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "journey.status", key, plan.From, plan.To, now), cancellationToken);
                if (wanted == JourneyStatus.Live) await new SendLedger(runner.Database).ResumeAsync(key, now, cancellationToken);
                runner.WakeUp();
                return TypedResults.Json(new StatusAnswer(Form.Word(runner.Journeys.Current.CurrentOf(key)?.Status ?? wanted), plan), JourneyJson.Default.StatusAnswer);
            },
            cancellationToken);
    }

    private static StatusPlan PlanOf(RunnerService runner, JourneyText file, JourneyStatus wanted)
    {
        var waiting = runner.Database.Read(session => session.Names.Find(NameKind.Journey, file.Key) is { } journey
            ? session[s_waiting].With(journey).All(row => (Kind: (ContentKind)row.Int(0), State: (SendState)row.Int(1), Count: row.Long(2), Due: row.AtOrNull(3)))
            : []);
        var people = runner.Places.Now().Where(place => place.Journey == file.Key).Sum(place => place.Count);
        var marketing = waiting.Where(row => row.Kind != ContentKind.Transactional).ToList();
        return new(
            Form.Word(file.Reading.Plan?.Status ?? JourneyStatus.Draft), Form.Word(wanted), people, marketing.Where(row => row.State != SendState.Held).Sum(row => row.Count), marketing.Where(row => row.State == SendState.Held).Sum(row => row.Count),
            waiting.Where(row => row.Kind == ContentKind.Transactional).Sum(row => row.Count), Form.At(waiting.Where(row => row.Due is not null).Select(row => row.Due).Min()),
            Form.Word(file.Reading.Plan?.Send.IfLate ?? LatePolicy.Skip), runner.Settings.Mail.Mode.ToString().ToLowerInvariant(), wanted == JourneyStatus.Live ? Findings(runner, file) : []);
    }

    // A file may have come by another way than publishing, and who answered may have taken that back: to stop, nobody has to answer for anything.
    private static List<FindingRow> Findings(RunnerService runner, JourneyText file) => [.. ComplianceFindings.OfJourney(runner, file.Key, file.Text).Select(FindingRow.Of)];
}

internal sealed record StatusRequest(string? Status);

/// <param name="From">The status now.</param>
/// <param name="To">The status asked about.</param>
/// <param name="People">Inside now.</param>
/// <param name="MarketingWaiting">Marketing mails that are planned: a pause holds them.</param>
/// <param name="MarketingHeld">Marketing mails that are held already.</param>
/// <param name="TransactionalWaiting">Transactional mails that wait: a pause does not stop them.</param>
/// <param name="NextDueAt">When the next of them is due.</param>
/// <param name="IfLate">What becomes of marketing mail that is late when it goes on: send, skip or next_window.</param>
/// <param name="MailMode">captured, redirect, approve or live.</param>
/// <param name="Findings">What law or program terms say against going live; those that block refuse. Empty for another status.</param>
internal sealed record StatusPlan(
    string From, string To, long People, long MarketingWaiting, long MarketingHeld, long TransactionalWaiting, string? NextDueAt, string IfLate, string MailMode, IReadOnlyList<FindingRow> Findings);

internal sealed record StatusAnswer(string Status, StatusPlan Plan);
