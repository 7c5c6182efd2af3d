namespace PostPurchase.Core.Offers;

/// <summary>How often two things are bought together, and how often each is bought, in baskets.</summary>
/// <param name="Both">Baskets with both.</param>
/// <param name="First">Baskets with the first.</param>
/// <param name="Second">Baskets with the second.</param>
/// <param name="Baskets">All baskets.</param>
public readonly record struct Evidence(long Both, long First, long Second, long Baskets)
{
    /// <summary>Fewer baskets than this with both say nothing.</summary>
    public const int LeastBaskets = 5;

    // One-sided 99 %: what is below could be chance, and a catalogue has many pairs that chance can pick from.
    private const double Z = 2.326;

    /// <summary>Share of baskets with both, 0..1.</summary>
    public double Support => Baskets == 0 ? 0 : (double)Both / Baskets;

    /// <summary>Share of the first one's baskets that have the second too, 0..1.</summary>
    public double Confidence => First == 0 ? 0 : (double)Both / First;

    /// <summary>
    /// How many times more often they are together than independent purchases would be: P(A and B) / (P(A) P(B)) (Brin, Motwani, Ullman and Tsur 1997,
    /// there called interest). 1 = as chance has it.
    /// </summary>
    public double Lift => First == 0 || Second == 0 ? 0 : (double)Both * Baskets / ((double)First * Second);

    /// <summary>What the lift is at least, with the count of baskets taken as a Poisson number, one-sided 99 %.</summary>
    public double LeastLift => Both == 0 ? 0 : Lift * Math.Max(0, 1 - (Z / Math.Sqrt(Both)));

    /// <summary>Whether it is enough to say that they go together.</summary>
    public bool IsEnough => Both >= LeastBaskets && LeastLift > 1;

    /// <summary>Why it is not enough, for people; null where it is.</summary>
    public string? Objection =>
        Both < LeastBaskets ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no evidence: together in {Both} of {Baskets} baskets, {LeastBaskets} are needed")
        : IsEnough ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no evidence: together in {Both} of {Baskets} baskets, lift {Lift:F2}, which chance explains");

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"together in {Both} of {Baskets} baskets, lift {Lift:F2}");
}
