using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>What one network said in one currency.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Currency">Null while nothing that it said counts.</param>
/// <param name="Conversions">All of the network, in whatever currency.</param>
/// <param name="Unmatched">Those that match no link.</param>
/// <param name="Held">Those with an amount that is set aside.</param>
/// <param name="Commission">Minor units by status.</param>
internal sealed record NetworkSum(string Network, Currency? Currency, long Conversions, long Unmatched, long Held, IReadOnlyDictionary<CommissionStatus, long> Commission);

/// <summary>Sums the ledger by network.</summary>
internal static class NetworkSums
{
    private static readonly Sql s_counts = new("""
        select network, count(*), sum(case when match = 0 then 1 else 0 end), sum(case when held_count > 0 then 1 else 0 end)
        from conversion
        group by network
        order by network
        """);

    private static readonly Sql s_amounts = new("""
        select conversion.network, commission.currency, commission.status, sum(commission.amount)
        from commission
        join conversion on conversion.id = commission.conversion_id
        where commission.kind = 1
        group by conversion.network, commission.currency, commission.status
        """);

    /// <summary>One for each network and currency, in their order.</summary>
    public static List<NetworkSum> Read(Session session)
    {
        var amounts = session[s_amounts].All(row => (Network: row.Text(0), Currency: row.Text(1), Status: (CommissionStatus)row.Int(2), Minor: row.Long(3)))
            .ToLookup(row => row.Network, StringComparer.Ordinal);
        return
        [
            .. session[s_counts].All(row => new NetworkSum(row.Text(0), null, row.Long(1), row.Long(2), row.Long(3), new Dictionary<CommissionStatus, long>()))
                .SelectMany(counts => amounts[counts.Network].GroupBy(row => row.Currency).OrderBy(currency => currency.Key, StringComparer.Ordinal)
                    .Select(currency => counts with { Currency = Currency.Parse(currency.Key), Commission = currency.ToDictionary(row => row.Status, row => row.Minor) })
                    .DefaultIfEmpty(counts)),
        ];
    }
}
