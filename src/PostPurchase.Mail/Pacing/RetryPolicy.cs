using PostPurchase.Mail.Smtp;

namespace PostPurchase.Mail.Pacing;

/// <summary>When a deferred message is tried again, and when that ends. Pure.</summary>
public sealed record RetryPolicy
{
    /// <summary>Pause after the first refusal; doubles. Default 15 min.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest pause. Default 4 h.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Pause where the server greylists and does not say how long. Default 6 min, just over the usual 5.</summary>
    public TimeSpan Greylist { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Pause after the connection or the transport failed, which says nothing about the message. Default 1 min.</summary>
    public TimeSpan Transport { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>From the first try to the last. Default 4 days (RFC 5321 4.5.4.1 asks for 4 to 5).</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(4);

    /// <summary>Decides after <paramref name="outcome"/>.</summary>
    /// <param name="outcome">What the last try met.</param>
    /// <param name="refusalCount">Refusals that counted against the message so far, this one included where it counts; from 0.</param>
    /// <param name="firstTriedAt">UTC instant of the first try.</param>
    /// <param name="now">UTC instant of the last try.</param>
    /// <param name="unit">Jitter in 0..1.</param>
    public RetryDecision Next(SendOutcome.Deferred outcome, int refusalCount, DateTimeOffset firstTriedAt, DateTimeOffset now, double unit)
    {
        var giveUpAt = firstTriedAt + GiveUpAfter;
        if (now >= giveUpAt) return new RetryDecision.GiveUp($"not accepted within {GiveUpAfter.TotalDays:0.#} days; {(outcome.Code is null ? "last failure" : "last answer")}: {outcome.Text}");
        var at = now + Pause(outcome, refusalCount, unit);
        return new RetryDecision.RetryAt(at < giveUpAt ? at : giveUpAt, Counts(outcome));
    }

    /// <summary>Whether the refusal counts against the message: a closed connection (421 or no word, whatever it was closed for) and a failed transport do not.</summary>
    public static bool Counts(SendOutcome.Deferred outcome) => outcome is { Scope: not (FailureScope.Connection or FailureScope.Transport), Code: not (null or 421) };

    private TimeSpan Pause(SendOutcome.Deferred outcome, int refusalCount, double unit)
    {
        if (!Counts(outcome)) return Backoff.Delay(1, Transport, Transport, unit);
        if (Greylisting.AskedWait(outcome.Text) is { } asked) return asked + Backoff.Delay(1, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), unit);
        return refusalCount <= 2 && Greylisting.IsGreylisting(outcome.Text)
            ? Greylist + Backoff.Delay(1, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), unit)
            : Backoff.Delay(Math.Max(refusalCount, 1), First, Longest, unit);
    }
}
