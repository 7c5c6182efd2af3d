using PostPurchase.Mail.Smtp;

namespace PostPurchase.Mail.Pacing;

/// <summary>
/// State of one lane: a transport, or a recipient domain on a transport. A message leaves when both of its lanes say go, so that a domain that backs off
/// holds nobody else. Pure: every change is a new value.
/// </summary>
/// <param name="Bucket">Tokens of the lane's rate.</param>
/// <param name="Day">UTC day that <paramref name="SentOnDay"/> counts.</param>
/// <param name="SentOnDay">Messages that left on that day.</param>
/// <param name="FailureCount">Failures in a row that were the lane's own.</param>
/// <param name="PausedUntil">UTC instant, null where it is not paused.</param>
/// <param name="PauseReason">What the last failure said.</param>
public sealed record Pace(TokenBucket Bucket, DateOnly Day, long SentOnDay, int FailureCount, DateTimeOffset? PausedUntil, string? PauseReason)
{
    /// <summary>A lane that nothing has left on.</summary>
    public static Pace Start(PacePolicy policy, DateTimeOffset now) =>
        new(TokenBucket.Full(policy.Rate ?? default, now), DayOf(now), 0, 0, null, null);

    /// <summary>Whether a message may leave at <paramref name="now"/>.</summary>
    public PaceDecision Decide(PacePolicy policy, DateTimeOffset now)
    {
        if (PausedUntil is { } until && now < until) return new PaceDecision.WaitUntil(until, $"paused after: {PauseReason}");
        if (policy.WarmUp?.LimitOn(DayOf(now)) is { } limit && SentOn(DayOf(now)) >= limit)
            return new PaceDecision.WaitUntil(StartOf(DayOf(now).AddDays(1)), $"warm-up: {limit} messages are allowed on {DayOf(now):yyyy-MM-dd}");
        if (policy.Rate is not { } rate) return new PaceDecision.Go();
        var readyAt = Bucket.ReadyAt(rate, now);
        return readyAt <= now ? new PaceDecision.Go() : new PaceDecision.WaitUntil(readyAt, $"rate: {rate.PerSecond:0.###} messages a second");
    }

    /// <summary>The lane after a message left.</summary>
    public Pace AfterSend(PacePolicy policy, DateTimeOffset now) => this with
    {
        Bucket = policy.Rate is { } rate ? Bucket.Taken(rate, now) : Bucket,
        Day = DayOf(now),
        SentOnDay = SentOn(DayOf(now)) + 1,
    };

    /// <summary>
    /// The lane after an outcome that concerns it: a failure of <paramref name="scope"/> (<see cref="FailureScope.Domain"/> for a domain's lane,
    /// <see cref="FailureScope.Transport"/> for a transport's) pauses it, ever longer; an accepted message, or a refusal about an address or a message, ends the row of failures.
    /// </summary>
    /// <param name="outcome">What came back.</param>
    /// <param name="scope">The scope that is this lane's.</param>
    /// <param name="policy">Pauses of the lane.</param>
    /// <param name="now">UTC instant of the outcome.</param>
    /// <param name="unit">Jitter in 0..1.</param>
    public Pace AfterOutcome(SendOutcome outcome, FailureScope scope, PacePolicy policy, DateTimeOffset now, double unit)
    {
        var (failed, text) = outcome switch
        {
            SendOutcome.Deferred deferred => (deferred.Scope == scope, deferred.Text),
            SendOutcome.Rejected rejected => (rejected.Scope == scope, rejected.Text),
            _ => (false, ""),
        };
        // What was under way when the lane was paused neither lengthens the pause nor ends it.
        if (PausedUntil is { } until && now < until) return this;
        if (!failed) return ShowsWork(outcome) ? this with { FailureCount = 0, PausedUntil = null, PauseReason = null } : this;
        var pause = Backoff.Delay(FailureCount + 1, policy.FirstPause, policy.LongestPause, unit);
        var asked = Greylisting.AskedWait(text);
        return this with { FailureCount = FailureCount + 1, PausedUntil = now + (asked > pause ? asked.Value : pause), PauseReason = text };
    }

    private static bool ShowsWork(SendOutcome outcome) => outcome is SendOutcome.Accepted
        or SendOutcome.Deferred { Scope: FailureScope.Recipient or FailureScope.Message }
        or SendOutcome.Rejected { Scope: FailureScope.Recipient or FailureScope.Message, Code: not null };

    private long SentOn(DateOnly day) => day == Day ? SentOnDay : 0;

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
