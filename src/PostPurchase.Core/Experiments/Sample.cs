namespace PostPurchase.Core.Experiments;

/// <summary>What is known of one arm's metric: sufficient statistics, one observation per assigned customer. Add two to merge them.</summary>
public abstract record Sample
{
    private Sample(long count) => Count = count;

    /// <summary>Customers in the arm, 0 or more.</summary>
    public long Count { get; }

    /// <summary>The average per customer; 0 without customers.</summary>
    public abstract double Average { get; }

    /// <summary>The variance of one observation (not of the average), 0 or more.</summary>
    public abstract double Variance { get; }

    /// <summary>
    /// How many observations carry the total: the square of the sum over the sum of squares (Kish 1965, effective size). For a proportion it
    /// is the number of successes, for money roughly the number of orders.
    /// </summary>
    public abstract double EventCount { get; }

    /// <summary>Customers of whom some did it.</summary>
    public sealed record Proportion : Sample
    {
        /// <summary>Counts of customers, and of those who did it.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The successes are not within 0..count.</exception>
        public Proportion(long count, double successes) : base(NotNegative(count))
        {
            if (!(successes >= 0 && successes <= count))
                throw new ArgumentOutOfRangeException(nameof(successes), successes, $"successes are within 0..{count}");
            Successes = successes;
        }

        /// <summary>How many did it, 0..Count.</summary>
        public double Successes { get; }

        /// <inheritdoc/>
        public override double Average => Count == 0 ? 0 : Successes / Count;

        /// <summary>p (1 - p).</summary>
        public override double Variance => Average * (1 - Average);

        /// <inheritdoc/>
        public override double EventCount => Successes;

        /// <summary>Both together.</summary>
        public static Proportion operator +(Proportion left, Proportion right) => Add(left, right);

        /// <summary>Both together.</summary>
        public static Proportion Add(Proportion left, Proportion right) => new(left.Count + right.Count, left.Successes + right.Successes);
    }

    /// <summary>An amount per customer, those with nothing included.</summary>
    public sealed record Mean : Sample
    {
        /// <summary>The number of customers, the sum of their amounts and the sum of the squared amounts.</summary>
        /// <exception cref="ArgumentOutOfRangeException">A sum is not finite, or the sum of squares is negative.</exception>
        public Mean(long count, double sum, double sumSquares) : base(NotNegative(count))
        {
            if (!double.IsFinite(sum)) throw new ArgumentOutOfRangeException(nameof(sum), sum, "a sum is finite");
            if (!(double.IsFinite(sumSquares) && sumSquares >= 0))
                throw new ArgumentOutOfRangeException(nameof(sumSquares), sumSquares, "a sum of squares is finite and not negative");
            (Sum, SumSquares) = (sum, sumSquares);
        }

        /// <summary>Sum of the amounts.</summary>
        public double Sum { get; }

        /// <summary>Sum of the squared amounts.</summary>
        public double SumSquares { get; }

        /// <inheritdoc/>
        public override double Average => Count == 0 ? 0 : Sum / Count;

        /// <summary>(sum of squares - sum^2 / n) / (n - 1); 0 for fewer than two customers, and where all that is left is the rounding of the sums.</summary>
        public override double Variance
        {
            get
            {
                var rest = Count < 2 ? 0 : SumSquares - Sum / Count * Sum;
                return rest <= Rounding * SumSquares ? 0 : rest / (Count - 1);
            }
        }

        private const double Rounding = 1e-15;

        /// <inheritdoc/>
        public override double EventCount => SumSquares == 0 ? 0 : Sum / SumSquares * Sum;

        /// <summary>Both together.</summary>
        public static Mean operator +(Mean left, Mean right) => Add(left, right);

        /// <summary>Both together.</summary>
        public static Mean Add(Mean left, Mean right) =>
            new(left.Count + right.Count, left.Sum + right.Sum, left.SumSquares + right.SumSquares);

        /// <summary>The sample of these amounts, one per customer.</summary>
        public static Mean Of(IEnumerable<double> amounts) =>
            amounts.Aggregate(new Mean(0, 0, 0), (sample, amount) => sample + new Mean(1, amount, amount * amount));
    }

    /// <summary>An average whose variance was reduced by what was known before the experiment (<see cref="Cuped"/>).</summary>
    public sealed record Adjusted : Sample
    {
        internal Adjusted(long count, double average, double variance, double eventCount) : base(count) =>
            (Average, Variance, EventCount) = (average, variance, eventCount);

        /// <inheritdoc/>
        public override double Average { get; }

        /// <inheritdoc/>
        public override double Variance { get; }

        /// <inheritdoc/>
        public override double EventCount { get; }
    }

    private static long NotNegative(long count) =>
        count >= 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "a count is 0 or more");
}
