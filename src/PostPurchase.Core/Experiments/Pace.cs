namespace PostPurchase.Core.Experiments;

/// <summary>
/// How fast an experiment collects customers, and how long it takes to have more: those whom its metric leaves out come all the same, and those who wait for the end of
/// their window are there already.
/// </summary>
internal sealed class Pace(IReadOnlyList<ExperimentArm> arms, double days, double daysToWait = 0, long removed = 0)
{
    private readonly long _counted = arms.Sum(arm => arm.Metric.Count);
    // Who came to an arm that is compared no more shows how fast customers come all the same.
    private readonly long _assigned = arms.Sum(arm => arm.Assigned) + removed;
    private readonly double _weights = arms.Sum(arm => ShareOf(arm));
    private readonly double _countedShare = CountedShareOf(arms);

    /// <summary>Customers who are compared once their window is over.</summary>
    public long Waiting { get; } = arms.Sum(arm => arm.Waiting);

    /// <summary>How many an arm's metric counts once nobody waits any more.</summary>
    public double CountOf(ExperimentArm arm) => arm.Metric.Count + (arm.Waiting * _countedShare);

    /// <summary>Customers over all arms until this arm's metric counts <paramref name="count"/>; 0 when it does or will.</summary>
    public long UntilCount(ExperimentArm arm, long count)
    {
        var missing = count - CountOf(arm);
        if (missing <= 0) return 0;
        return ShareOf(arm) is > 0 and var share ? Assigned(missing * _weights / share) : Assigned(missing * arms.Count);
    }

    /// <summary>Customers over all arms until there are this many events; without any so far, as if the next customer brought the first.</summary>
    public long UntilEvents(double wanted, double events)
    {
        var perEvent = events > 0 ? _counted / events : _counted + 1.0;
        return Assigned(Math.Max(0, ((wanted - events) * perEvent) - (Waiting * _countedShare)));
    }

    /// <summary>Customers over all arms until an arm in which nobody did it has one who did, at the rate of all arms so far.</summary>
    public long UntilFirst(ExperimentArm arm, double events)
    {
        var perEvent = events > 0 ? _counted / events : _counted + 1.0;
        return ShareOf(arm) is > 0 and var share ? Assigned(perEvent * _weights / share) : Assigned(perEvent * arms.Count);
    }

    /// <summary>Customers over all arms until so many more of them are counted by the metric.</summary>
    public long Assigned(double counted) => Whole(counted / _countedShare);

    /// <summary>Days until so many more customers are assigned and compared; null while nothing is known of the rate.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="waiting">How many it takes who wait.</param>
    public double? DaysFor(long customers, long waiting) => _assigned > 0 && days > 0 ? (customers * days / _assigned) + (customers + waiting > 0 ? daysToWait : 0) : null;

    private static double ShareOf(ExperimentArm arm) => arm.Share ?? arm.Weight;

    // While the metric counts nobody, as if it counted the next one.
    private static double CountedShareOf(IReadOnlyList<ExperimentArm> arms)
    {
        var (counted, compared) = (arms.Sum(arm => arm.Metric.Count), arms.Sum(arm => arm.Compared ?? arm.Assigned));
        return counted > 0 ? Math.Min(1, (double)counted / compared) : 1.0 / (compared + 1);
    }

    // What shares of thirds leave behind the point is no customer.
    private static long Whole(double customers) => customers >= long.MaxValue / 1024 ? long.MaxValue / 1024 : (long)Math.Ceiling(customers - 1e-6);
}
