using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>One stored event of one customer, as admission looks at it.</summary>
public sealed record Happening
{
    /// <summary>Row id of the event.</summary>
    public required long EventId { get; init; }

    /// <summary>As <see cref="Purchases.EventBody.Trigger"/> names it.</summary>
    public required string Trigger { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>The purchase that it is about, or null.</summary>
    public PurchaseRowId? Purchase { get; init; }

    /// <summary>Number of lines of that purchase.</summary>
    public int LineCount { get; init; }

    /// <summary>For a refund: whether nothing of the purchase is left.</summary>
    public bool RefundsWhole { get; init; }

    /// <summary>For a refund: indexes of the lines of which nothing is left.</summary>
    public IReadOnlySet<int> GoneLines { get; init; } = new HashSet<int>();

    /// <summary>
    /// Whether it may start runs: false for history and for an order that arrived cancelled, voided, refunded or more than 48 hours old.
    /// </summary>
    public bool MayStart { get; init; } = true;

    /// <summary>For a purchase: whether it is an order or a test that is paid, which is what triggers take unless they say otherwise. Else true.</summary>
    public bool IsUsual { get; init; } = true;

    /// <summary>The scope in which triggers look at the event itself, by line index of its purchase (0 where no line is meant).</summary>
    public required Func<int, IScope> ScopeOf { get; init; }

    /// <summary>The scope in which exits and goals of a run look at it: <c>purchase</c> and <c>line</c> are the run's, <c>event</c> is this event.</summary>
    public required Func<RunSummary, IScope> ScopeOfRun { get; init; }

    /// <summary>The zone in which this customer's days count, by a journey's setting.</summary>
    public required Func<JourneyPlan, DateTimeZone> ZoneOf { get; init; }
}

/// <summary>What admission needs to know of a run.</summary>
/// <param name="Id">The run.</param>
/// <param name="Journey">Key of its journey.</param>
/// <param name="Version">The version that it is on.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Purchase">The purchase that started it, or null.</param>
/// <param name="StartedBy">Row id of the event that started it.</param>
/// <param name="EnteredAt">When it entered.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="GoalReached">Whether its goal was reached.</param>
public sealed record RunSummary(
    EnrollmentId Id, string Journey, string Version, RunKey Key, PurchaseRowId? Purchase, long StartedBy, Instant EnteredAt, Instant? EndedAt,
    bool GoalReached)
{
    /// <summary>Whether it is inside.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>Whether it ended before it did anything and is as if it had never been, where another one would start. It may reach its goal.</summary>
    public bool IsUndone { get; init; }
}

/// <summary>What an event does to a run.</summary>
public abstract record RunChange
{
    private RunChange() { }

    /// <summary>Starts one.</summary>
    public sealed record Start(JourneyPlan Plan, RunKey Key) : RunChange;

    /// <summary>Ends one; its mails that have not left are skipped.</summary>
    public sealed record End(EnrollmentId Run, string Reason) : RunChange;

    /// <summary>Counts its goal as reached.</summary>
    public sealed record ReachGoal(EnrollmentId Run) : RunChange;
}
