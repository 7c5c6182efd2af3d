namespace PostPurchase.Mail.Pacing;

/// <summary>Growing pauses.</summary>
public static class Backoff
{
    /// <summary>
    /// The pause after the <paramref name="failureCount"/>th failure in a row (from 1): <paramref name="first"/> doubled for each further failure, at most
    /// <paramref name="longest"/>, shortened by up to half by <paramref name="unit"/> so that many do not come back at once.
    /// </summary>
    /// <param name="failureCount">From 1.</param>
    /// <param name="first">Pause after the first failure.</param>
    /// <param name="longest">Longest pause.</param>
    /// <param name="unit">Jitter in 0..1: 0 keeps the whole pause, 1 halves it.</param>
    public static TimeSpan Delay(int failureCount, TimeSpan first, TimeSpan longest, double unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failureCount, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(unit is >= 0 and <= 1, true, nameof(unit));
        var whole = Math.Min(first.Ticks * Math.Pow(2, Math.Min(failureCount - 1, 62)), longest.Ticks);
        return TimeSpan.FromTicks((long)(whole * (1 - unit / 2)));
    }
}
