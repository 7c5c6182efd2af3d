namespace PostPurchase.Core.Experiments;

/// <summary>Names a test.</summary>
/// <param name="Kind">What is tested.</param>
/// <param name="Journey">Key of the journey; empty for <see cref="ExperimentKind.GlobalHoldout"/>.</param>
/// <param name="Step">Id of the step; empty for a holdout.</param>
/// <param name="Name">Unique in the journey.</param>
public sealed record ExperimentKey(ExperimentKind Kind, string Journey, string Step, string Name);

/// <summary>What a test compares. Stored by number: append, never renumber.</summary>
public enum ExperimentKind
{
    /// <summary>Variants of a mail.</summary>
    Mail = 1,

    /// <summary>Paths of a split.</summary>
    Paths = 2,

    /// <summary>A journey's marketing with none of it.</summary>
    Holdout = 3,

    /// <summary>All marketing with none.</summary>
    GlobalHoldout = 4,
}
