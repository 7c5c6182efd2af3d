using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PostPurchase.Mail.Smtp;

/// <summary>One mail server and how to use it. Checked when a <see cref="SmtpPool"/> is made: a bad value is an <see cref="ArgumentException"/>.</summary>
public sealed class SmtpTransportOptions
{
    /// <summary>Host name or address of the server; also the name that its certificate must carry.</summary>
    public required string Host { get; init; }

    /// <summary>1..65535. Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Default <see cref="SmtpSecurity.StartTls"/>.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Who logs in; null sends without AUTH.</summary>
    public string? User { get; init; }

    /// <summary>The password for <see cref="User"/>. Never logged, never part of an outcome.</summary>
    public string? Password { get; init; }

    /// <summary>Gives a fresh access token for XOAUTH2; asked once for each connection.</summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; init; }

    /// <summary>Mechanisms that may be used, best first; the first one that the server offers and that has its secret is taken.</summary>
    public IReadOnlyList<SmtpAuthentication> Authentication { get; init; } =
        [SmtpAuthentication.XOAuth2, SmtpAuthentication.ScramSha256, SmtpAuthentication.Plain, SmtpAuthentication.Login];

    /// <summary>Whether PLAIN, LOGIN and XOAUTH2 may be used without TLS. Default false.</summary>
    public bool AllowClearTextSecrets { get; init; }

    /// <summary>Connections at the same time, 1..1000. Default 4.</summary>
    public int MaxConnections { get; init; } = 4;

    /// <summary>Messages before a connection is closed and made anew, from 1. Default 1,000.</summary>
    public int MaxMessagesPerConnection { get; init; } = 1_000;

    /// <summary>Age at which a connection takes no more messages. Default 10 min.</summary>
    public TimeSpan MaxConnectionAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a connection is kept open with nothing to send. Default 20 s, below what servers allow.</summary>
    public TimeSpan IdleClose { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a message whose connection broke before its final dot is tried on another connection before it is deferred, from 1. Default 3.</summary>
    public int MaxConnectionTries { get; init; } = 3;

    /// <summary>How long a message that was announced behind another one waits for that one's answer before another connection takes it. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause after a connection failed; it doubles with every further failure. Default 1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause after connections failed. Default 5 min.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gives a number in 0..1 that shortens each pause by up to half, so that several nodes do not come back at once. Null keeps the whole pause.</summary>
    public Func<double>? Jitter { get; init; }

    /// <summary>Time limits of each stage.</summary>
    public SmtpTimeLimits Limits { get; init; } = new();

    /// <summary>Name that EHLO gives; null takes the address literal of the local end (RFC 5321 4.1.3).</summary>
    public string? EhloName { get; init; }

    /// <summary>Whether PIPELINING (RFC 2920) is used where the server offers it. Default true.</summary>
    public bool AllowPipelining { get; init; } = true;

    /// <summary>Decides about the server's certificate instead of the platform; null verifies chain and host name.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    /// <summary>Certificates that the server's must lead to instead of the platform's, for a mail server of one's own; dates and host name are verified all the same. Null for the platform's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Host);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Port is >= 1 and <= 65535, true, nameof(Port));
        ArgumentOutOfRangeException.ThrowIfNotEqual(MaxConnections is >= 1 and <= 1_000, true, nameof(MaxConnections));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessagesPerConnection, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnectionTries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxConnectionAge, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdleClose, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstPause, TimeSpan.Zero);
        if (User is not null && Password is null && AccessToken is null)
            throw new ArgumentException("a user needs a password or an access token", nameof(User));
        if (EhloName is not null && !IsDomain(EhloName))
            throw new ArgumentException($"EHLO name {EhloName} must be a domain (letters, digits, - and .) or an address literal", nameof(EhloName));
    }

    private static bool IsDomain(string name) => name.Length is > 0 and <= 255 &&
        (name is ['[', .., ']']
            ? name.AsSpan(1, name.Length - 2).IndexOfAnyExcept(LiteralCharacters) < 0
            : name.AsSpan().IndexOfAnyExcept(DomainCharacters) < 0 && name[0] is not ('.' or '-'));

    private static readonly System.Buffers.SearchValues<char> DomainCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");

    private static readonly System.Buffers.SearchValues<char> LiteralCharacters =
        System.Buffers.SearchValues.Create("abcdefABCDEFIPv0123456789:.");
}
