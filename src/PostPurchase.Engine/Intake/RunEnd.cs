using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>Ends a run from outside of its journey, with what it planned and what has not left.</summary>
internal static class RunEnd
{
    public static void Of(Session session, HeldRun held, string reason, Instant now)
    {
        var ended = held.Run with { Status = EnrollmentStatus.Exited, Reason = reason, EndedAt = now, DueAt = null, Step = Step.End };
        if (EnrollmentStore.TryUpdate(session, ended, held.Revision)) SendLedger.SkipOpen(session, ended, now);
    }
}
