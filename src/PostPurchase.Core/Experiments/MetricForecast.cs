namespace PostPurchase.Core.Experiments;

/// <summary>What is known of a metric before a test: this shop's own past.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Past">Past customers' observations.</param>
public sealed record MetricForecast(string Name, Sample Past)
{
    /// <summary>Part of those who are put in a test whom the metric counts, 0..1: who cannot be tracked is left out of clicks. Default all.</summary>
    public double CountedShare { get; init; } = 1;
}
