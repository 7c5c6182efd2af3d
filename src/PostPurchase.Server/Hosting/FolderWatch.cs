using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Offers;

namespace PostPurchase.Server.Hosting;

/// <summary>Puts changed journeys, templates and offers in force. Looks at names, sizes and times every two seconds: that works on every file system, also mounted ones.</summary>
internal sealed class FolderWatch(RunnerService runner, TimeProvider clock, ILogger<FolderWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_often = TimeSpan.FromSeconds(2);

    private long _seen = StampOf(runner.Folders);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_often, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StorageUnavailableException)
            {
                // An editor may be writing just now: the next look comes soon.
                Log.NotReloaded(log, exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var stamp = StampOf(runner.Folders);
        if (stamp == _seen) return;
        await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        _seen = stamp;
        var problems = runner.Journeys.Problems;
        Log.Reloaded(log, runner.Journeys.Current.Current.Count, problems.Count(problem => problem.IsError));
        foreach (var problem in problems) Log.Problem(log, problem);
        foreach (var finding in ComplianceFindings.OfLive(runner)) Log.Problem(log, finding.ToProblem());
        foreach (var problem in TemplateProblems.OfFolder(runner)) Log.Problem(log, problem);
        runner.WakeUp();
    }

    private static long StampOf(RunnerFolders folders)
    {
        var stamp = new HashCode();
        foreach (var folder in (IReadOnlyList<string>)[folders.Workflows, folders.Templates])
        {
            if (!Directory.Exists(folder)) continue;
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                stamp.Add(file.FullName, StringComparer.Ordinal);
                stamp.Add(file.Length);
                stamp.Add(file.LastWriteTimeUtc);
            }
        }

        var news = new FileInfo(folders.Data.CatalogueNews);
        if (news.Exists) stamp.Add(news.LastWriteTimeUtc);
        return stamp.ToHashCode();
    }
}
