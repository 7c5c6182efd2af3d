using System.Text;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Deliverability;

/// <summary>Rules on the body: its size, and text that is there but not seen.</summary>
internal static class ContentLint
{
    private const int GmailClip = 102 * 1024;
    private const int LargestMessage = 10 * 1024 * 1024;
    private const int LongestPreheader = 250;

    public static void Check(MailMessage message, int wireLength, List<LintFinding> findings)
    {
        if (wireLength > LargestMessage)
            findings.Add(new("message_too_large", true, $"the message has {wireLength} bytes; many servers refuse more than {LargestMessage}"));
        if (message.Html is null) return;
        var size = Encoding.UTF8.GetByteCount(message.Html);
        if (size > GmailClip)
            findings.Add(new("clipped_by_gmail", false, $"the HTML has {size} bytes; Gmail cuts it at {GmailClip} and hides what follows, the unsubscribe link too"));
        var hidden = HiddenText.Count(message.Html);
        if (hidden > LongestPreheader)
            findings.Add(new("hidden_content", true, $"{hidden} letters are hidden by style; more than a preheader of {LongestPreheader} looks like deception"));
    }
}
