using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Between one mail and its first server: where no connection could be made (unreachable, greeting or login refused, TLS failed), the mail goes to another
/// server instead of waiting. Nothing of it had been handed over then; once a server had seen it, only that server's answer counts.
/// </summary>
/// <param name="log">The ledger.</param>
/// <param name="other">The server that stands in.</param>
internal sealed class FallbackLog(ISendLog log, SmtpPool other) : ISendLog
{
    private Task<bool>? _handing;

    /// <inheritdoc/>
    public ValueTask<bool> HandingAsync(Envelope envelope) => new(_handing ??= log.HandingAsync(envelope).AsTask());

    /// <inheritdoc/>
    public async ValueTask SettledAsync(Envelope envelope, SendOutcome outcome)
    {
        if (outcome is not SendOutcome.Deferred { Scope: FailureScope.Transport, Stage: SmtpStage.Connect } || !await TryOtherAsync(envelope)) await log.SettledAsync(envelope, outcome);
    }

    private async Task<bool> TryOtherAsync(Envelope envelope)
    {
        if (other.PausedUntil is not null) return false;
        try
        {
            await other.EnqueueAsync(envelope, new Second(this, log), CancellationToken.None);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // that pool is closing too: the first outcome stands, and the mail waits
        }
    }

    /// <summary>The ledger as the second server sees it: a mark that the first one had made stays.</summary>
    private sealed class Second(FallbackLog first, ISendLog log) : ISendLog
    {
        public ValueTask<bool> HandingAsync(Envelope envelope) => first.HandingAsync(envelope);

        public ValueTask SettledAsync(Envelope envelope, SendOutcome outcome) => log.SettledAsync(envelope, outcome);
    }
}
