namespace PostPurchase.Mail.Pacing;

/// <summary>Whether a message may leave on a lane.</summary>
public abstract record PaceDecision
{
    private PaceDecision() { }

    /// <summary>Now; the caller keeps <see cref="Pace.AfterSend"/>.</summary>
    public sealed record Go : PaceDecision;

    /// <summary>Not before <c>At</c> (UTC); <c>Reason</c> is a sentence for people.</summary>
    public sealed record WaitUntil(DateTimeOffset At, string Reason) : PaceDecision;
}
