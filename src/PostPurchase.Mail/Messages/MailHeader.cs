namespace PostPurchase.Mail.Messages;

/// <summary>A further header of free text.</summary>
/// <param name="Name">1 to 50 printable ASCII characters without a colon.</param>
/// <param name="Value">One line of any text; what is not printable ASCII is written as encoded words (RFC 2047).</param>
public sealed record MailHeader(string Name, string Value);
