using System.Threading.Channels;

namespace PostPurchase.Engine.Scheduling;

/// <summary>Tells a sleeping loop that there may be work. Signals that come while it works are one.</summary>
internal sealed class Wake
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There may be work.</summary>
    public void Up() => _signals.Writer.TryWrite(true);

    /// <summary>Sleeps until somebody signals, or for at most that long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Its own timer, not one that cancels it: that could fire after the signal had come and this was disposed, and end the process.
        using var limit = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up: there may be something due.
        }
    }
}
