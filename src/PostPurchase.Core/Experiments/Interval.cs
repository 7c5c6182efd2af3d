namespace PostPurchase.Core.Experiments;

/// <summary>A confidence or credible interval; a one-sided one is infinite at its open end.</summary>
/// <param name="Low">Lower end, possibly negative infinity.</param>
/// <param name="High">Upper end, possibly positive infinity.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>True if <paramref name="value"/> lies within, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
