using System.Buffers;
using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback;

/// <summary>Reads feedback-loop reports: RFC 5965, 6591, 6692, and those that were never a multipart/report.</summary>
internal static class ComplaintReports
{
    private static readonly SearchValues<string> ComplaintSubjects = SearchValues.Create(["abuse", "feedback", "complaint", "spam"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The reports of a complaint; null when the message is none.</summary>
    public static List<BounceReport>? Read(MailPart message, OriginalMessage original)
    {
        var fields = Fields(message);
        if (fields is null) return IsHotmail(message, original) ? [Report(original.To, BounceReason.ComplaintAbuse, "complaint")] : null;
        var type = fields["Feedback-Type"]?.Trim().ToLowerInvariant() ?? "abuse";
        var reason = type switch
        {
            "opt-out" or "opt-out-list" or "unsubscribe" => BounceReason.ComplaintOptOut,
            "auth-failure" or "dmarc" or "dkim" or "spf" or "virus" or "miscategorized" or "identity" => BounceReason.ComplaintAuthFailure,
            "not-spam" => BounceReason.ComplaintWithdrawn,
            _ => BounceReason.ComplaintAbuse,
        };
        var recipients = Recipients(fields, original);
        return recipients.ConvertAll(r => Report(r, reason, type));
    }

    private static BounceReport Report(string recipient, BounceReason reason, string type) =>
        new(recipient, "", 0, reason, Actions.For(reason, temporary: false), "feedback-type: " + type);

    private static FieldGroup? Fields(MailPart message)
    {
        foreach (var part in message.Walk())
            if (part.MediaType == "message/feedback-report") return Merge(FieldGroups.Parse(part.Text));
        if (message.Parameter("report-type")?.Equals("feedback-report", StringComparison.OrdinalIgnoreCase) != true && !LooksLikeComplaint(message)) return null;
        foreach (var part in message.Walk())
        {
            if (part.Children.Count > 0 || !part.MediaType.StartsWith("text/", StringComparison.Ordinal)) continue;
            var at = part.Text.IndexOf("Feedback-Type:", StringComparison.OrdinalIgnoreCase);
            if (at == 0 || (at > 0 && part.Text[at - 1] == '\n')) return Merge(FieldGroups.Parse(part.Text[GroupStart(part.Text, at)..]));
        }
        return null;
    }

    private static bool LooksLikeComplaint(MailPart message) =>
        message.Header("Subject") is { } subject && subject.AsSpan().ContainsAny(ComplaintSubjects);

    private static int GroupStart(string text, int at) => text.LastIndexOf("\n\n", at, StringComparison.Ordinal) is >= 0 and var blank ? blank : 0;

    private static FieldGroup Merge(List<FieldGroup> groups) => groups.Find(g => g["Feedback-Type"] is not null) ?? groups.FirstOrDefault() ?? new FieldGroup();

    // Original-Rcpt-To repeats; it may be redacted, then the To of the mail itself is the next best.
    private static List<string> Recipients(FieldGroup fields, OriginalMessage original)
    {
        var found = fields.All("Original-Rcpt-To").Concat(fields.All("Removal-Recipient")).Select(Addresses.First).Where(a => a.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(1000).ToList();
        return found.Count > 0 ? found : [original.To];
    }

    // Outlook.com's junk mail reporting: no report part, only the mail with a field of its own.
    private static bool IsHotmail(MailPart message, OriginalMessage original) =>
        original.Header("X-HmXmrOriginalRecipient") is not null
        && message.Header("Subject")?.Contains("complaint about message", StringComparison.OrdinalIgnoreCase) == true;
}
