using NodaTime;

namespace PostPurchase.Core.Experiments;

/// <summary>From assigned customers and their outcomes to one sample a variant, by intention to treat.</summary>
public static class Metric
{
    /// <summary>
    /// Every assigned customer is one observation, also without any outcome. A customer who was assigned several times (in two journeys, or
    /// again) counts once, from the first assignment on.
    /// </summary>
    /// <param name="kind">A rate or an amount.</param>
    /// <param name="assigned">In any order.</param>
    /// <param name="outcomes">In any order; those of other customers are left out.</param>
    /// <param name="window">Outcomes count from the assignment on, and before its instant plus the window.</param>
    /// <returns>A sample for every variant that has a customer: <see cref="Sample.Proportion"/> or <see cref="Sample.Mean"/>.</returns>
    public static IReadOnlyDictionary<string, Sample> Tally(
        MetricKind kind, IEnumerable<AssignedCustomer> assigned, IEnumerable<CustomerOutcome> outcomes, Duration window)
    {
        var customers = new Dictionary<long, AssignedCustomer>();
        foreach (var one in assigned)
            if (!customers.TryGetValue(one.Owner, out var known) || one.At < known.At) customers[one.Owner] = one;
        var totals = new Dictionary<long, double>();
        foreach (var outcome in outcomes)
            if (customers.TryGetValue(outcome.Owner, out var customer) && outcome.At >= customer.At && outcome.At - customer.At < window)
                totals[outcome.Owner] = totals.GetValueOrDefault(outcome.Owner) + outcome.Amount;
        return customers.Values.GroupBy(customer => customer.Variant)
            .ToDictionary(arm => arm.Key, arm => Observe(kind, arm, totals), StringComparer.Ordinal);
    }

    private static Sample Observe(MetricKind kind, IEnumerable<AssignedCustomer> arm, Dictionary<long, double> totals) => kind == MetricKind.Rate
        ? arm.Aggregate(new Sample.Proportion(0, 0), (sample, one) => sample + new Sample.Proportion(1, totals.ContainsKey(one.Owner) ? 1 : 0))
        : Sample.Mean.Of(arm.Select(one => totals.GetValueOrDefault(one.Owner)));
}
