namespace PostPurchase.Engine.Intake;

/// <summary>What came of a delivery. All of it is on disk when this is returned.</summary>
/// <param name="IsDuplicate">The delivery was known; nothing was changed. So too where a replay brought nothing new.</param>
/// <param name="Events">One outcome an event, in order; empty for a known delivery that is no replay.</param>
public sealed record IntakeAnswer(bool IsDuplicate, IReadOnlyList<EventOutcome> Events)
{
    /// <summary>Whether something falls due by it now or in the next moments, so that who does due work is to be woken.</summary>
    public bool IsDueSoon { get; init; } = true;
}

/// <summary>What came of one event.</summary>
public enum EventOutcome
{
    /// <summary>Stored, with all that follows from it.</summary>
    Stored,

    /// <summary>An event of that id was stored before; nothing was changed.</summary>
    Duplicate,

    /// <summary>Stored; it acts when the purchase that it is about comes.</summary>
    Waiting,

    /// <summary>Stored with its delivery only: it names neither a customer nor a purchase.</summary>
    Ignored,
}
