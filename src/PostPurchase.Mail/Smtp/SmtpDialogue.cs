using System.Globalization;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Mail.Smtp;

/// <summary>A refusal of MAIL, RCPT or DATA. <c>WaitsForContent</c> where the server answered 354 to the DATA behind it all the same.</summary>
internal readonly record struct Refusal(SmtpStage Stage, SmtpReply Reply, bool WaitsForContent);

/// <summary>
/// The words of one transaction after the other. Where the server offers PIPELINING, MAIL, RCPT and DATA are one group that may leave together with the end
/// of the message before (RFC 2920 3.1); else, or where <paramref name="oneByOne"/> says so, each waits for its answer. Everything that breaks is a
/// <see cref="SmtpLinkException"/>.
/// </summary>
internal sealed class SmtpDialogue(SmtpWire wire, SmtpCapabilities capabilities, SmtpTransportOptions options, bool oneByOne)
{
    private readonly SmtpTimeLimits _limits = options.Limits;
    private bool _needsReset;

    public bool Pipelining { get; } = options.AllowPipelining && capabilities.Pipelining && !oneByOne;

    /// <summary>What the answer that was waited for last would have been to.</summary>
    public SmtpStage Awaited { get; private set; }

    /// <summary>Puts the group of <paramref name="envelope"/> into the buffer; nothing without pipelining.</summary>
    public async ValueTask AnnounceAsync(Envelope envelope)
    {
        if (!Pipelining) return;
        await wire.MakeRoomAsync(_limits.Block);
        if (_needsReset) wire.Append("RSET\r\n"u8);
        AppendMail(envelope);
        AppendRecipient(envelope);
        wire.Append("DATA\r\n"u8);
    }

    /// <summary>Null where the server waits for the content; else the reply that decides about the message.</summary>
    public async ValueTask<Refusal?> ReadAnswersAsync(Envelope envelope)
    {
        if (Pipelining) await wire.FlushAsync(_limits.Block);
        if (_needsReset)
        {
            if (!Pipelining) wire.Append("RSET\r\n"u8);
            var reset = await AnswerAsync(SmtpStage.Unknown, "waiting for the answer to RSET", _limits.Command);
            if (!reset.IsPositive) throw SmtpLinkException.Refused("to RSET", reset);
            _needsReset = false;
        }

        return Pipelining ? await ReadGroupAsync() : await ConverseAsync(envelope);
    }

    /// <summary>Puts content and final dot into the buffer; false where the server answered before all of it was written, and then without the dot.</summary>
    public ValueTask<bool> AppendContentAsync(Envelope envelope) => wire.AppendContentAsync(envelope.Content, _limits.Block);

    /// <summary>Writes what is in the buffer and reads the answer to the final dot.</summary>
    public async ValueTask<SmtpReply> ReadFinalAsync()
    {
        await wire.FlushAsync(_limits.Block);
        return await wire.ReadReplyAsync("waiting for the answer to the final dot", _limits.FinalDot, keepText: true);
    }

    /// <summary>Brings the server back to where MAIL can be said, after a refusal.</summary>
    public async ValueTask RecoverAsync(Refusal refusal)
    {
        _needsReset = !refusal.WaitsForContent;
        if (_needsReset) return;
        // No recipient was accepted, so the server refuses the empty message too (RFC 2920 3.1); what it says does not matter.
        wire.Append(".\r\n"u8);
        await ReadFinalAsync();
    }

    /// <summary>Says QUIT; a server that does not answer is not waited for.</summary>
    public async ValueTask QuitAsync()
    {
        wire.Append("QUIT\r\n"u8);
        await wire.FlushAsync(_limits.Quit);
        await wire.ReadReplyAsync("waiting for the answer to QUIT", _limits.Quit);
    }

