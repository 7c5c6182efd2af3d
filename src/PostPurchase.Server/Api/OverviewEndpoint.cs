using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

internal static class OverviewEndpoint
{
    private const int Recent = 12;

    // What is only planned was made last, and has not happened: it would hide what has.
    private static readonly DeliveryFilter s_happened = new() { States = [.. Enum.GetValues<SendState>().Where(state => state != SendState.Planned)] };

    private static readonly Sql s_failed = new("select journey_id, count(*), max(ifnull(concluded_at, planned_at)), max(reason) from send where state = 10 group by journey_id order by 2 desc");

    public static IResult Show(RunnerService runner, TimeProvider clock)
    {
        var now = clock.Now();
        var store = runner.Stores.Of("default");
        var counts = runner.Database.Read(session =>
        {
            var states = LedgerFigures.Mails(session).GroupBy(row => row.State).ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
            long Of(params SendState[] wanted) => wanted.Sum(state => states.GetValueOrDefault(state));
            var (ever, today) = LedgerFigures.MailsThatLeft(session, now, store.TimeZone);
            return new OverviewCounts(LedgerFigures.Inside(session), LedgerFigures.Planned(session), Of(SendState.Held), today, ever, Of(SendState.Rejected, SendState.Parked), Of(SendState.Uncertain));
        });
        var answer = new Overview(
            Form.Word(runner.Settings.Mail.Mode), new StoreAnswer(store.Name, store.Currency.Code, store.TimeZone.Id), counts,
            RunnerLease.QuarantineOf(runner.Database), DeliveryRows.Read(runner, s_happened, Recent), runner.Settings.IsOffline);
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
/// <param name="Recent">The newest mails but those that are only planned, newest first, at most 12.</param>
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
