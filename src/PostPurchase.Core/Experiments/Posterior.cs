namespace PostPurchase.Core.Experiments;

/// <summary>A log-concave belief about one arm's average, known up to a factor.</summary>
internal abstract record Posterior
{
    // exp(-50) of the peak is below the last bit of a double beside 1
    private const double Negligible = -50;

    /// <summary>Where the density is greatest.</summary>
    public abstract double Mode { get; }

    protected abstract double Lowest { get; }

    protected abstract double Highest { get; }

    /// <summary>Logarithm of the density over the density at the mode.</summary>
    public abstract double LogDensity(double x);

    /// <summary>The range outside of which there is nothing worth counting.</summary>
    public (double Low, double High) Range() => (Edge(Lowest), Edge(Highest));

    private double Edge(double limit)
    {
        if (LogDensity(limit) >= Negligible) return limit;
        var (inside, outside) = (Mode, limit);
        for (var step = 0; step < 200 && inside != outside; step++)
        {
            var middle = inside + (outside - inside) / 2;
            if (middle == inside || middle == outside) break;
            if (LogDensity(middle) < Negligible) outside = middle;
            else inside = middle;
        }
        return outside;
    }

    /// <summary>The rate of a proportion after a uniform prior: Beta(successes + 1, failures + 1).</summary>
    public sealed record Beta(double Successes, double Failures) : Posterior
    {
        public override double Mode => Successes + Failures == 0 ? 0.5 : Successes / (Successes + Failures);

        protected override double Lowest => 0;

        protected override double Highest => 1;

        public override double LogDensity(double x) => Power(Successes, x, Mode) + Power(Failures, 1 - x, 1 - Mode);

        // an exponent of 0 is 1 everywhere, also at 0
        private static double Power(double exponent, double x, double mode) => exponent == 0 ? 0 : exponent * Math.Log(x / mode);
    }

    /// <summary>The average of amounts, by the central limit theorem.</summary>
    public sealed record Normal(double Mean, double Deviation) : Posterior
    {
        public override double Mode => Mean;

        protected override double Lowest => Mean - 12 * Deviation;

        protected override double Highest => Mean + 12 * Deviation;

        public override double LogDensity(double x)
        {
            var z = (x - Mean) / Deviation;
            return -z * z / 2;
        }
    }
}
