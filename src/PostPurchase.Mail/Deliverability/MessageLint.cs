using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Deliverability;

/// <summary>
/// Checks a message against what Gmail, Yahoo and Outlook.com ask of bulk senders (their sender guidelines of 2024 to 2026), before it
/// leaves. Pure; takes a few times as long as writing the message, so it belongs into preview, publishing and tests.
/// </summary>
public static class MessageLint
{
    /// <summary>Every finding, those of the header first; empty when there is nothing to say.</summary>
    /// <param name="message">The message.</param>
    /// <param name="wire">The bytes that <see cref="MessageWriter.Write"/> made of it, signature included.</param>
    /// <param name="isMarketing">True for own and third-party content, false for transactional mail.</param>
    public static IReadOnlyList<LintFinding> Check(MailMessage message, ReadOnlySpan<byte> wire, bool isMarketing)
    {
        var findings = new List<LintFinding>();
        WireLint.Check(message, wire, isMarketing, findings);
        SenderLint.Check(message, findings);
        ContentLint.Check(message, wire.Length, findings);
        return findings;
    }
}
