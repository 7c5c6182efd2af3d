namespace PostPurchase.Mail.Pacing;

/// <summary>A token bucket as a value: what is left, and since when. Pure.</summary>
/// <param name="Tokens">0 up to the burst.</param>
/// <param name="At">UTC instant for which <paramref name="Tokens"/> holds.</param>
public readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    /// <summary>A full bucket.</summary>
    public static TokenBucket Full(SendRate rate, DateTimeOffset now) => new(rate.Burst, now);

    /// <summary>The bucket as it stands at <paramref name="now"/>; a clock that went back adds nothing.</summary>
    public TokenBucket Refilled(SendRate rate, DateTimeOffset now) => now <= At
        ? this with { Tokens = Math.Min(Tokens, rate.Burst) }
        : new(Math.Min(rate.Burst, Tokens + (now - At).TotalSeconds * rate.PerSecond), now);

    /// <summary>From when one message may leave: <paramref name="now"/> or later.</summary>
    public DateTimeOffset ReadyAt(SendRate rate, DateTimeOffset now)
    {
        var tokens = Refilled(rate, now).Tokens;
        // Rounded up to the millisecond, so that at that instant there is a token whatever the rounding did.
        return tokens >= 1 ? now : now.AddMilliseconds(Math.Ceiling((1 - tokens) / rate.PerSecond * 1000 + 0.001));
    }

    /// <summary>The bucket after one message left at <paramref name="now"/>.</summary>
    public TokenBucket Taken(SendRate rate, DateTimeOffset now)
    {
        var refilled = Refilled(rate, now);
        return refilled with { Tokens = Math.Max(0, refilled.Tokens - 1) };
    }
}
