using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>Whether a run is inside. Stored by number: append, never renumber.</summary>
public enum EnrollmentStatus
{
    /// <summary>Inside: due, waiting, or holding on a send.</summary>
    Open = 0,

    /// <summary>Went through to the end.</summary>
    Finished = 1,

    /// <summary>Left early, by an exit rule, an exit step or a goal; the reason says which.</summary>
    Exited = 2,

    /// <summary>Something is wrong with this one; the reason says what, a person decides.</summary>
    Parked = 3,
}

/// <summary>Where on its step a run stands. Stored by number: append, never renumber.</summary>
public enum StepPhase
{
    /// <summary>It has come to the step, which has not acted yet.</summary>
    Arrived = 0,

    /// <summary>The step waits: until <see cref="Enrollment.DueAt"/>, or for an event when that is null.</summary>
    Waiting = 1,

    /// <summary>The step's mail is in the ledger; its fate wakes the run.</summary>
    Sending = 2,
}

/// <summary>What one run is about; unique among the open runs of a customer in a journey unless it re-enters in parallel.</summary>
/// <param name="Subject">What the number names.</param>
/// <param name="Id">Row id of the purchase or of the event; 0 for the customer.</param>
/// <param name="Line">Index of the line in the purchase, for <see cref="RunSubject.Line"/>; else 0.</param>
public readonly record struct RunKey(RunSubject Subject, long Id, int Line = 0);

/// <summary>One run of one customer through one version of a journey.</summary>
public sealed record Enrollment
{
    /// <summary>The run.</summary>
    public required EnrollmentId Id { get; init; }

    /// <summary>The customer.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>Key of the journey.</summary>
    public required string Journey { get; init; }

    /// <summary>Version that it entered and stays on.</summary>
    public required string Version { get; init; }

    /// <summary>What it is about.</summary>
    public required RunKey Key { get; init; }

    /// <summary>Row id of the purchase that started it, or null when it started without one.</summary>
    public PurchaseRowId? Purchase { get; init; }

    /// <summary>Row id of the event that started it, which never ends it.</summary>
    public required long StartedBy { get; init; }

    /// <summary>When its purchase was made, or, without one, when the event that started it happened: what <c>purchased</c> anchors to and <c>or_after</c> counts from.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it entered.</summary>
    public required Instant EnteredAt { get; init; }

    /// <summary>Inside or how it ended.</summary>
    public EnrollmentStatus Status { get; init; } = EnrollmentStatus.Open;

    /// <summary>Index of the step in the plan; <see cref="Journeys.Step.End"/> when it ended.</summary>
    public int Step { get; init; }

    /// <summary>Where on the step it stands.</summary>
    public StepPhase Phase { get; init; } = StepPhase.Arrived;

    /// <summary>When it came to the step: what <c>wait: { for }</c> counts from.</summary>
    public required Instant ArrivedAt { get; init; }

    /// <summary>When it is to be looked at next; null = only an event or the fate of a send wakes it.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Why it ended or was parked, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The little that it remembers.</summary>
    public RunState State { get; init; } = RunState.Empty;

    /// <summary>Whether it is to be advanced at <paramref name="now"/>.</summary>
    public bool IsDueAt(Instant now) => Status == EnrollmentStatus.Open && DueAt <= now;
}

/// <summary>The little that a run remembers; kept small, since a million runs wait at a time.</summary>
public sealed record RunState
{
    /// <summary>Nothing.</summary>
    public static RunState Empty { get; } = new();

    /// <summary>Steps passed, by id, with how often: the visit numbers of the ledger. In the order first passed.</summary>
    public IReadOnlyDictionary<string, int> Visits { get; init; } = new Dictionary<string, int>();

    /// <summary>Arms taken at branches and splits, by step id.</summary>
    public IReadOnlyDictionary<string, string> Arms { get; init; } = new Dictionary<string, string>();

    /// <summary>The slot that the last window gave, for the mails behind it; null outside a window.</summary>
    public SendSlot? Slot { get; init; }

    /// <summary>When the journey's goal was reached, or null.</summary>
    public Instant? GoalReachedAt { get; init; }
}

/// <summary>The days and hour inside which a mail may leave: what a window leaves behind for the gate.</summary>
/// <param name="First">First local day.</param>
/// <param name="Last">Last local day, to 24:00.</param>
/// <param name="At">Local time of the sends, or null for any.</param>
/// <param name="Weekdays">Allowed weekdays; empty = all.</param>
/// <param name="Zone">IANA name of the zone in which the days count.</param>
public sealed record SendSlot(LocalDate First, LocalDate Last, LocalTime? At, IReadOnlyList<IsoDayOfWeek> Weekdays, string Zone)
{
    /// <summary>Whether mail may leave on that weekday.</summary>
    public bool Allows(IsoDayOfWeek day) => Weekdays.Count == 0 || Weekdays.Contains(day);
}
