using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback;

/// <summary>
/// Reads what comes back to a return path: delivery reports (RFC 3464), bounces in prose, complaints (RFC 5965), automatic answers.
/// Pure and bounded; never throws on its bytes. Whether the report may change anything is for the caller to prove with
/// <see cref="ReturnPath"/>: everything in a message can be forged.
/// </summary>
public static class FeedbackReader
{
    /// <summary>Reads one raw message (RFC 5322, also an mbox entry).</summary>
    public static MailFeedback Read(ReadOnlyMemory<byte> message) => Read(MailReader.Read(message));

    /// <summary>Reads one message that has been taken apart already.</summary>
    public static MailFeedback Read(MailPart message)
    {
        var parts = message.Walk().ToList();
        var prose = Prose.Parse(Text(parts));
        var original = Original(parts, prose);
        var sentTo = DeliveredTo(message);

        if (ComplaintReports.Read(message, original) is { } complaints) return new MailFeedback(FeedbackKind.Complaint, complaints, sentTo, original);
        if (Providers.SesMail.Read(message, prose.Text) is { } notice) return notice with { DeliveredTo = sentTo };
        if (IsReceipt(message, parts)) return new MailFeedback(FeedbackKind.None, [], sentTo, original);

        var groups = DeliveryStatus(parts, prose);
        if (groups.Count == 0 && AutoReplies.IsAutoReply(message)) return AutoReply(message, sentTo, original);
        var reports = groups.Count > 0 ? StatusReports.Read(message, groups, prose, original) : ProseReports.Read(message, prose, original);
        return new MailFeedback(Kind(reports), reports, sentTo, original);
    }

    private static FeedbackKind Kind(List<BounceReport> reports)
    {
        if (reports.Count == 0) return FeedbackKind.None;
        if (reports.All(r => r.Reason == BounceReason.Delivered)) return FeedbackKind.Delivery;
        return reports.All(r => r.Action == BounceAction.Ignore) ? FeedbackKind.Delay : FeedbackKind.Bounce;
    }

    private static MailFeedback AutoReply(MailPart message, IReadOnlyList<string> sentTo, OriginalMessage original)
    {
        var from = Addresses.First(message.Header("From") ?? "");
        var subject = message.Header("Subject") ?? "";
        return new MailFeedback(FeedbackKind.AutoReply, [new BounceReport(from, "", 0, BounceReason.AutoReply, BounceAction.Ignore, Short(subject))], sentTo, original);
    }

    private static bool IsReceipt(MailPart message, List<MailPart> parts) =>
        message.Parameter("report-type")?.ToLowerInvariant() is "disposition-notification" or "tlsrpt"
        || parts.Exists(p => p.MediaType is "message/disposition-notification" or "application/tlsrpt+gzip" or "application/tlsrpt+json");

    /// <summary>The recipient groups of the first delivery status: its own part, one in a forwarded report, or lines in the text.</summary>
    private static List<FieldGroup> DeliveryStatus(List<MailPart> parts, Prose prose)
    {
        foreach (var part in parts)
        {
            if (part.MediaType is not ("message/delivery-status" or "message/global-delivery-status")) continue;
            var groups = FieldGroups.Parse(part.Text);
            if (groups.Exists(g => g.IsRecipient)) return groups;
        }
        var lines = FieldGroups.FindIn(prose.Text);
        return lines.Length > 0 ? FieldGroups.Parse(lines).FindAll(_ => true) : [];
    }

    // All text of the report itself, not of the message that it returns; HTML only where there is nothing plain.
    private static string Text(List<MailPart> parts)
    {
        var root = parts[0];
        if (root.Children.Count == 0) return root.MediaType == "text/html" ? Html.ToText(root.Text) : root.Text;
        var plain = Readable(root, "text/plain").ToList();
        if (plain.Count > 0) return string.Join('\n', plain.Select(p => p.Text));
        return string.Join('\n', Readable(root, "text/html").Select(p => Html.ToText(p.Text)));
    }

    private static IEnumerable<MailPart> Readable(MailPart part, string type)
    {
        foreach (var child in part.Children)
        {
            if (child.MediaType is "message/rfc822" or "message/global") yield break; // what follows belongs to the returned mail
            if (child.MediaType == type || (child.Children.Count == 0 && type == "text/plain" && child.MediaType.StartsWith("multipart/", StringComparison.Ordinal))) yield return child;
            foreach (var below in Readable(child, type)) yield return below;
        }
    }

    private static OriginalMessage Original(List<MailPart> parts, Prose prose)
    {
        foreach (var part in parts)
        {
            if (part.MediaType is "message/rfc822" or "message/global" && part.Children.Count > 0 && part.Children[0].Headers.Count > 0) return OriginalMessage.From(part.Children[0].Headers);
            if (part.MediaType is "text/rfc822-headers" or "text/rfc822-header" or "message/rfc822-headers" or "message/global-headers")
                return OriginalMessage.From(HeaderBlock.Parse(System.Text.Encoding.UTF8.GetBytes(part.Text), out _));
        }
        return OriginalMessage.From(HeadersIn(prose.Original));
    }

    // In prose the returned headers follow the line that announces them, after blank lines or none.
    private static List<MailHeader> HeadersIn(string text)
    {
        if (text.Length > 200_000) text = text[..200_000];
        for (var tries = 0; tries < 6 && text.Length > 0; tries++)
        {
            var headers = HeaderBlock.Parse(System.Text.Encoding.UTF8.GetBytes(text), out _);
            if (headers.Count > 1) return headers;
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0) break;
            text = text[(end + 1)..];
        }
        return [];
    }

    private static List<string> DeliveredTo(MailPart message)
    {
        var found = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To"])
            foreach (var value in message.HeaderValues(name))
                if (Addresses.First(value) is { Length: > 0 } address && found.Count < 20 && !found.Contains(address, StringComparer.OrdinalIgnoreCase)) found.Add(address);
        return found;
    }

    internal static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 1000 ? line[..1000] : line;
    }
}
