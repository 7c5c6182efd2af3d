namespace PostPurchase.Mail.Smtp;

/// <summary>How a connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Clear text, also where the server offers STARTTLS. For a relay on the same machine.</summary>
    None,

    /// <summary>STARTTLS (RFC 3207) is required: a server that does not offer it gets no mail.</summary>
    StartTls,

    /// <summary>STARTTLS where it is offered, else clear text. A handshake that fails is a failure, never a way back to clear text.</summary>
    StartTlsIfOffered,

    /// <summary>TLS from the first byte (RFC 8314), usually on port 465.</summary>
    Tls,
}
