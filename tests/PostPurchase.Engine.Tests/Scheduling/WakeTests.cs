using PostPurchase.Engine.Scheduling;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Scheduling;

public sealed class WakeTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_time_that_is_up_just_after_somebody_signalled_ends_nothing()
    {
        var (wake, clock) = (new Wake(), new LateClock());
        wake.Up();

        await wake.WaitAsync(s_second, clock, CancellationToken.None);

        // As the thread pool does with a timer that had begun to fire when it was disposed of: what is thrown here ends the program.
        clock.Fire();
    }

    [Fact]
    public async Task Who_waits_is_woken_by_a_signal_and_by_the_time()
    {
        var (wake, clock) = (new Wake(), new ManualClock(A.Noon.ToDateTimeOffset()));
        var signalled = wake.WaitAsync(s_second, clock, CancellationToken.None);
        wake.Up();
        await signalled.InTimeAsync("the signal");
        var timed = wake.WaitAsync(s_second, clock, CancellationToken.None);

        clock.Advance(s_second);

        await timed.InTimeAsync("the time");
    }

    [Fact]
    public async Task Who_is_cancelled_is_told_so()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new Wake().WaitAsync(s_second, new ManualClock(A.Noon.ToDateTimeOffset()), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    // Its timers fire when a test says so, also those that were disposed of.
    private sealed class LateClock : TimeProvider
    {
        private Action? _fire;

        public void Fire() => _fire!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new NoTimer();
        }
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
