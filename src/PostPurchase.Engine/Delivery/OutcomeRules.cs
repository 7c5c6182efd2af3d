using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Pacing;
using Answer = PostPurchase.Mail.Smtp.SendOutcome;

namespace PostPurchase.Engine.Delivery;

/// <summary>What a server's answer means for a send. Pure.</summary>
internal static class OutcomeRules
{
    private static readonly RetryPolicy Retries = new();
    private static readonly Duration SecondTry = Duration.FromMinutes(1);

    /// <summary>What the ledger is told.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="time">When, and until when the domain rests that put the mail off (null where it does not): kept in the ledger, the rest outlasts a restart.</param>
    /// <param name="unit">Jitter in 0..1.</param>
    public static DeliveryOutcome Of(PreparedMail mail, Answer answer, (Instant Now, Instant? RestsUntil) time, double unit)
    {
        var (send, now) = (mail.Context.Send, time.Now);
        switch (answer)
        {
            case Answer.Accepted accepted:
                return Plain(send, SendState.Accepted, now, mail.Mail?.Note ?? accepted.Text);
            case Answer.Deferred deferred:
                return new(Deferred(send, deferred, time, unit), null);
            case Answer.Rejected rejected:
                var verdict = ReplyClassifier.ClassifyReply(rejected.Code ?? 0, rejected.Status?.ToString(), rejected.Text, rejected.Stage);
                var reason = $"rejected: {rejected.Text}";
                var refused = new SendOutcome(send, SendState.Rejected, now, reason) { Failure = verdict.Reason.ToName() };
                return new(refused, verdict.Action == BounceAction.Suppress && mail.IsToCustomer ? new(SuppressionScope.Everything, reason) : null);
            case Answer.Uncertain uncertain when mail.Kind == ContentKind.Transactional && send.UncertainCount == 0:
                return new(new(send, SendState.Planned, now, $"sent again, since it may be lost: {uncertain.Text}", now + SecondTry, InDoubt: true), null);
            case Answer.Uncertain uncertain:
                return new(new(send, SendState.Uncertain, now, $"uncertain: {uncertain.Text}", InDoubt: true), null);
            default:
                throw new InvalidOperationException($"the mail client said {answer}");
        }
    }

    private static SendOutcome Deferred(StoredSend send, Answer.Deferred deferred, (Instant Now, Instant? RestsUntil) time, double unit)
    {
        var now = time.Now;
        var first = Instant.Min(send.FirstTriedAt ?? now, now);
        var counted = send.RefusalCount + (RetryPolicy.Counts(deferred) ? 1 : 0);
        return Retries.Next(deferred, counted, first.ToDateTimeOffset(), now.ToDateTimeOffset(), unit) switch
        {
            RetryDecision.RetryAt retry => new(send, SendState.Deferred, now, $"deferred: {deferred.Text}", Instant.Max(Instant.FromDateTimeOffset(retry.At), time.RestsUntil ?? now), Counts: retry.Counts),
            RetryDecision.GiveUp given => new(send, SendState.Rejected, now, $"given up: {given.Reason}") { Failure = BounceReason.Expired.ToName() },
            var other => throw new InvalidOperationException($"the retry policy said {other}"),
        };
    }

    private static DeliveryOutcome Plain(StoredSend send, SendState state, Instant at, string reason) => new(new(send, state, at, reason), null);
}

/// <summary>How a send ended or goes on, and whether its address gets nothing more.</summary>
internal sealed record DeliveryOutcome(SendOutcome Outcome, Suppression? Suppression);
