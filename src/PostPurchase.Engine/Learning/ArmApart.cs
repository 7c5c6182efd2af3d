using System.Globalization;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>What is in no amount of an arm, for want of a rate: orders and sales count, what they are worth does not. Money in major units of its own currency.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Currency">Its own.</param>
/// <param name="Orders">Own orders in the window.</param>
/// <param name="OwnRevenue">What these are worth.</param>
/// <param name="Sales">Sales in the window of which commission stands.</param>
/// <param name="Commission">That commission.</param>
internal sealed record ArmApart(string Arm, string Currency, long Orders, decimal OwnRevenue, long Sales, decimal Commission)
{
    /// <summary>One a currency, by its code.</summary>
    public static IReadOnlyList<ArmApart> Of(StoredArm arm, IReadOnlyDictionary<(TallyKind Kind, long Part), TallySum> sums)
    {
        var apart = sums.Where(pair => pair.Value.Customers > 0 && TallyKinds.ArmOf(pair.Key.Part) == arm.Number)
            .Select(pair => (Currency: TallyKinds.CurrencyOf(new(pair.Key.Kind, 0, pair.Key.Part)), pair.Key.Kind, pair.Value));
        return [.. apart.Where(one => one.Currency is not null).GroupBy(one => one.Currency!.Value).OrderBy(same => same.Key.Code, StringComparer.Ordinal).Select(same =>
        {
            var (own, earned) = (same.FirstOrDefault(one => one.Kind == TallyKind.ArmWithoutRate).Value, same.FirstOrDefault(one => one.Kind == TallyKind.ArmCommissionWithoutRate).Value);
            return new ArmApart(arm.Name, same.Key.Code, own.Customers, new Money(own.Total, same.Key).Amount, earned.Customers, new Money(earned.Total, same.Key).Amount);
        })];
    }

    /// <summary>In words; null where there is nothing.</summary>
    public static string? Words(IReadOnlyList<ArmApart> apart) => apart.Count == 0 ? null : string.Join("; ", apart.Select(one => $"{one.Arm}: " + string.Join(" and ", new[]
    {
        one.Orders > 0 ? $"{Counted(one.Orders, "order")} of {AmountWords.Of(one.OwnRevenue, one.Currency)}" : null,
        one.Sales > 0 ? $"{Counted(one.Sales, "sale")} with {AmountWords.Of(one.Commission, one.Currency)} of commission" : null,
    }.OfType<string>())));

    private static string Counted(long count, string what) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
