namespace PostPurchase.Core.Learning;

/// <summary>Where a figure of a report stands.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="A">First part of the key; a month is year * 12 + month - 1.</param>
/// <param name="B">Second part; 0 where there is none.</param>
/// <param name="Store">
/// Number of the customer's store, with money in that store's currency; its negative for the same in the currency of the default store, by the rate of each
/// sale's day; 0 for experiments, whose money is in the currency of the default store.
/// </param>
public readonly record struct TallyKey(TallyKind Kind, long A, long B = 0, long Store = 0);

/// <summary>What is added up under a key, of one customer or of all.</summary>
/// <param name="Customers">Observations: customers, or orders where the kind says so.</param>
/// <param name="Total">Their sum; money in minor units of the currency that the key says.</param>
/// <param name="Squares">The sum of their squares, or of products where the kind says so.</param>
public readonly record struct TallySum(long Customers, long Total, double Squares)
{
    /// <summary>Both together.</summary>
    public static TallySum operator +(TallySum left, TallySum right) => new(left.Customers + right.Customers, left.Total + right.Total, left.Squares + right.Squares);

    /// <summary>The first without the second.</summary>
    public static TallySum operator -(TallySum left, TallySum right) => new(left.Customers - right.Customers, left.Total - right.Total, left.Squares - right.Squares);

    /// <summary>Both together.</summary>
    public static TallySum Add(TallySum left, TallySum right) => left + right;

    /// <summary>The first without the second.</summary>
    public static TallySum Subtract(TallySum left, TallySum right) => left - right;
}
