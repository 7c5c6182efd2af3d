namespace PostPurchase.Mail.Smtp;

/// <summary>How long the client waits at each stage; the defaults are those of RFC 5321 section 4.5.3.2.</summary>
public sealed record SmtpTimeLimits
{
    /// <summary>To establish the TCP connection and, where used, the TLS handshake. Default 30 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the server's greeting. Default 5 min.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to EHLO, HELO, STARTTLS, AUTH, RSET. Default 5 min.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to MAIL. Default 5 min.</summary>
    public TimeSpan Mail { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to RCPT. Default 5 min.</summary>
    public TimeSpan Recipient { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the 354 answer to DATA. Default 2 min.</summary>
    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For one block of content to be taken by the network. Default 3 min.</summary>
    public TimeSpan Block { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>For the answer to the final dot. Default 10 min: a shorter wait sends messages twice.</summary>
    public TimeSpan FinalDot { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For the answer to QUIT, which nobody depends on. Default 5 s.</summary>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(5);
}
