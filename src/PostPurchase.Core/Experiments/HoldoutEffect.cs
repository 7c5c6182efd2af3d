namespace PostPurchase.Core.Experiments;

/// <summary>What marketing brought, against the customers who were held out.</summary>
public abstract record HoldoutEffect
{
    private HoldoutEffect(long moreOrders) => MoreOrders = moreOrders;

    /// <summary>About how many orders more, of all customers, it takes to see the effect worth finding; 0 when it would have shown.</summary>
    public long MoreOrders { get; }

    /// <summary>There is nothing to compare yet.</summary>
    public sealed record NotEnoughData : HoldoutEffect
    {
        internal NotEnoughData(string why, long moreOrders) : base(moreOrders) => Why = why;

        /// <summary>The reason, for people.</summary>
        public string Why { get; }
    }

    /// <summary>There is a difference to show; it is proven when the interval leaves out 0.</summary>
    public sealed record Measured : HoldoutEffect
    {
        internal Measured(Comparison.Frequentist perCustomer, long mailed, long moreOrders) : base(moreOrders)
        {
            PerCustomer = perCustomer;
            Total = perCustomer.Expected * mailed;
            TotalBetween = new Interval(perCustomer.Confidence.Low * mailed, perCustomer.Confidence.High * mailed);
        }

        /// <summary>Mailed minus held out, per customer, in the metric's unit; always valid.</summary>
        public Comparison.Frequentist PerCustomer { get; }

        /// <summary>That difference over all mailed customers: money that would not have come.</summary>
        public double Total { get; }

        /// <summary>Where that total lies with the policy's confidence.</summary>
        public Interval TotalBetween { get; }
    }

    /// <summary>Compares own revenue, repeat purchases or unsubscribes of mailed and held-out customers.</summary>
    /// <param name="mailed">The metric of customers who were not held out.</param>
    /// <param name="heldOut">The metric of those who were.</param>
    /// <param name="policy">Alpha, power, tuning and the effect worth finding; null for the defaults.</param>
    public static HoldoutEffect Measure(Sample mailed, Sample heldOut, DecisionPolicy? policy = null)
    {
        policy ??= new DecisionPolicy();
        var moreOrders = OrdersMissing(mailed, heldOut, policy);
        return SequentialTest.Compare(heldOut, mailed, Difference.Absolute, policy.Alpha, policy.Tuning) switch
        {
            Comparison.Frequentist test => new Measured(test, mailed.Count, moreOrders),
            Comparison.NotEnoughData missing => new NotEnoughData(missing.Why, moreOrders),
            var other => throw new InvalidOperationException($"a sequential comparison gave {other}"),
        };
    }

    private static long OrdersMissing(Sample mailed, Sample heldOut, DecisionPolicy policy)
    {
        var customers = (double)mailed.Count + heldOut.Count;
        var events = mailed.EventCount + heldOut.EventCount;
        var basis = heldOut.Average != 0 ? heldOut.Average : mailed.Average;
        var share = customers == 0 ? 0 : heldOut.Count / customers;
        var variance = Math.Max(mailed.Variance, heldOut.Variance);
        if (share is 0 or 1 || events == 0 || basis == 0 || variance == 0) return (long)Math.Ceiling(Math.Max(0, 2 * policy.MinEventsPerArm - events));
        // SE^2 = variance / (N share (1 - share)); two equal arms of N/2 have 4 variance / N
        var plan = SampleSize.Sequential(
            variance / (4 * share * (1 - share)), basis * policy.EffectWorthFinding, policy.Power, policy.Alpha, policy.Tuning);
        var missing = (2 * plan.Exact - customers) * events / customers;
        return missing <= 0 ? 0 : missing >= long.MaxValue ? long.MaxValue : (long)Math.Ceiling(missing);
    }
}
