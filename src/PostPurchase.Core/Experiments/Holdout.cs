namespace PostPurchase.Core.Experiments;

/// <summary>
/// Which customers are held out from marketing, to measure what it brings. By hash of journey and customer: fixed over versions of the
/// journey, and a higher rate keeps everybody whom a lower rate held out.
/// </summary>
public static class Holdout
{
    private static readonly ulong Purpose = StableChance.Key(0, "holdout");
    private static readonly ulong Global = StableChance.Key(0, "global holdout");

    /// <summary>True if the customer is held out from this journey.</summary>
    /// <param name="journey">The journey's key.</param>
    /// <param name="owner">The customer's owner id.</param>
    /// <param name="rate">Share of customers to hold out, 0..1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not within 0..1.</exception>
    public static bool Contains(string journey, long owner, double rate)
    {
        ArgumentException.ThrowIfNullOrEmpty(journey);
        return IsBelow(rate, StableChance.Key(Purpose, journey), owner);
    }

    /// <summary>True if the customer is held out from all journeys; independent of every journey's own holdout.</summary>
    /// <param name="owner">The customer's owner id.</param>
    /// <param name="rate">Share of customers to hold out, 0..1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not within 0..1.</exception>
    public static bool ContainsGlobally(long owner, double rate) => IsBelow(rate, Global, owner);

    private static bool IsBelow(double rate, ulong key, long owner)
    {
        if (!(rate >= 0 && rate <= 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "a holdout's rate is within 0..1");
        return StableChance.Of(key, owner) < rate;
    }
}
