using System.Buffers;
using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback;

/// <summary>Reports from a bounce that is only written for humans: Exim, qmail, Gmail, early Postfix, Exchange, gateways.</summary>
internal static class ProseReports
{
    private static readonly SearchValues<string> Failures = SearchValues.Create(
    [
        "could not be delivered", "couldn't be delivered", "can't be delivered", "cannot be delivered", "not be delivered", "was not delivered",
        "wasn't delivered", "not delivered to", "did not reach the following", "failed permanently", "delivery failed", "permanent error",
        "permanent fatal errors", "delivery problems", "delivery errors", "undeliverable", "unable to deliver", "wasn't able to deliver",
        "error delivering", "error has occurred while attempting to deliver", "transcript of session", "following address", "following recipient",
        "failure reasons", "duplicated message-id", "mail delivery", "returned mail",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Delays = SearchValues.Create(
    [
        "warning message only", "this is a warning only", "only a temporary failure report", "you do not need to resend", "do not need to re-send",
        "no action is required on your part", "will be retried until", "still being retried", "will continue to try",
        "delivery attempts will continue", "will keep trying", "message is delayed for", "delivery to the following recipients has been delayed",
        "delivery to the following recipient has been delayed", "has not yet been delivered",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> DelaySubjects = SearchValues.Create(
        ["(delay)", "delayed", "delay notice", "notification: warning", "warning: message", "warning: could not send", "still being retried"], StringComparison.OrdinalIgnoreCase);

    public static List<BounceReport> Read(MailPart message, Prose prose, OriginalMessage original)
    {
        if (!IsBounce(message, prose)) return [];
        var recipients = Recipients(message, prose, original);
        var delayed = IsDelay(message) || prose.Text.AsSpan().ContainsAny(Delays);
        return recipients.ConvertAll(r => Report(message, r, prose, recipients.Count == 1, delayed));
    }

    public static bool IsDelay(MailPart message) => message.Header("Subject") is { } subject && subject.AsSpan().ContainsAny(DelaySubjects);

    // An ordinary mail may speak of mail that did not arrive; a bounce also comes from a daemon, or to nobody, or says so in its subject.
    private static bool IsBounce(MailPart message, Prose prose)
    {
        if (message.RawHeader("X-Failed-Recipients") is not null) return true;
        var marks = (AutoReplies.IsDaemon(message) ? 1 : 0) + (AutoReplies.IsFailureSubject(message) ? 1 : 0) + (AutoReplies.HasNullReturnPath(message) ? 1 : 0);
        if (marks >= 2) return true;
        var failure = prose.Text.AsSpan()[..Math.Min(prose.Text.Length, 3000)].ContainsAny(Failures);
        if (failure && (marks == 1 || message.Children.Any(c => c.MediaType is "message/rfc822" or "text/rfc822-headers"))) return true;
        return marks == 1 && ReplyText.Of(prose.Text) is { Code: not 0 } or { Status.Length: > 0 };
    }

    private static BounceReport Report(MailPart message, string recipient, Prose prose, bool only, bool delayed)
    {
        var own = prose.TextFor(recipient);
        var block = WithoutAddress(own ?? prose.Text, recipient);
        var (reason, evidence) = Classify(own is null ? block : Paragraph(block), Host(message));
        if (reason == BounceReason.Unknown) (reason, evidence) = Classify(block, Host(message));
        if (reason == BounceReason.Unknown && only && block.Length < prose.Text.Length) (reason, evidence) = Classify(prose.Text, Host(message));
        if (reason == BounceReason.Unknown && message.Header("Subject") is { } subject) reason = ReasonFinder.ByWords(evidence with { Reply = ReplyText.Of(subject) });
        if (reason == BounceReason.Unknown && delayed) reason = BounceReason.Expired;
        var action = delayed ? BounceAction.Ignore : Actions.For(reason, evidence.IsTemporary);
        return new BounceReport(recipient, evidence.Status, evidence.Code, reason, action, FeedbackReader.Short(block));
    }

    // "<address>:" before the reply is the reporter's, not the reply's.
    private static string WithoutAddress(string block, string recipient)
    {
        var at = recipient.Length == 0 ? -1 : block.IndexOf(recipient, StringComparison.OrdinalIgnoreCase);
        return at is < 0 or > 4 ? block : block[(at + recipient.Length)..].TrimStart('>', '"', ':');
    }

    // The lines right beside the address say more than what follows after a blank line; but some only put the address there.
    private static string Paragraph(string block)
    {
        var end = block.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 || block.AsSpan(0, end).Trim().Length < 8 ? block : block[..end];
    }

    private static (BounceReason Reason, Evidence Evidence) Classify(string text, string host)
    {
        var reply = ReplyText.Of(Answer(text));
        var evidence = new Evidence(reply, reply.Status, reply.Code, Stages.Find(text, ""), host);
        var reason = ReasonFinder.ByWords(evidence);
        if (reason == BounceReason.Unknown) reason = ReasonFinder.ByWords(evidence with { Reply = ReplyText.Of(text) });
        return (reason == BounceReason.Unknown ? ReasonFinder.ByCodes(evidence) : reason, evidence);
    }

    /// <summary>The other side's words, where the report marks them; else all of the text.</summary>
    private static string Answer(string text)
    {
        foreach (var mark in (ReadOnlySpan<string>)["Remote host said:", "other server returned was:", "Remote Server returned", "-------server message", "Error message below:", "\n<<< ", "response was:", "message generated response:"])
            if (text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && text.AsSpan(at + mark.Length).Trim().Length > 3) return text[(at + mark.Length)..];
        return text;
    }

    private static List<string> Recipients(MailPart message, Prose prose, OriginalMessage original)
    {
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (ReadOnlySpan<string>)["From", "To", "Reply-To"])
            if (Addresses.First(message.Header(name) ?? "") is { Length: > 0 } address) own.Add(address);

        var failed = (message.Header("X-Failed-Recipients") ?? "").Split(',').Select(Addresses.First).Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(500).ToList();
        if (failed.Count > 0) return failed;
        var listed = prose.Blocks.Select(b => b.Recipient).Where(a => !own.Contains(a)).ToList();
        if (listed.Count > 0) return listed;
        return [Mentioned(prose.Text, own) ?? (original.To.Length > 0 ? original.To : "")];
    }

    // The first address of the text that is neither ours nor said to be the sender's.
    private static string? Mentioned(string text, HashSet<string> own)
    {
        var at = 0;
        for (var tries = 0; tries < 100 && Addresses.TryFind(text, at, out var start, out var length); tries++)
        {
            var address = text.Substring(start, length);
            var before = text.AsSpan(Math.Max(0, start - 12), Math.Min(12, start));
            if (!own.Contains(address) && !before.Contains("from", StringComparison.OrdinalIgnoreCase) && !before.Contains("contact", StringComparison.OrdinalIgnoreCase)) return address;
            at = start + length;
        }
        return null;
    }

    private static string Host(MailPart message)
    {
        var from = Addresses.First(message.Header("From") ?? "");
        return from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
    }
}
