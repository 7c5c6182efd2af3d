namespace PostPurchase.Mail.Smtp;

/// <summary>
/// The ledger as the mail client sees it. Called from several connections at once. An exception from either method is taken as
/// broken infrastructure: the pool stops, and <see cref="SmtpPool.EnqueueAsync"/> and <see cref="SmtpPool.DrainAsync"/> throw it on.
/// </summary>
public interface ISendLog
{
    /// <summary>
    /// Marks durably that the content of <paramref name="envelope"/> is about to leave. Called at most once for each envelope, when it is announced to
    /// the server (so that the commit and the server's answer are waited for together); no byte of content is written before it has completed.
    /// Marks of several connections arrive together and can share one commit. False withdraws the envelope: nothing of it is sent, and no outcome follows.
    /// </summary>
    ValueTask<bool> HandingAsync(Envelope envelope);

    /// <summary>Takes the outcome, exactly once for each envelope that was not withdrawn. The connection waits for it before it goes on, so queue rather than commit.</summary>
    ValueTask SettledAsync(Envelope envelope, SendOutcome outcome);
}
