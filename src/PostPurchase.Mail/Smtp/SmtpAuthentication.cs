namespace PostPurchase.Mail.Smtp;

/// <summary>A SASL mechanism for AUTH (RFC 4954).</summary>
public enum SmtpAuthentication
{
    /// <summary>SCRAM-SHA-256 (RFC 5802, RFC 7677): the password itself never crosses the wire, and the server proves that it knows it.</summary>
    ScramSha256,

    /// <summary>PLAIN (RFC 4616).</summary>
    Plain,

    /// <summary>LOGIN, the old two-question form that some servers still offer alone.</summary>
    Login,

    /// <summary>XOAUTH2: an access token instead of a password.</summary>
    XOAuth2,
}
