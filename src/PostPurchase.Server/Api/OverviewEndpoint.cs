using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

internal static class OverviewEndpoint
{
    private const int Recent = 12;

    private static readonly Sql s_inside = new("select count(*) from enrollment where status = 0");
    // What was captured here was not sent; of what left before that was kept nobody knows, and it counts.
    private static readonly Sql s_sends = new("select state, count(*) from send where channel = 1 and (state <> 4 or ifnull(left_as, 0) <> 1) group by state");
    private static readonly Sql s_failed = new("select journey_id, count(*), max(ifnull(concluded_at, planned_at)), max(reason) from send where state = 10 group by journey_id order by 2 desc");
    private static readonly Sql s_today = new("select count(*) from send where channel = 1 and state = 4 and ifnull(left_as, 0) <> 1 and concluded_at >= @since");

    public static IResult Show(RunnerService runner, TimeProvider clock)
    {
        var now = clock.Now();
        var store = runner.Stores.Of("default");
        var today = now.InZone(store.TimeZone).Date.AtStartOfDayInZone(store.TimeZone).ToInstant();
        var counts = runner.Database.Read(session =>
        {
            var states = session[s_sends].All(row => (State: row.Int(0), Count: row.Long(1))).ToDictionary(pair => pair.State, pair => pair.Count);
            long Of(params int[] wanted) => wanted.Sum(state => states.GetValueOrDefault(state));
            return new OverviewCounts(session[s_inside].First(row => row.Long(0)), Of(0, 5), Of(1), session[s_today].With(today).First(row => row.Long(0)), Of(4), Of(6, 10), Of(7));
        });
        var answer = new Overview(
            Form.Word(runner.Settings.Mail.Mode), new StoreAnswer(store.Name, store.Currency.Code, store.TimeZone.Id), counts,
            RunnerLease.QuarantineOf(runner.Database), DeliveryRows.Read(runner, new DeliveryFilter(), Recent), runner.Settings.IsOffline);
        return TypedResults.Json(answer, ReadJson.Default.Overview);
    }

    // Each holds the journey of its customer until somebody decides.
    private static List<Incident> Failed(RunnerService runner) => runner.Database.Read(session => session[s_failed].All(row => new Incident(
        Form.At(row.At(2)), $"{Counted.Of(row.Long(1), "mail")} of {(row.LongOrNull(0) is { } journey ? session.Names.Text(journey) : "no journey")} failed here and {(row.Long(1) == 1 ? "waits" : "wait")} for a decision", row.TextOrNull(3))));

    public static async Task<IResult> Health(RunnerService runner, TimeProvider clock)
    {
        var now = clock.Now();
        var (runs, sends) = Overdue.Count(runner.Database, now);
        var oldest = await runner.Engine.NextDueAtAsync();
        var lag = oldest is { } due && due < now ? (now - due).TotalSeconds : 0;
        var answer = new HealthAnswer(new Queues(runs, sends, Math.Round(lag, 1)), "ok", runner.IsRunning ? "held" : runner.Quarantine ?? "not running", [.. MailServers.Incidents(runner), .. Failed(runner), .. BrakeEndpoints.Incidents(runner), .. GmailVolume.Incidents(runner, now), .. Offers.CouponEndpoints.Incidents(runner, Form.At(now))], runner.Jobs?.Problem, JobAnswer.All(runner));
        return TypedResults.Json(answer, ReadJson.Default.HealthAnswer);
    }
}

/// <param name="MailMode">captured, redirect, approve or live.</param>
/// <param name="Store">The shop.</param>
/// <param name="Counts">Of its mails and runs.</param>
/// <param name="Quarantine">Why sending is off, or null.</param>
/// <param name="Recent">The newest mails.</param>
/// <param name="IsDemo">Whether all of it is a demo: its mails are made up, and nothing ever leaves.</param>
internal sealed record Overview(string MailMode, StoreAnswer Store, OverviewCounts Counts, string? Quarantine, IReadOnlyList<DeliveryRow> Recent, bool IsDemo);

internal sealed record StoreAnswer(string Name, string Currency, string TimeZone);

internal sealed record OverviewCounts(long Inside, long Planned, long Held, long SentToday, long SentTotal, long Failed, long Uncertain);

internal sealed record HealthAnswer(Queues Queues, string Writer, string Lease, IReadOnlyList<Incident> Incidents, string? JobsProblem, IReadOnlyList<JobAnswer> Jobs);

internal sealed record Queues(long DueRuns, long DueSends, double LagSeconds);

internal sealed record Incident(string At, string What, string? Detail);

/// <summary>A recurring job, as the health page shows it.</summary>
internal sealed record JobAnswer(string Name, string When, string? NextAt, bool Running, string? LastStartedAt, string? LastEndedAt, string? Outcome, string? Problem, long Runs, long Failures)
{
    public static IReadOnlyList<JobAnswer> All(RunnerService runner) => runner.Jobs is not { } jobs ? [] : [.. jobs.Report().Select(report => new JobAnswer(
        report.Name, report.When, Form.At(report.NextAt), report.IsRunning, Form.At(report.State?.StartedAt), Form.At(report.State?.EndedAt),
        report.State?.Outcome, report.State?.Problem, report.State?.RunCount ?? 0, report.State?.FailureCount ?? 0))];
}
