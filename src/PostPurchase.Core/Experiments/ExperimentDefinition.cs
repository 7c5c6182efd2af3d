using NodaTime;

namespace PostPurchase.Core.Experiments;

/// <summary>An experiment as its journey says.</summary>
/// <param name="Key">Which.</param>
/// <param name="Metric">click, conversion, revenue or commission: what decides.</param>
/// <param name="Arms">At least two; the first is the control.</param>
/// <param name="Window">How long after the assignment outcomes count.</param>
public sealed record ExperimentDefinition(ExperimentKey Key, string Metric, IReadOnlyList<VariantWeight> Arms, Duration Window)
{
    /// <summary>When the winner is promoted without anybody's word; null = never.</summary>
    public PromotionRule? Promotion { get; init; }

    /// <summary>Whether what is tested may show offers of others.</summary>
    public bool HasPartners { get; init; }

    /// <summary>The least share of an arm with Thompson sampling; null = fixed shares.</summary>
    public double? ThompsonFloor { get; init; }
}

/// <summary>When a winner is promoted by itself: once it is decided.</summary>
/// <param name="Guard">The guard that must not be broken: <c>unsubscribes</c> or <c>complaints</c>; null = neither may be.</param>
public sealed record PromotionRule(string? Guard);

/// <summary>Somebody who is put in an arm.</summary>
/// <param name="Experiment">The experiment, with the weights by which it was done.</param>
/// <param name="Arm">Name of the arm.</param>
public sealed record Assignee(ExperimentDefinition Experiment, string Arm);