    private async ValueTask<Refusal?> ReadGroupAsync()
    {
        var mail = await ReadAsync(SmtpStage.Sender, "waiting for the answer to MAIL", _limits.Mail);
        if (mail.IsClosing) return Refused(SmtpStage.Sender, mail, false);
        var recipient = await ReadAsync(SmtpStage.Recipient, "waiting for the answer to RCPT", _limits.Recipient);
        if (recipient.IsClosing) return Refused(SmtpStage.Recipient, recipient, false);
        var data = await ReadAsync(SmtpStage.Message, "waiting for the answer to DATA", _limits.Data);
        var go = data.Code == 354;
        if (mail.IsPositive && recipient.IsPositive) return go ? null : Refused(SmtpStage.Message, data, false);
        // A server that refused MAIL, yet took RCPT and DATA, would deliver the lone dot as an empty message.
        if (go && recipient.IsPositive) throw SmtpLinkException.Refused("to MAIL and took the recipient all the same", mail);
        return mail.IsPositive ? Refused(SmtpStage.Recipient, recipient, go) : Refused(SmtpStage.Sender, mail, go);
    }

    private async ValueTask<Refusal?> ConverseAsync(Envelope envelope)
    {
        AppendMail(envelope);
        var reply = await AnswerAsync(SmtpStage.Sender, "waiting for the answer to MAIL", _limits.Mail);
        if (!reply.IsPositive) return Refused(SmtpStage.Sender, reply, false);
        AppendRecipient(envelope);
        reply = await AnswerAsync(SmtpStage.Recipient, "waiting for the answer to RCPT", _limits.Recipient);
        if (!reply.IsPositive) return Refused(SmtpStage.Recipient, reply, false);
        wire.Append("DATA\r\n"u8);
        reply = await AnswerAsync(SmtpStage.Message, "waiting for the answer to DATA", _limits.Data);
        return reply.Code == 354 ? null : Refused(SmtpStage.Message, reply, false);
    }

    private static Refusal Refused(SmtpStage stage, SmtpReply reply, bool waitsForContent) => reply.Code >= 400
        ? new Refusal(stage, reply, waitsForContent)
        : throw SmtpLinkException.Protocol($"the server answered {reply.Code} to {stage}, which means nothing there");

    private async ValueTask<SmtpReply> AnswerAsync(SmtpStage stage, string words, TimeSpan limit)
    {
        await wire.FlushAsync(_limits.Block);
        return await ReadAsync(stage, words, limit);
    }

    private ValueTask<SmtpReply> ReadAsync(SmtpStage stage, string words, TimeSpan limit)
    {
        Awaited = stage;
        return wire.ReadReplyAsync(words, limit);
    }

    private void AppendMail(Envelope envelope)
    {
        wire.Append("MAIL FROM:<"u8);
        if (envelope.ReturnPath is { } sender) wire.Append(sender.ToString());
        wire.Append(">"u8);
        if (capabilities.Size) wire.Append(string.Create(CultureInfo.InvariantCulture, $" SIZE={envelope.Content.Length}"));
        if (capabilities.EightBitMime && envelope.HasEightBitContent()) wire.Append(" BODY=8BITMIME"u8);
        if (envelope.NeedsSmtpUtf8) wire.Append(" SMTPUTF8"u8);
        if (capabilities.Notifications && envelope.NotificationId is { } id) wire.Append(" RET=HDRS ENVID=" + XText(id));
        wire.Append("\r\n"u8);
    }

    private void AppendRecipient(Envelope envelope)
    {
        wire.Append("RCPT TO:<"u8);
        wire.Append(envelope.Recipient.ToString());
        wire.Append(capabilities.Notifications && envelope.NotificationId is not null ? "> NOTIFY=FAILURE\r\n"u8 : ">\r\n"u8);
    }

    /// <summary>xtext of RFC 3461 section 4.</summary>
    private static string XText(string id) => string.Concat(id.Select(c => c is '+' or '=' or ' ' ? $"+{(int)c:X2}" : c.ToString()));
}
