namespace PostPurchase.Mail.Smtp;

/// <summary>A mail server that cannot be used: not reached, not trusted, or it refused greeting or login.</summary>
/// <param name="Since">UTC instant of the first failure after it last worked.</param>
/// <param name="Text">What the last failure said; holds no secret.</param>
public sealed record SmtpTrouble(DateTimeOffset Since, string Text);
