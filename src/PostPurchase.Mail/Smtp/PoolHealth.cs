using PostPurchase.Mail.Pacing;

namespace PostPurchase.Mail.Smtp;

/// <summary>
/// When the pool may open connections. A failure while other connections live only stops the pool from growing (servers limit connections);
/// one with none beside it pauses the transport. Pauses double until a message is answered.
/// </summary>
internal sealed class PoolHealth(SmtpTransportOptions options)
{
    private const int DomainsThatMeanAll = 3;

    private readonly HashSet<string> _closedFor = [];
    private readonly HashSet<string> _refusedSenders = [];
    private readonly HashSet<string> _onlySenders = [];
    private int _failureCount;
    private DateTimeOffset _mayGrowAt;

    public DateTimeOffset PausedUntil { get; private set; }

    /// <summary>The failure that the pause is due to, as the outcome of what is turned away.</summary>
    public SendOutcome? LastFailure { get; private set; }

    /// <summary>The first failure with no connection beside it since a message was answered.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public bool IsPaused(DateTimeOffset now) => now < PausedUntil;

    public bool MayGrow(DateTimeOffset now) => now >= _mayGrowAt && now >= PausedUntil;

    /// <summary>
    /// Whether a connection that was closed for a recipient at <paramref name="domain"/> says more than that this domain gets nothing now: so it is once
    /// three domains met that and no message was answered between.
    /// </summary>
    public bool IsMoreThan(string domain)
    {
        if (_closedFor.Count < DomainsThatMeanAll) _closedFor.Add(domain);
        return _closedFor.Count == DomainsThatMeanAll;
    }

    /// <summary>
    /// Whether a refusal at MAIL says more than that this sender's domain is refused: so it does until the server took another sender after it, whatever its code
    /// would mean.
    /// </summary>
    public bool IsMoreThanSender(string domain)
    {
        if (_onlySenders.Contains(domain)) return false;
        _refusedSenders.Add(domain);
        return true;
    }

    public void NoteFailure(SendOutcome outcome, bool alone, DateTimeOffset now)
    {
        LastFailure = outcome;
        if (now >= _mayGrowAt) _failureCount++;
        _mayGrowAt = now + Backoff.Delay(_failureCount, options.FirstPause, options.LongestPause, options.Jitter?.Invoke() ?? 0);
        if (!alone) return;
        PausedUntil = _mayGrowAt;
        FailingSince ??= now;
    }

    /// <summary>The server answered a message; <paramref name="sender"/> is the domain of a sender that it took, or null.</summary>
    public void NoteSuccess(string? sender)
    {
        if (sender is not null)
        {
            _onlySenders.UnionWith(_refusedSenders);
            _onlySenders.Remove(sender);
            _refusedSenders.Clear();
        }

        _closedFor.Clear();
        _failureCount = 0;
        _mayGrowAt = default;
        PausedUntil = default;
        FailingSince = null;
    }
}
