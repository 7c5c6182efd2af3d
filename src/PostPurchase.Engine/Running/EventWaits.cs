using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Running;

/// <summary>Which runs an event must wake: those on a wait that something other than time can end.</summary>
internal static class EventWaits
{
    /// <summary>Whether the run waits for an event: an <c>until</c>, or an anchor that has not come.</summary>
    public static bool WaitsForEvent(JourneyPlan plan, Enrollment run) =>
        run.Status == EnrollmentStatus.Open
        && run.Phase != StepPhase.Sending
        && run.Step >= 0
        && run.Step < plan.Steps.Count
        && plan.Steps[run.Step] is Step.Wait wait
        && (wait.Rule.Until is not null || wait.Rule is WaitRule.Event || (wait.Rule is WaitRule.Window && run.State.Slot is null));
}
