using PostPurchase.Core;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Intake;

/// <summary>What an event does to the runs of its customer.</summary>
/// <param name="Started">New runs; their ids come from the database's source.</param>
/// <param name="Changed">Runs in their new state: ended, goal reached; what an ended run planned and what has not left is skipped.</param>
/// <param name="Woken">Open runs that shall look at the world again now, since they wait for such an event.</param>
public sealed record RunChanges(IReadOnlyList<Enrollment> Started, IReadOnlyList<Enrollment> Changed, IReadOnlyList<EnrollmentId> Woken)
{
    /// <summary>The holdouts that this customer is in, or is measured against, from now on.</summary>
    public IReadOnlyList<Assignee> Assigned { get; init; } = [];

    /// <summary>Nothing.</summary>
    public static RunChanges None { get; } = new([], [], []);
}
