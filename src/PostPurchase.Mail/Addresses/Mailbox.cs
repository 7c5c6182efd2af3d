namespace PostPurchase.Mail.Addresses;

/// <summary>An address with the name that is shown beside it (RFC 5322 3.4).</summary>
/// <param name="Address">Where mail goes.</param>
/// <param name="Name">Any text on one line, as people read it (no quoting, no encoding); null or empty for none.</param>
public sealed record Mailbox(EmailAddress Address, string? Name = null);
