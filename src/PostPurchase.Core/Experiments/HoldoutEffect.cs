namespace PostPurchase.Core.Experiments;

/// <summary>What marketing brought, against the customers who were held out.</summary>
public abstract record HoldoutEffect
{
    private HoldoutEffect(long? moreCustomers) => MoreCustomers = moreCustomers;

    /// <summary>
    /// About how many customers more, of both sides, it takes to see the effect worth finding; 0 when it would have shown, null while nothing can be said: a side is
    /// empty, or nobody did it yet.
    /// </summary>
    public long? MoreCustomers { get; }

    /// <summary>There is nothing to compare yet.</summary>
    public sealed record NotEnoughData : HoldoutEffect
    {
        internal NotEnoughData(string why, long? moreCustomers) : base(moreCustomers) => Why = why;

        /// <summary>The reason, for people.</summary>
        public string Why { get; }
    }

    /// <summary>There is a difference to show.</summary>
    public sealed record Measured : HoldoutEffect
    {
        internal Measured(Comparison.Frequentist perCustomer, long mailed, long? moreCustomers, bool isEnough) : base(moreCustomers)
        {
            LeavesOutZero = !perCustomer.Confidence.Contains(0);
            IsProven = isEnough && LeavesOutZero;
            PerCustomer = perCustomer;
            Total = perCustomer.Expected * mailed;
            TotalBetween = new Interval(perCustomer.Confidence.Low * mailed, perCustomer.Confidence.High * mailed);
        }

        /// <summary>Mailed minus held out, per customer, in the metric's unit; always valid.</summary>
        public Comparison.Frequentist PerCustomer { get; }

        /// <summary>Whether the interval leaves out 0, with however few customers.</summary>
        public bool LeavesOutZero { get; }

        /// <summary>Whether the interval leaves out 0, with as many customers and events as the policy asks for: intervals are true for many customers only.</summary>
        public bool IsProven { get; }

        /// <summary>That difference over all mailed customers: money that would not have come.</summary>
        public double Total { get; }

        /// <summary>Where that total lies with the policy's confidence.</summary>
        public Interval TotalBetween { get; }
    }

    /// <summary>
    /// Compares own revenue, repeat purchases or unsubscribes of mailed and held-out customers. A rate of exactly 0 or 1 beside another is compared as a verdict compares it
    /// (<see cref="Decision.Comparable(Sample)"/>), once both sides have as many customers as the policy asks for; the difference stays that of the averages.
    /// </summary>
    /// <param name="mailed">The metric of customers who were not held out.</param>
    /// <param name="heldOut">The metric of those who were.</param>
    /// <param name="policy">Alpha, power, tuning and the effect worth finding; null for the defaults.</param>
    public static HoldoutEffect Measure(Sample mailed, Sample heldOut, DecisionPolicy? policy = null)
    {
        policy ??= new DecisionPolicy();
        var (hasRecipients, events) = (Math.Min(mailed.Count, heldOut.Count) >= policy.MinRecipientsPerArm, mailed.EventCount + heldOut.EventCount);
        var isEnough = hasRecipients && events >= 2 * policy.MinEventsPerArm;
        var more = isEnough && UntilFirst(mailed, heldOut) is { } first ? first : CustomersMissing(mailed, heldOut, policy);
        // Where nobody on either side did it there is no difference to show.
        var (without, with) = hasRecipients && events > 0 ? (Decision.Comparable(heldOut), Decision.Comparable(mailed)) : (heldOut, mailed);
        return SequentialTest.Compare(without, with, Difference.Absolute, policy.Alpha, policy.Tuning) switch
        {
            Comparison.Frequentist test => new Measured(test.AsCounted(heldOut, mailed), mailed.Count, more, isEnough),
            Comparison.NotEnoughData missing => new NotEnoughData(missing.Why, more),
            var other => throw new InvalidOperationException($"a sequential comparison gave {other}"),
        };
    }

    /// <summary>How many own orders so many customers place in their window, at the rate so far of both sides.</summary>
    /// <param name="customers">Of both sides; null where that is not known.</param>
    /// <param name="mailed">Own orders of customers who were not held out.</param>
    /// <param name="heldOut">Own orders of those who were.</param>
    /// <returns>Null where it is not known.</returns>
    public static long? OrdersOf(long? customers, Sample.Mean mailed, Sample.Mean heldOut)
    {
        var both = mailed + heldOut;
        return customers is not { } more ? null : more == 0 ? 0 : both.Sum > 0 ? Whole(more * both.Average) : null;
    }

    // Amounts are not compared with none at all: at the rate of both sides, so many come until the side without any has its first.
    private static long? UntilFirst(Sample mailed, Sample heldOut)
    {
        if (mailed is Sample.Proportion || Math.Min(mailed.Variance, heldOut.Variance) > 0) return null;
        var (customers, without) = ((double)mailed.Count + heldOut.Count, heldOut.Variance > 0 ? mailed : heldOut);
        return Whole(customers / (mailed.EventCount + heldOut.EventCount) * customers / without.Count);
    }

    private static long? CustomersMissing(Sample mailed, Sample heldOut, DecisionPolicy policy)
    {
        var customers = (double)mailed.Count + heldOut.Count;
        var basis = heldOut.Average != 0 ? heldOut.Average : mailed.Average;
        var share = customers == 0 ? 0 : heldOut.Count / customers;
        var variance = Math.Max(mailed.Variance, heldOut.Variance);
        if (share is 0 or 1 || basis == 0 || variance == 0) return null;
        // SE^2 = variance / (N share (1 - share)); two equal arms of N/2 have 4 variance / N
        var plan = SampleSize.Sequential(
            variance / (4 * share * (1 - share)), basis * policy.EffectWorthFinding, policy.Power, policy.Alpha, policy.Tuning);
        return Math.Max(0, Whole(2 * plan.Exact - customers));
    }

    private static long Whole(double count) => count >= long.MaxValue ? long.MaxValue : (long)Math.Ceiling(count);
}
