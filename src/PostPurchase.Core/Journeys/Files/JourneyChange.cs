namespace PostPurchase.Core.Journeys.Files;

/// <summary>What became of a step, or of the journey's own fields, between two texts.</summary>
public enum ChangeKind
{
    /// <summary>The step is new.</summary>
    Added,

    /// <summary>The step is gone.</summary>
    Removed,

    /// <summary>Its fields differ.</summary>
    Changed,

    /// <summary>It stands elsewhere; its fields may differ too.</summary>
    Moved,
}

/// <summary>One difference between two texts of a journey.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Step">Id of the step; null for the journey's own fields.</param>
/// <param name="StepKind">email, wait, ...; null for the journey's own fields.</param>
/// <param name="Fields">What differs, in the order of the newer text; of a step that is new or gone, all that it has.</param>
public sealed record JourneyChange(ChangeKind Kind, string? Step, string? StepKind, IReadOnlyList<FieldChange> Fields);

/// <summary>One field that differs.</summary>
/// <param name="Field">Path below the step: <c>wait.window</c>, <c>email.subject.en</c>.</param>
/// <param name="Before">As text; null where it was not there.</param>
/// <param name="After">As text; null where it is gone.</param>
public sealed record FieldChange(string Field, string? Before, string? After);
