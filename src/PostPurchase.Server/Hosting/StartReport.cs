using NodaTime.Text;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Hosting;

/// <summary>What <c>serve</c> says before it starts: the journeys in force, what is wrong, and what it is about to catch up.</summary>
internal static class StartReport
{
    public static async Task WriteAsync(Shell shell, RunnerService runner)
    {
        foreach (var problem in runner.Journeys.Problems) await shell.Error.WriteLineAsync($"{Path.Combine(runner.Folders.Workflows, problem.File)}:{problem.ToString()[(problem.File.Length + 1)..]}");
        foreach (var finding in ComplianceFindings.OfLive(runner)) await shell.Error.WriteLineAsync(finding.ToProblem().ToString());
        var broken = TemplateProblems.OfFolder(runner);
        foreach (var problem in broken) await shell.Error.WriteLineAsync(problem.ToString());
        if (broken.Count > 0) await shell.Error.WriteLineAsync("mails of templates with an error are parked with the reason, and can be sent again once the file is mended");
        await SayWhatIsEmptyAsync(shell, runner);
        var journeys = runner.Journeys.Current.Current;
        var live = journeys.Where(plan => plan.Status == JourneyStatus.Live).Select(plan => plan.Key).ToList();
        await shell.Out.WriteLineAsync($"mail: {runner.Settings.Mail.Mode.ToString().ToLowerInvariant()}; journeys: {journeys.Count}, live: {(live.Count == 0 ? "none" : string.Join(", ", live))}");
        if (runner.Quarantine is { } why) await shell.Out.WriteLineAsync($"sending is off: {why}");
        if (runner.Recovered.Uncertain is { Count: > 0 } uncertain) await shell.Out.WriteLineAsync($"{Counted.Of(uncertain.Count, "mail")} may or may not have left when the program stopped: uncertain, not sent again; verify lists them");
        if (runner.Recovered.SentAgain is { Count: > 0 } again) await shell.Out.WriteLineAsync($"{Counted.Of(again.Count, "transactional mail")} may have left when the program stopped, and {(again.Count == 1 ? "leaves" : "leave")} once more with the same Message-ID: perhaps twice; verify lists them");
        if (await CatchUpAsync(shell, runner) is { } line) await shell.Out.WriteLineAsync(line);
        await shell.Out.FlushAsync();
    }

    // Allowed, since the first run fills them; said, since it may be another folder than was meant.
    private static async Task SayWhatIsEmptyAsync(Shell shell, RunnerService runner)
    {
        if (runner.Journeys.Current.Current.Count == 0 && runner.Journeys.Problems.Count == 0)
            await shell.Out.WriteLineAsync($"{runner.Folders.Workflows} {Emptiness(runner.Folders.Workflows)} no journeys: nothing is sent until there are some; the web app adds the shipped ones");
        if (runner.Engine.Templates.Names.Count == 0 && runner.Engine.Templates.Problems.Count == 0)
            await shell.Out.WriteLineAsync($"{runner.Folders.Templates} {Emptiness(runner.Folders.Templates)} no templates");
    }

    private static string Emptiness(string folder) => Directory.Exists(folder) ? "has" : "is not there yet:";

    private static async Task<string?> CatchUpAsync(Shell shell, RunnerService runner)
    {
        var now = shell.Now;
        var run = await new EnrollmentStore(runner.Database).NextDueAtAsync();
        var send = await new SendLedger(runner.Database).NextDueAtAsync();
        var oldest = run is null || send < run ? send : run;
        if (oldest is not { } since || since >= now) return null;
        var (runs, sends) = Overdue.Count(runner.Database, now);
        return $"catching up on {Counted.Of(runs, "run")} and {Counted.Of(sends, "send")} that were due, the oldest since {InstantPattern.General.Format(since)}; each step's if_late decides what still leaves";
    }
}
