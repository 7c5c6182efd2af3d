namespace PostPurchase.Engine.Scheduling;

/// <summary>
/// Lets work that can wait step behind what shops and customers wait for: while the one writer is busy, each piece of it is put off, but never for longer than
/// <see cref="LongestWait"/>, so that it goes on under any load; then in small pieces, since all who wait for the writer wait for the piece.
/// </summary>
internal sealed class QuietWriter(Func<long> writeCount, TimeProvider clock)
{
    /// <summary>How long one piece of work is put off at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private const int BusyAbove = 10;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private long _seen = -1;

    /// <summary>
    /// Completes at once where little was written since it last completed (up to 10 operations, the piece of work itself among them); else when little was
    /// written during a look of 50 ms, or after <see cref="LongestWait"/>.
    /// </summary>
    /// <returns>Whether there is room for a large piece; false where the writer was busy all the time.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var before = writeCount();
        var isBusy = _seen < 0 || before - _seen > BusyAbove;
        for (var waited = TimeSpan.Zero; isBusy && waited < LongestWait; waited += s_look)
        {
            await Task.Delay(s_look, clock, cancellationToken);
            var after = writeCount();
            (isBusy, before) = (after - before > BusyAbove, after);
        }

        _seen = before;
        return !isBusy;
    }
}
