using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback;

/// <summary>Reports from the fields of a delivery status (RFC 3464), with the prose beside them as a second source.</summary>
internal static class StatusReports
{
    public static List<BounceReport> Read(MailPart message, List<FieldGroup> groups, Prose prose, OriginalMessage original)
    {
        var reporter = Host(groups.Select(g => g["Reporting-MTA"]).FirstOrDefault(r => r is not null) ?? "");
        var recipients = groups.FindAll(g => g.IsRecipient);
        var reports = new List<BounceReport>(recipients.Count);
        foreach (var group in recipients) reports.Add(Report(message, group, prose, original, reporter, recipients.Count == 1));
        return reports;
    }

    private static BounceReport Report(MailPart message, FieldGroup group, Prose prose, OriginalMessage original, string reporter, bool only)
    {
        var recipient = Recipient(group, message, original);
        var diagnostic = Diagnostic(group);
        var beside = prose.TextFor(Address(group["Final-Recipient"])) ?? prose.TextFor(recipient);
        var all = only ? prose.Text : beside ?? "";
        var evidence = Evidence(group, diagnostic, only ? all : beside ?? "", reporter);
        var reason = Reason(group, evidence, beside, all);
        var action = Action(message, group, evidence, ref reason);
        return new BounceReport(recipient, evidence.Status, evidence.Code, reason, action, FeedbackReader.Short(diagnostic.Length > 0 ? diagnostic : all));
    }

    private static Evidence Evidence(FieldGroup group, string diagnostic, string text, string reporter)
    {
        var reply = ReplyText.Of(diagnostic);
        var given = group["Status"] is { } field ? ReplyText.Of(field).Status : "";
        var host = Host(group["Remote-MTA"] ?? "");
        return new Evidence(reply, Specific(reply.Status, given), reply.Code, Stages.Find(diagnostic + "\n" + text, diagnostic), host.Length > 0 ? host : reporter);
    }

    // The remote's own code is nearer to the truth than the reporter's; but x.0.0 and x.1.0 say nothing.
    private static string Specific(string remote, string given)
    {
        var vague = remote.EndsWith(".0", StringComparison.Ordinal) && given.Length > 0 && !given.EndsWith(".0.0", StringComparison.Ordinal);
        return remote.Length == 0 || vague ? given : remote;
    }

    private static BounceReason Reason(FieldGroup group, in Evidence evidence, string? beside, string all)
    {
        if (group["X-PowerMTA-BounceCategory"] is { } category && PowerMta(category) is not BounceReason.Unknown and var told) return told;
        if (evidence.Reply.Words.Length > 0 && ReasonFinder.ByWords(evidence) is not BounceReason.Unknown and var said) return said;
        if (evidence.Reply.Words.Length == 0)
        {
            var whole = Beside(evidence, all.Length > 0 ? all : beside ?? "");
            return ReasonFinder.ByWords(whole) is not BounceReason.Unknown and var read ? read : ReasonFinder.ByCodes(whole);
        }
        if (ReasonFinder.ByCodes(evidence) is not BounceReason.Unknown and var coded) return coded;
        return beside is null ? BounceReason.Unknown : ReasonFinder.ByWords(Beside(evidence, beside));
    }

    private static Evidence Beside(in Evidence evidence, string text)
    {
        var reply = ReplyText.Of(text);
        return evidence with { Reply = reply, Status = Specific(reply.Status, evidence.Status), Code = evidence.Code != 0 ? evidence.Code : reply.Code };
    }

    private static BounceAction Action(MailPart message, FieldGroup group, in Evidence evidence, ref BounceReason reason)
    {
        var action = group["Action"]?.Trim().ToLowerInvariant() ?? "failed";
        if (action.StartsWith("deliver", StringComparison.Ordinal) || action.StartsWith("relay", StringComparison.Ordinal) || action.StartsWith("expand", StringComparison.Ordinal))
            reason = BounceReason.Delivered;
        var delayed = action.StartsWith("delay", StringComparison.Ordinal) || group["Will-Retry-Until"] is not null || ProseReports.IsDelay(message);
        if (reason == BounceReason.Unknown && (delayed || action.StartsWith("expire", StringComparison.Ordinal))) reason = BounceReason.Expired;
        return delayed ? BounceAction.Ignore : Actions.For(reason, evidence.IsTemporary);
    }

    private static string Diagnostic(FieldGroup group)
    {
        var text = group["Diagnostic-Code"] ?? "";
        var type = text.IndexOf(';', StringComparison.Ordinal);
        if (type is > 0 and < 20 && !text.StartsWith("x-unix", StringComparison.OrdinalIgnoreCase)) text = text[(type + 1)..];
        text = text.Trim();
        if (text.Length > 0) return text;
        var status = group["Status"] ?? "";
        var comment = status.IndexOf('(', StringComparison.Ordinal);
        return comment < 0 ? "" : status[comment..].Trim('(', ')', ' ');
    }

    private static string Recipient(FieldGroup group, MailPart message, OriginalMessage original)
    {
        if (Address(group["Original-Recipient"]) is { Length: > 0 } asked) return asked;
        if (Address(group["Final-Recipient"]) is { Length: > 0 } final) return final;
        if (Addresses.First(message.Header("X-Failed-Recipients") ?? "") is { Length: > 0 } failed) return failed;
        return original.To;
    }

    private static string Address(string? field)
    {
        if (field is null) return "";
        var type = field.IndexOf(';', StringComparison.Ordinal);
        return Addresses.First(type >= 0 ? field[(type + 1)..] : field);
    }

    private static string Host(string field)
    {
        var type = field.IndexOf(';', StringComparison.Ordinal);
        var name = (type >= 0 ? field[(type + 1)..] : field).Trim();
        var end = name.IndexOfAny([' ', '(']);
        return (end < 0 ? name : name[..end]).TrimEnd('.').ToLowerInvariant();
    }

    // Categories of PowerMTA's accounting files.
    private static BounceReason PowerMta(string category) => category.Trim().ToLowerInvariant() switch
    {
        "bad-mailbox" => BounceReason.AddressUnknown,
        "bad-domain" => BounceReason.DomainUnknown,
        "inactive-mailbox" => BounceReason.Suspended,
        "quota-issues" => BounceReason.MailboxFull,
        "message-expired" or "no-answer-from-host" => BounceReason.Expired,
        "bad-connection" or "routing-errors" => BounceReason.Network,
        "relaying-issues" => BounceReason.RelayDenied,
        "spam-related" or "virus-related" or "content-related" => BounceReason.Content,
        "policy-related" => BounceReason.Policy,
        "invalid-sender" => BounceReason.SenderRejected,
        _ => BounceReason.Unknown,
    };
}
