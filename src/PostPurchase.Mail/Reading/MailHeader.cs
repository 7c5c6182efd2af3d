namespace PostPurchase.Mail.Reading;

/// <summary>One header field as received: unfolded, not yet decoded.</summary>
/// <param name="Name">The field's name in the writer's case; compare without case.</param>
/// <param name="Value">The value on one line, trimmed; bytes that are not UTF-8 are read as Latin-1.</param>
public readonly record struct MailHeader(string Name, string Value);
