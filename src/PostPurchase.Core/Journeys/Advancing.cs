using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>Moves runs through their plan. Total and deterministic: the same arguments give the same transition.</summary>
public static class Advancing
{
    /// <summary>A run that passes this many steps without waiting is parked.</summary>
    public const int MostStepsAtOnce = 1000;

    /// <summary>
    /// Takes a run as far as it can go at <paramref name="now"/>: through branches and actions, up to a wait, a mail or the end. A run that has
    /// ended, or waits for something that has not come, comes back as it is. Never throws for what a journey file or a customer's data
    /// can contain: a condition that cannot be evaluated parks the run with the reason.
    /// </summary>
    /// <param name="plan">The version that the run is on.</param>
    /// <param name="run">The run.</param>
    /// <param name="facts">What is known now.</param>
    /// <param name="now">The instant.</param>
    public static Transition Advance(JourneyPlan plan, Enrollment run, Facts facts, Instant now) =>
        run.Status == EnrollmentStatus.Open ? new Walk(plan, run, facts, now).Go() : new(run, [], []);

    /// <summary>Ends a run from outside: an exit rule, a goal, a person.</summary>
    public static Transition End(JourneyPlan plan, Enrollment run, EnrollmentStatus status, string reason, Instant now)
    {
        var step = run.Step >= 0 && run.Step < plan.Steps.Count ? plan.Steps[run.Step].Id : null;
        var ended = run with { Status = status, Reason = reason, EndedAt = now, DueAt = null, Step = Step.End };
        return new(ended, [], [new(now, step, status == EnrollmentStatus.Parked ? "park" : "exit", reason)]);
    }
}
