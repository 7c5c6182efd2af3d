namespace PostPurchase.Core.Experiments;

/// <summary>How fast an experiment collects customers, and how long it takes to have more.</summary>
internal sealed class Pace(IReadOnlyList<ExperimentArm> arms, double days)
{
    private readonly long _counted = arms.Sum(arm => arm.Metric.Count);
    private readonly long _assigned = arms.Sum(arm => arm.Assigned);
    private readonly double _weights = arms.Sum(arm => ShareOf(arm));

    /// <summary>Customers over all arms until this arm has <paramref name="count"/>; 0 when it has them.</summary>
    public long UntilCount(ExperimentArm arm, long count)
    {
        var missing = count - arm.Metric.Count;
        if (missing <= 0) return 0;
        return ShareOf(arm) is > 0 and var share ? Whole(missing * _weights / share) : Whole(missing * (double)arms.Count);
    }

    /// <summary>Customers over all arms until there are this many events; without any so far, as if the next customer brought the first.</summary>
    public long UntilEvents(double wanted, double events)
    {
        var perEvent = events > 0 ? _counted / events : _counted + 1.0;
        return Whole((wanted - events) * perEvent);
    }

    /// <summary>Days until so many more customers are assigned; null while nothing is known of the rate.</summary>
    public double? DaysFor(long customers) => _assigned > 0 && days > 0 ? customers * days / _assigned : null;

    private static double ShareOf(ExperimentArm arm) => arm.Share ?? arm.Weight;

    // What shares of thirds leave behind the point is no customer.
    private static long Whole(double customers) => customers >= long.MaxValue / 1024 ? long.MaxValue / 1024 : (long)Math.Ceiling(customers - 1e-6);
}
