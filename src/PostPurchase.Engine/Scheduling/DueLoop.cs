using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Scheduling;

/// <summary>Does due work as it falls due: one step after another while there is some, then sleeps until the next is due or somebody signals.</summary>
/// <param name="name">For the log.</param>
/// <param name="step">Does what is due at an instant; returns how much that was.</param>
/// <param name="nextDueAt">When the next falls due, or null.</param>
/// <param name="wake">What wakes it.</param>
internal sealed class DueLoop(string name, Func<Instant, CancellationToken, Task<int>> step, Func<Task<Instant?>> nextDueAt, Wake wake)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    /// <summary>Told after each step that did something.</summary>
    public Action? Worked { get; init; }

    /// <summary>Runs until it is cancelled. A database that cannot be written is waited for; any other trouble is logged, and the step tried again.</summary>
    public async Task RunAsync(TimeProvider clock, ILogger log, CancellationToken cancellationToken)
    {
        using var refused = new RefusedWrites(clock);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await step(clock.Now(), cancellationToken) > 0)
                {
                    Worked?.Invoke();
                    continue;
                }

                var next = await nextDueAt();
                var sleep = next is { } at ? (at - clock.Now()).ToTimeSpan() : LongestSleep;
                if (sleep > TimeSpan.Zero) await wake.WaitAsync(sleep < LongestSleep ? sleep : LongestSleep, clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (StorageUnavailableException exception)
            {
                refused.Add(log, $"The {name} loop tries again each second", exception);
                await Task.Delay(LongestSleep, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (exception is not ObjectDisposedException)
            {
                Log.StepFailed(log, exception, name);
                await Task.Delay(LongestSleep, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
