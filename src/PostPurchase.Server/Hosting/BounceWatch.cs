using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Hosting;

/// <summary>Takes what a mail server puts into the maildir of <c>Bounces:Maildir</c>, every few seconds.</summary>
internal sealed class BounceWatch(RunnerService runner, TimeProvider clock, RefusedWrites refused, ILogger<BounceWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_often = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (runner.Settings.BounceMaildir is not { } path) return;
        var folder = new BounceFolder(path, runner.Engine.Bounces);
        using var timer = new PeriodicTimer(s_often, clock);
        do
        {
            try
            {
                while (await folder.TakeAsync(clock.Now(), stoppingToken) is { Moved: > 0 } taken)
                {
                    Log.BouncesTaken(log, taken.Moved, taken.Applied);
                    runner.WakeUp();
                }
            }
            catch (StorageUnavailableException exception)
            {
                refused.Add(log, "Messages that came back wait in their folder", exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Nothing is lost: it lies there until the next look.
                Log.BouncesNotTaken(log, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
