namespace PostPurchase.Core.Experiments;

/// <summary>
/// Which customers are held out from marketing, to measure what it brings. By hash of journey and customer: fixed over versions of the
/// journey, a higher rate keeps everybody whom a lower rate held out, and a lower one holds out nobody else.
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

    /// <summary>
    /// True if the customer was on one side at all of these rates, and there was another side to compare it with. By the hash alone, whatever they did: those who
    /// changed sides can be left out of both without favouring one.
    /// </summary>
    /// <param name="journey">The journey's key; empty for the holdout of all journeys.</param>
    /// <param name="owner">The customer's owner id.</param>
    /// <param name="rates">The rates in force while their outcome counts, each 0..1.</param>
    public static bool KeepsSide(string journey, long owner, IReadOnlyList<double> rates)
    {
        if (rates.Any(rate => rate is <= 0 or >= 1)) return false;
        var key = journey.Length == 0 ? Global : StableChance.Key(Purpose, journey);
        return rates.Select(rate => IsBelow(rate, key, owner)).Distinct().Count() <= 1;
    }

    private static bool IsBelow(double rate, ulong key, long owner)
    {
        if (!(rate >= 0 && rate <= 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "a holdout's rate is within 0..1");
        return StableChance.Of(key, owner) < rate;
    }
}
