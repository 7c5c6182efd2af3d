namespace PostPurchase.Core.Experiments;

/// <summary>One arm as it stands at a look.</summary>
/// <param name="Name">The variant's name.</param>
/// <param name="Weight">What its size is held against, as a weight: that of the file, or the customers that the shares in force gave it.</param>
/// <param name="Assigned">Customers assigned to it, delivered or not.</param>
/// <param name="Metric">
/// The metric over assigned customers, greater is better. Its count is lower than <paramref name="Assigned"/> where customers who cannot be
/// tracked are left out (of all arms alike).
/// </param>
/// <param name="Guards">Guard metrics by name (unsubscribes, complaints), lower is better; every arm has the same names. May be empty.</param>
public sealed record ExperimentArm(
    string Name, double Weight, long Assigned, Sample Metric, IReadOnlyDictionary<string, Sample.Proportion> Guards)
{
    /// <summary>Customers who are compared, whether the metric counts them or leaves them out; null where those are all assigned ones.</summary>
    public long? Compared { get; init; }

    /// <summary>Customers who are compared once their window is over, beside <see cref="Compared"/>. Default 0.</summary>
    public long Waiting { get; init; }

    /// <summary>Its part of those who come from now on, 0 or more, as a weight; null where that is <see cref="Weight"/>.</summary>
    public double? Share { get; init; }

    /// <summary>Whether its journey has it no more, or gives it no weight; an arm that a promoted winner took everybody from is not removed. Default false.</summary>
    public bool IsRemoved { get; init; }
}
