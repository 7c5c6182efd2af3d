using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Deliverability;

/// <summary>Rules on who a message says it is from, and on a subject that pretends.</summary>
internal static class SenderLint
{
    private static readonly string[] Replies = ["re", "fw", "fwd", "aw", "wg", "sv", "antw", "tr", "rv", "vs", "odp"];

    private static readonly string[] NoReply = ["noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply"];

    private static readonly FrozenSet<string> MailboxProviders = FrozenSet.ToFrozenSet(
        ["gmail.com", "googlemail.com", "yahoo.com", "aol.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "proton.me", "mail.ru"]);

    public static void Check(MailMessage message, List<LintFinding> findings)
    {
        var address = message.From.Address;
        if (MailboxProviders.Contains(address.Domain))
            findings.Add(new("sender_is_mailbox_provider", true, $"From is at {address.Domain}, whose DMARC policy forbids others to send for it; use a domain of your own"));
        if (NoReply.Contains(address.LocalPart, StringComparer.OrdinalIgnoreCase) && message.ReplyTo is null)
            findings.Add(new("sender_not_repliable", false, $"From is {address.LocalPart}@ and there is no Reply-To; Outlook.com asks for one that people can answer"));
        if ((message.From.Name ?? "").EnumerateRunes().FirstOrDefault(IsBadge) is { Value: > 0 } badge)
            findings.Add(new("badge_in_sender_name", true, $"the name in From holds U+{badge.Value:X4}; Gmail takes symbols there for imitated badges"));
        if (message.FeedbackId is not null && !IsFeedbackId(message.FeedbackId))
            findings.Add(new("feedback_id_malformed", false, "Feedback-ID is not a:b:c:sender with a sender of 5 to 15 characters"));
        CheckSubject(message, findings);
    }

    private static bool IsBadge(Rune rune) =>
        rune.Value is not ('©' or '®' or '™') && (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol || rune.Value is 0x221A or 0x22C6);

    private static bool IsFeedbackId(string id) => id.Split(':') is [_, _, _, { Length: >= 5 and <= 15 }];

    private static void CheckSubject(MailMessage message, List<LintFinding> findings)
    {
        if (string.IsNullOrWhiteSpace(message.Subject)) findings.Add(new("subject_missing", true, "the subject is empty"));
        var colon = message.Subject.AsSpan().IndexOfAny(':', '：');
        if (colon < 1 || !Replies.Contains(message.Subject[..colon].Trim(), StringComparer.OrdinalIgnoreCase)) return;
        if (message.Headers.Any(h => h.Name.Equals("In-Reply-To", StringComparison.OrdinalIgnoreCase))) return;
        findings.Add(new("fake_reply", true, $"the subject starts with \"{message.Subject[..(colon + 1)]}\" and answers nothing"));
    }
}
