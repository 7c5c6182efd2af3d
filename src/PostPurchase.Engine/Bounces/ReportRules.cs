using NodaTime;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Bounces;

/// <summary>What a report about a send means for the address that it went to. Pure.</summary>
internal static class ReportRules
{
    /// <summary>
    /// What the address gets no more: everything where it does not exist, marketing where a person complained; null for all else. A report that
    /// names a mailbox elsewhere (the address forwards there) says nothing about the address itself.
    /// </summary>
    public static SuppressionScope? SuppressedScope(StoredSend send, SendReport report)
    {
        if (send.Purpose == SendPurpose.Notice || report.Report.Action != BounceAction.Suppress) return null;
        if (report.Kind == FeedbackKind.Complaint) return SuppressionScope.Marketing;
        return report.Kind == FeedbackKind.Bounce && IsAbout(send.Address, report.Report.Recipient) ? SuppressionScope.Everything : null;
    }

    /// <summary>How far back mails are counted that came back from a mailbox which is full or asleep.</summary>
    public static Duration PassingWindow { get; } = Duration.FromDays(60);

    /// <summary>Whether a mailbox that is full or asleep has been so for too long: at least 5 mails over at least 14 days, within <see cref="PassingWindow"/>.</summary>
    public static bool IsWornOut(long count, Duration since) => count >= 5 && since >= Duration.FromDays(14);

    /// <summary>What the ledger says of the send, without addresses.</summary>
    public static string TextOf(SendReport report)
    {
        var (kind, found) = (report.Kind == FeedbackKind.Complaint ? "complaint" : "bounced", report.Report);
        var status = found.Status.Length > 0 ? $" ({found.Status})" : "";
        var words = Redaction.Redact(found.Diagnostic);
        return $"{kind}: {found.Reason.ToName()}{status}{(words.Length > 0 ? $": {words}" : "")}";
    }

    // Spellings of one mailbox differ (tags, dots, case), so the domain decides; a report may hide the address.
    private static bool IsAbout(string? sentTo, string recipient) =>
        recipient.Length == 0 || !recipient.Contains('@', StringComparison.Ordinal) || DomainOf(recipient) == DomainOf(sentTo ?? "");

    internal static string? DomainOf(string address) => EmailIdentity.Normalise(address) is { } normal ? normal[(normal.LastIndexOf('@') + 1)..] : null;
}
