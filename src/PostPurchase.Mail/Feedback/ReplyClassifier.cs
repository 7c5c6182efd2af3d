namespace PostPurchase.Mail.Feedback;

/// <summary>Classifies what a server answered in a session, in the same words as a bounce mail's.</summary>
public static class ReplyClassifier
{
    /// <summary>
    /// What a 4xx or 5xx reply means. Never <see cref="BounceAction.Suppress"/> for a 4xx reply or a 4.x.x status:
    /// what may pass later proves nothing about the address.
    /// </summary>
    /// <param name="code">Reply code, 400-599; 0 where the session broke without one.</param>
    /// <param name="enhancedStatus">RFC 3463 code given beside it, or null; then one is looked for in the text.</param>
    /// <param name="text">The reply's lines, joined by spaces, without or with their codes.</param>
    /// <param name="stage">What the reply answered.</param>
    /// <param name="host">The server's name, where known; a few providers are only understood by it.</param>
    public static ReplyVerdict ClassifyReply(int code, string? enhancedStatus, string text, SmtpStage stage = SmtpStage.Unknown, string host = "")
    {
        var reply = ReplyText.Of(text);
        var status = ReplyText.IsStatus(enhancedStatus) ? enhancedStatus! : reply.Status;
        var evidence = new Evidence(reply, status, code != 0 ? code : reply.Code, stage, host.TrimEnd('.'));
        var reason = ReasonFinder.Find(evidence);
        return new ReplyVerdict(status, reason, Actions.For(reason, evidence.Code is >= 400 and < 500 || evidence.IsTemporary));
    }
}
