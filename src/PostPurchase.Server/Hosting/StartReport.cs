using NodaTime.Text;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Hosting;

/// <summary>What <c>serve</c> says before it starts: the journeys in force, what is wrong, and what it is about to catch up.</summary>
internal static class StartReport
{
    public static async Task WriteAsync(Shell shell, RunnerService runner)
    {
        foreach (var problem in runner.Journeys.Problems) await shell.Error.WriteLineAsync($"{Path.Combine(runner.Folders.Workflows, problem.File)}:{problem.ToString()[(problem.File.Length + 1)..]}");
        var journeys = runner.Journeys.Current.Current;
        var live = journeys.Where(plan => plan.Status == JourneyStatus.Live).Select(plan => plan.Key).ToList();
        await shell.Out.WriteLineAsync($"mail: {runner.Settings.Mail.Mode.ToString().ToLowerInvariant()}; journeys: {journeys.Count}, live: {(live.Count == 0 ? "none" : string.Join(", ", live))}");
        if (runner.Quarantine is { } why) await shell.Out.WriteLineAsync($"sending is off: {why}");
        if (await CatchUpAsync(shell, runner) is { } line) await shell.Out.WriteLineAsync(line);
        await shell.Out.FlushAsync();
    }

    private static async Task<string?> CatchUpAsync(Shell shell, RunnerService runner)
    {
        var now = shell.Now;
        var run = await new EnrollmentStore(runner.Database).NextDueAtAsync();
        var send = await new SendLedger(runner.Database).NextDueAtAsync();
        var oldest = run is null || send < run ? send : run;
        if (oldest is not { } since || since >= now) return null;
        var (runs, sends) = Overdue.Count(runner.Database, now);
        return $"catching up: {runs} runs and {sends} sends are overdue, the oldest since {InstantPattern.General.Format(since)}; each step's if_late decides what still leaves";
    }
}
