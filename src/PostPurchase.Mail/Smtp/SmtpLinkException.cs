namespace PostPurchase.Mail.Smtp;

/// <summary>
/// The connection cannot be used any further. Caught by the session, which turns it into outcomes for the messages it held; it never leaves this folder.
/// Carries the server's reply where there was one.
/// </summary>
internal sealed class SmtpLinkException : Exception
{
    private SmtpLinkException(string message, SmtpReply? reply, Exception? cause)
        : base(message, cause) => Reply = reply;

    /// <summary>The reply that ended it, or null.</summary>
    public SmtpReply? Reply { get; }

    public static SmtpLinkException Lost(string stage, Exception? cause) =>
        new($"the connection was lost {stage}" + (cause is null ? "" : $": {Redaction.Redact(cause.Message)}"), null, cause);

    public static SmtpLinkException TimedOut(string stage, TimeSpan limit) => new($"no progress {stage} within {limit:c}", null, null);

    public static SmtpLinkException Protocol(string what) => new(what, null, null);

    public static SmtpLinkException Refused(string stage, SmtpReply reply) => new($"the server answered {reply.Code} {stage}: {reply.Words()}", reply, null);

    public static SmtpLinkException Setup(string what, Exception? cause = null) => new(what, null, cause);
}
