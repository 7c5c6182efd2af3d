namespace PostPurchase.Mail.Messages;

/// <summary>How a recipient leaves (RFC 2369); both are in ASCII, percent-encoded, at most 900 characters.</summary>
/// <param name="Url">An https address (or http on this machine).</param>
/// <param name="Mailto">A <c>mailto:</c> address beside it, or null.</param>
/// <param name="OneClick">True adds List-Unsubscribe-Post (RFC 8058): a POST to <paramref name="Url"/> unsubscribes without questions.</param>
public sealed record UnsubscribeLink(string Url, string? Mailto = null, bool OneClick = true);
