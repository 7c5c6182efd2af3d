using PostPurchase.Mail.Feedback;

namespace PostPurchase.Mail.Smtp;

/// <summary>What a negative reply says about the message (RFC 5321 4.2, RFC 3463, RFC 5248).</summary>
internal static class ReplyOutcome
{
    public static SendOutcome Of(SmtpStage stage, SmtpReply reply)
    {
        var scope = ScopeOf(stage, reply);
        return IsTemporary(stage, reply, scope)
            ? new SendOutcome.Deferred(scope, stage, reply.Code, reply.Status, reply.Words())
            : new SendOutcome.Rejected(scope, stage, reply.Code, reply.Status, reply.Words());
    }

    // A transport that refuses everybody (login missing, TLS missing) says nothing about this message: it waits until somebody has mended the settings.
    private static bool IsTemporary(SmtpStage stage, SmtpReply reply, FailureScope scope) =>
        reply.Code < 500 || scope == FailureScope.Transport || (stage == SmtpStage.Recipient && reply.Code == 552 && !IsTooBig(reply.Status));

    // 552 at RCPT means what 452 means (RFC 5321 4.5.3.1.10), unless its enhanced code says that the message will never fit.
    private static bool IsTooBig(EnhancedStatus? status) => status is { Subject: 3, Detail: 4 } or { Subject: 2, Detail: 3 };

    private static FailureScope ScopeOf(SmtpStage stage, SmtpReply reply) => reply switch
    {
        // Greeting, EHLO and MAIL went well: what the server closes for is where the message would go.
        { IsClosing: true } => stage == SmtpStage.Recipient ? FailureScope.Domain : FailureScope.Connection,
        { Code: 530 or 534 or 535 or 538 or 454 } => FailureScope.Transport,
        { Status: { } status } when ScopeOf(status, reply) is { } scope => stage == SmtpStage.Sender && scope == FailureScope.Recipient ? FailureScope.Message : scope,
        _ => stage switch
        {
            SmtpStage.Sender => reply.Code is 450 or 451 or 452 ? FailureScope.Transport : FailureScope.Message,
            SmtpStage.Recipient => FailureScope.Recipient,
            _ => FailureScope.Message,
        },
    };

    private static FailureScope? ScopeOf(EnhancedStatus status, SmtpReply reply) => status switch
    {
        _ when IsTooBig(status) => FailureScope.Message,
        { Subject: 1 or 2 } => FailureScope.Recipient,
        { Class: 4, Subject: 3 } => FailureScope.Transport,
        { Subject: 4 } => FailureScope.Domain,
        { Subject: 5, Detail: 3 } => FailureScope.Recipient,
        { Subject: 6 } => FailureScope.Message,
        { Subject: 7 } => status.Class == 4 && Pacing.Greylisting.IsGreylisting(reply.Text) ? FailureScope.Recipient : FailureScope.Domain,
        _ => null,
    };
}
