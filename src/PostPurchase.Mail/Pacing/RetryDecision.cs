namespace PostPurchase.Mail.Pacing;

/// <summary>What happens to a message after a temporary refusal.</summary>
public abstract record RetryDecision
{
    private RetryDecision() { }

    /// <summary>Try again not before <c>At</c> (UTC); <c>Counts</c> where the refusal counts against the message.</summary>
    public sealed record RetryAt(DateTimeOffset At, bool Counts) : RetryDecision;

    /// <summary>No further try; <c>Reason</c> is a sentence for people.</summary>
    public sealed record GiveUp(string Reason) : RetryDecision;
}
