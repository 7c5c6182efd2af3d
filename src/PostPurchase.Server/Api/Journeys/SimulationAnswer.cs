using System.Globalization;
using NodaTime.Text;
using PostPurchase.Engine.Simulation;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <param name="Id">Of the simulation.</param>
/// <param name="State">waiting, running, done, stopped (it took too long; what came until then is there), cancelled or failed.</param>
/// <param name="Progress">0..1.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="From">Where its clock started.</param>
/// <param name="Days">How many days it runs.</param>
/// <param name="TimeZone">Of the days below: the store's.</param>
/// <param name="Totals">What happened in all; null until it is over.</param>
/// <param name="MailsPerDay">One entry a day.</param>
/// <param name="Reasons">Why mails were held or skipped, the most frequent first.</param>
/// <param name="Steps">Mails by step.</param>
/// <param name="People">Each with their calendar; at most 200.</param>
/// <param name="Buyers">Of last month's buyers, how many are played; null for other sources.</param>
internal sealed record SimulationAnswer(
    string Id, string State, double Progress, string? Error, string From, int Days, string TimeZone, SimulationTotals? Totals, IReadOnlyList<SimulatedDay> MailsPerDay, IReadOnlyList<SimulatedReason> Reasons,
    IReadOnlyList<SimulatedStep> Steps, IReadOnlyList<SimulatedPerson> People, SimulationBuyers? Buyers)
{
    private const int MostPeople = 200;

    public static SimulationAnswer Of(SimulationJob job, RunnerService runner)
    {
        var zone = runner.Stores.Of("default").TimeZone;
        var entries = job.Timeline ?? [];
        var answer = new SimulationAnswer(job.Id, job.State, Math.Round(job.Progress, 3), job.Problem, Form.At(job.Request.From), job.Request.Days, zone.Id, null, [], [], [], [], job.Buyers);
        if (job.Timeline is null) return answer;
        int Count(string action) => entries.Count(entry => entry.Action == action);
        var first = job.Request.From.InZone(zone).Date;
        var days = entries.Where(entry => entry.Action is "send" or "hold" or "skip").ToLookup(entry => entry.At.InZone(zone).Date);
        return answer with
        {
            Totals = new(entries.Select(entry => entry.Customer).Distinct().Count(), Count("enter"), Count("send"), Count("hold"), Count("skip"), Count("finish"), Count("exit")),
            MailsPerDay = [.. Enumerable.Range(0, job.Request.Days).Select(day => first.PlusDays(day)).Select(day => new SimulatedDay(LocalDatePattern.Iso.Format(day), Of(days[day], "send"), Of(days[day], "hold"), Of(days[day], "skip")))],
            Reasons = [.. entries.Where(entry => entry is { Action: "hold" or "skip", Reason: not null }).GroupBy(entry => (entry.Action, Plain(entry.Reason!))).Select(group => new SimulatedReason(group.Key.Action, group.Key.Item2, group.Count())).OrderByDescending(reason => reason.Count)],
            Steps = [.. entries.Where(entry => entry is { Step: not null, Action: "send" or "hold" or "skip" }).GroupBy(entry => (entry.Journey, entry.Step)).Select(group => new SimulatedStep(group.Key.Journey, group.Key.Step!, Of(group, "send"), Of(group, "hold"), Of(group, "skip")))],
            People = [.. entries.GroupBy(entry => entry.Customer).Take(MostPeople).Select(group => new SimulatedPerson(group.Key, [.. group.Select(entry => Entry(entry, zone))]))],
        };
    }

    private static int Of(IEnumerable<TimelineEntry> entries, string action) => entries.Count(entry => entry.Action == action);

    // "held until 2026-01-03T08:00: quiet hours" counts with every other quiet hour.
    private static string Plain(string reason) => reason.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 && reason[..colon].Contains("until", StringComparison.Ordinal) ? reason[(colon + 2)..] : reason;

    private static SimulatedEntry Entry(TimelineEntry entry, NodaTime.DateTimeZone zone) => new(
        Form.At(entry.At), LocalDatePattern.Iso.Format(entry.At.InZone(zone).Date), entry.Journey, entry.Purchase, entry.Step, entry.Action, entry.Reason, entry.Subject,
        entry.Message is { } file ? int.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture) : null, entry.Variants);
}

/// <param name="Played">How many of them, evenly over the time.</param>
/// <param name="All">How many bought in that time.</param>
internal sealed record SimulationBuyers(int Played, int All);

internal sealed record SimulationTotals(int People, int Entered, int Sent, int Held, int Skipped, int Finished, int Exited);

internal sealed record SimulatedDay(string Day, int Sent, int Held, int Skipped);

internal sealed record SimulatedReason(string Action, string Reason, int Count);

internal sealed record SimulatedStep(string Journey, string Step, int Sent, int Held, int Skipped);

internal sealed record SimulatedPerson(string Customer, IReadOnlyList<SimulatedEntry> Entries);

/// <param name="At">When.</param>
/// <param name="Day">The local day of it in the store's zone.</param>
/// <param name="Journey">Which journey.</param>
/// <param name="Purchase">About which purchase.</param>
/// <param name="Step">At which step; null for the run as a whole.</param>
/// <param name="Action">enter, send, hold, skip, branch, exit or finish.</param>
/// <param name="Reason">For people.</param>
/// <param name="Subject">Of the mail.</param>
/// <param name="Mail">Its number, to look at it.</param>
/// <param name="Variants">By experiment.</param>
internal sealed record SimulatedEntry(
    string At, string Day, string Journey, string? Purchase, string? Step, string Action, string? Reason, string? Subject, int? Mail, IReadOnlyDictionary<string, string> Variants);
