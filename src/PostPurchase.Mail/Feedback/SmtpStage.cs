namespace PostPurchase.Mail.Feedback;

/// <summary>The point of an SMTP session at which a reply came.</summary>
public enum SmtpStage
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Greeting, EHLO, STARTTLS or AUTH.</summary>
    Connect,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA or the end of the message.</summary>
    Message,
}
