using PostPurchase.Core.Experiments;

namespace PostPurchase.Core.Tests.Experiments;

/// <summary>Builders with valid defaults.</summary>
internal static class An
{
    public static ExperimentArm Arm(string name, Sample metric, double weight = 1, long? assigned = null, Sample.Proportion? unsubscribes = null) =>
        new(name, weight, assigned ?? metric.Count, metric,
            unsubscribes is null ? new Dictionary<string, Sample.Proportion>() : new Dictionary<string, Sample.Proportion> { ["unsubscribes"] = unsubscribes });
}
