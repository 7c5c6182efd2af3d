namespace PostPurchase.Core.Experiments;

/// <summary>The dialog for a new test: how many weeks each metric would take at this shop's volume.</summary>
/// <param name="Waits">One a metric, in the given order.</param>
/// <param name="Preselected">The deepest metric that decides in time; null where none does.</param>
public sealed record TestPlan(IReadOnlyList<MetricWait> Waits, string? Preselected)
{
    /// <summary>Weeks that are acceptable where nothing else is said.</summary>
    public const int Patience = 8;

    /// <summary>The metric that decides first, however long that takes; null where none ever does.</summary>
    public MetricWait? Shortest => Waits.Where(wait => wait.Weeks is not null).MinBy(wait => wait.Weeks);

    /// <summary>Plans for the effect worth finding, relative to the past average.</summary>
    /// <param name="metrics">From the shallowest (clicks) to the deepest (commission).</param>
    /// <param name="recipientsPerWeek">Customers who would be assigned in a week, over all arms.</param>
    /// <param name="arms">Number of arms, 2 or more.</param>
    /// <param name="policy">Alpha, power, tuning and the effect worth finding; null for the defaults.</param>
    /// <param name="patience">Weeks that are acceptable.</param>
    public static TestPlan For(
        IReadOnlyList<MetricForecast> metrics, double recipientsPerWeek, int arms = 2, DecisionPolicy? policy = null, double patience = Patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 2);
        MetricWait[] waits = [.. metrics.Select(metric => Wait(metric, recipientsPerWeek, arms, policy ?? new DecisionPolicy()))];
        return new TestPlan(waits, waits.LastOrDefault(wait => wait.Weeks <= patience)?.Name);
    }

    private static MetricWait Wait(MetricForecast metric, double recipientsPerWeek, int arms, DecisionPolicy policy)
    {
        var effect = metric.Past.Average * policy.EffectWorthFinding;
        if (effect == 0 || metric.Past.Variance <= 0 || metric.CountedShare <= 0) return new MetricWait(metric.Name, null, null);
        var counted = SampleSize.SequentialOneOf(ArmPairs.CountOf(arms), metric.Past.Variance, effect, policy);
        var plan = counted with { Exact = counted.Exact / metric.CountedShare };
        var isKnown = recipientsPerWeek > 0 && double.IsFinite(plan.Exact);
        return new MetricWait(metric.Name, plan, isKnown ? arms * plan.Exact / recipientsPerWeek : null);
    }
}
