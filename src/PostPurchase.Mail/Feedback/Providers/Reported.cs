namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>Builds reports from a provider's fields: its own category is used where the receiving server's words say nothing.</summary>
internal static class Reported
{
    public static BounceReport Failure(string recipient, string status, string words, BounceReason otherwise, bool temporary = false)
    {
        var reply = ReplyText.Of(words);
        var known = ReplyText.IsStatus(status) && !status.EndsWith(".0", StringComparison.Ordinal) ? status : reply.Status.Length > 0 ? reply.Status : status;
        var evidence = new Evidence(reply, known, reply.Code, Stages.Find(words, ""), "");
        var reason = ReasonFinder.ByWords(evidence);
        if (reason == BounceReason.Unknown) reason = StatusCodes.Reason(evidence.Status);
        if (reason == BounceReason.Unknown) reason = otherwise;
        if (reason == BounceReason.Unknown) reason = ReasonFinder.ByCodes(evidence);

        // A filter that hides behind "user unknown" is told apart by the provider, which saw the whole session.
        if (reason == BounceReason.RecipientRefused && otherwise == BounceReason.AddressUnknown && IsUnknownUser(reply)) reason = otherwise;
        return new BounceReport(recipient, known, reply.Code, reason, Actions.For(reason, temporary || evidence.IsTemporary), FeedbackReader.Short(words));
    }

    public static BounceReport Of(string recipient, BounceReason reason, string words = "") =>
        new(recipient, "", 0, reason, Actions.For(reason, temporary: false), FeedbackReader.Short(words));

    public static BounceReport Delay(string recipient, string words)
    {
        var failure = Failure(recipient, "", words, BounceReason.Expired, temporary: true);
        return failure with { Action = BounceAction.Ignore };
    }

    private static bool IsUnknownUser(ReplyText reply) => RecipientRules.Unknown.Matches(reply.Words);
}
