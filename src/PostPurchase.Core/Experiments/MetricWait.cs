namespace PostPurchase.Core.Experiments;

/// <summary>How long a test of this metric would take.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Plan">Customers to put in each arm, counted by the metric or not, and the formula's name; null where the past has no such outcome to plan with.</param>
/// <param name="Weeks">Weeks until then; null where that is never, or not known.</param>
public sealed record MetricWait(string Name, SamplePlan? Plan, double? Weeks);
