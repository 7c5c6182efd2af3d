using PostPurchase.Mail.Pacing;

namespace PostPurchase.Mail.Smtp;

/// <summary>
/// When the pool may open connections. A failure while other connections live only stops the pool from growing (servers limit connections);
/// one with none beside it pauses the transport. Pauses double until a message is answered.
/// </summary>
internal sealed class PoolHealth(SmtpTransportOptions options)
{
    private int _failureCount;
    private DateTimeOffset _mayGrowAt;

    public DateTimeOffset PausedUntil { get; private set; }

    /// <summary>The failure that the pause is due to, as the outcome of what is turned away.</summary>
    public SendOutcome? LastFailure { get; private set; }

    public bool IsPaused(DateTimeOffset now) => now < PausedUntil;

    public bool MayGrow(DateTimeOffset now) => now >= _mayGrowAt && now >= PausedUntil;

    public void NoteFailure(SendOutcome outcome, bool alone, DateTimeOffset now)
    {
        LastFailure = outcome;
        if (now >= _mayGrowAt) _failureCount++;
        _mayGrowAt = now + Backoff.Delay(_failureCount, options.FirstPause, options.LongestPause, options.Jitter?.Invoke() ?? 0);
        if (alone) PausedUntil = _mayGrowAt;
    }

    public void NoteSuccess()
    {
        _failureCount = 0;
        _mayGrowAt = default;
        PausedUntil = default;
    }
}
