namespace PostPurchase.Core.Experiments;

/// <summary>What is known of a metric before a test: this shop's own past.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Past">Past customers' observations.</param>
public sealed record MetricForecast(string Name, Sample Past);
