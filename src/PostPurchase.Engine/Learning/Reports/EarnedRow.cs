using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>The commission of one sale in one status.</summary>
/// <param name="Sale">Id of the conversion.</param>
/// <param name="Journey">Number of the journey, 0 for none.</param>
/// <param name="Step">Number of the step, 0 for none.</param>
/// <param name="At">When the sale was.</param>
/// <param name="Store">Key of the store.</param>
/// <param name="Status">As in the ledger: 1 pending, 2 approved, 3 reversed, 4 paid; 0 with no amount where no commission of the sale is known.</param>
/// <param name="Reported">The amount as the network reported it.</param>
/// <param name="Amount">The same in minor units of the report's currency by the rate of its day; null where there is no rate.</param>
internal sealed record EarnedRow(long Sale, long Journey, long Step, Instant At, string Store, int Status, Money Reported, long? Amount)
{
    /// <summary>Whether the sale counts as it stands now: what was taken back leaves entries that add up to nothing in the status that it had.</summary>
    public bool Stands { get; init; }

    /// <summary>Whose sale it was; 0 where that is not known.</summary>
    public long Owner { get; init; }

    /// <summary>Whether its mail is about a test order: reports leave it out.</summary>
    public bool IsTest { get; init; }

    /// <summary>All commission, also of mails about test orders.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="value">Converts.</param>
    /// <param name="currencyOf">Key of the store whose currency the report is in.</param>
    public static List<EarnedRow> Read(Session session, EarningValue value, string currencyOf) => Read(session, value, currencyOf, (Instant.MinValue, Instant.MaxValue));

    /// <summary>The commission of the sales of days in the zones of their stores, as reports count it; of one store or of all.</summary>
    public static List<EarnedRow> Read(Session session, EarningValue value, StoreScope scope, StoreDirectory stores, DateInterval days)
    {
        // No zone is a day away from UTC.
        var around = (days.Start.PlusDays(-1).AtMidnight().InUtc().ToInstant(), days.End.PlusDays(2).AtMidnight().InUtc().ToInstant());
        return Read(session, value, scope.Store ?? "default", around)
            .FindAll(row => !row.IsTest && (scope.Store ?? row.Store) == row.Store && days.Contains(row.At.InZone(stores.Of(row.Store).TimeZone).Date));
    }

    private static List<EarnedRow> Read(Session session, EarningValue value, string currencyOf, (Instant From, Instant To) period)
    {
        var (from, to) = (period.From.ToUnixTimeMilliseconds(), period.To.ToUnixTimeMilliseconds());
        return session[ReportSql.Earnings].With(from).With(to).All(row =>
        {
            var (at, reported) = (row.At(2), row.TextOrNull(5) is { } currency ? new Money(row.Long(6), Currency.Parse(currency)) : default);
            return new EarnedRow(row.Long(7), row.LongOrNull(0) ?? 0, row.LongOrNull(1) ?? 0, at, session.Names.Text(row.Long(3)), row.Int(4), reported, reported == default ? 0 : value(currencyOf, reported, at)) { Stands = row.Int(8) is 1 or 2 or 4, Owner = row.LongOrNull(9) ?? 0, IsTest = row.Long(10) == 1 };
        });
    }
}

/// <summary>What a report could not convert: in no sum of it. Money in major units of its own currency.</summary>
/// <param name="Currency">Its own.</param>
/// <param name="OwnRevenue">Own orders.</param>
/// <param name="Commission">Pending, approved and paid commission.</param>
internal sealed record AmountApart(string Currency, decimal OwnRevenue, decimal Commission)
{
    /// <summary>One a currency, by its code.</summary>
    public static IReadOnlyList<AmountApart> Of(IReadOnlyList<Money> orders, IReadOnlyList<EarnedRow> earned)
    {
        var commission = earned.Where(row => row is { Amount: null, Status: 1 or 2 or 4 }).ToLookup(row => row.Reported.Currency, row => row.Reported.Amount);
        var own = orders.ToLookup(amount => amount.Currency, amount => amount.Amount);
        return [.. own.Select(group => group.Key).Union(commission.Select(group => group.Key)).OrderBy(currency => currency.Code, StringComparer.Ordinal)
            .Select(currency => new AmountApart(currency.Code, own[currency].Sum(), commission[currency].Sum()))];
    }

    /// <summary>In words, for tables that have no place for a list; null where there is nothing.</summary>
    public static string? Words(IReadOnlyList<AmountApart> apart) => apart.Count == 0 ? null : string.Join("; ", apart.Select(one => string.Join(" and ", new[]
    {
        one.OwnRevenue != 0 ? $"{AmountWords.Of(one.OwnRevenue, one.Currency)} of own revenue" : null,
        one.Commission != 0 ? $"{AmountWords.Of(one.Commission, one.Currency)} of commission" : null,
    }.OfType<string>().DefaultIfEmpty($"nothing of worth in {one.Currency}"))));
}
