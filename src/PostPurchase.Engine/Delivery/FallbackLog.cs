using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Between one mail and its first server: where no connection could be made (unreachable, greeting or login refused, TLS failed), or the server takes
/// nothing from anybody (it says so to MAIL), the mail goes to another server instead of waiting. Nothing of its content had left then; once a server had seen
/// a recipient, only that server's answer counts.
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
        // Where the other server rests or is closed too, the first outcome stands, and the mail waits.
        var isOthers = outcome is SendOutcome.Deferred { Scope: FailureScope.Transport, Stage: SmtpStage.Connect or SmtpStage.Sender } && other.PausedUntil is null && other.TryTakeOver(envelope, new Second(this, log));
        if (!isOthers) await log.SettledAsync(envelope, outcome);
    }

    /// <summary>The ledger as the second server sees it: a mark that the first one had made stays.</summary>
    private sealed class Second(FallbackLog first, ISendLog log) : ISendLog
    {
        public ValueTask<bool> HandingAsync(Envelope envelope) => first.HandingAsync(envelope);

        public ValueTask SettledAsync(Envelope envelope, SendOutcome outcome) => log.SettledAsync(envelope, outcome);
    }
}
