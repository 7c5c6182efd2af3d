namespace PostPurchase.Core.Experiments;

/// <summary>One arm's amounts with each customer's amount from before the experiment, as sums.</summary>
/// <param name="Count">Customers, 0 or more. New customers count with an earlier amount of 0.</param>
/// <param name="Sum">Sum of the amounts during the experiment.</param>
/// <param name="SumSquares">Sum of their squares.</param>
/// <param name="EarlierSum">Sum of the amounts before the experiment.</param>
/// <param name="EarlierSumSquares">Sum of their squares.</param>
/// <param name="SumProducts">Sum over customers of amount times earlier amount.</param>
public sealed record PairedSample(
    long Count, double Sum, double SumSquares, double EarlierSum, double EarlierSumSquares, double SumProducts)
{
    /// <summary>The amounts during the experiment alone.</summary>
    public Sample.Mean During => new(Count, Sum, SumSquares);

    /// <summary>The amounts before the experiment alone.</summary>
    public Sample.Mean Before => new(Count, EarlierSum, EarlierSumSquares);

    /// <summary>Sample covariance of both; 0 for fewer than two customers.</summary>
    public double Covariance => Count < 2 ? 0 : (SumProducts - Sum / Count * EarlierSum) / (Count - 1);

    /// <summary>The sums of these (amount, earlier amount) pairs, one per customer.</summary>
    public static PairedSample Of(IEnumerable<(double Amount, double Earlier)> customers) =>
        customers.Aggregate(new PairedSample(0, 0, 0, 0, 0, 0), (s, c) => new PairedSample(
            s.Count + 1, s.Sum + c.Amount, s.SumSquares + c.Amount * c.Amount,
            s.EarlierSum + c.Earlier, s.EarlierSumSquares + c.Earlier * c.Earlier, s.SumProducts + c.Amount * c.Earlier));
}
