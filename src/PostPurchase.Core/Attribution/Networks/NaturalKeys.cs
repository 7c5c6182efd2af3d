using System.Globalization;
using NodaTime.Text;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>
/// Names the rows of reports that have no id by what they say, and numbers those that say the same: the n-th of a day's equal rows is the same in every
/// report that has that day, so that reports may overlap and be loaded twice. Rows that differ only in what is no part of the name are numbered by that, not by
/// where they stand.
/// </summary>
public static class NaturalKeys
{
    /// <summary>The field that gets the name.</summary>
    public const string Field = "naturalkey";

    private const int LongName = 6;

    /// <summary>The rows in their order, named where the dialect says how and they say enough.</summary>
    public static IReadOnlyList<(string Place, ReportRow? Row)> Put(IReadOnlyList<(string Place, ReportRow? Row)> rows, NetworkDialect dialect)
    {
        if (dialect.Natural.Count == 0) return rows;
        var named = rows.Select(row => row.Row is { } found ? NameOf(found, dialect) : null).ToList();
        var keys = new string?[rows.Count];
        foreach (var same in Enumerable.Range(0, rows.Count).Where(index => named[index] is not null).GroupBy(index => (Name: named[index]!, Merchant: rows[index].Row!.First(dialect.Within)?.Value, Status: StatusOf(rows[index].Row!, dialect))))
        {
            var ordered = same.OrderBy(index => rows[index].Row!.Whole, StringComparer.Ordinal).ToList();
            for (var i = 0; i < ordered.Count; i++) keys[ordered[i]] = string.Create(CultureInfo.InvariantCulture, $"{same.Key.Name}/{i + 1}");
        }

        return [.. rows.Select((row, index) => keys[index] is { } key ? (row.Place, row.Row!.With(Field, key)) : row)];
    }

    /// <summary>
    /// The part of its conversion that a report is about. Names that were given before had the day in front, and when it was processed, of sales too; the first row of an order that
    /// names no product is the order.
    /// </summary>
    public static string PartOf(ConversionReport report)
    {
        var said = report.Part.Split('/');
        if (said.Length == LongName && (report is { Commission.Minor: < 0 } or { Sale.Minor: < 0 })) said = said[1..];
        else if (said.Length == LongName) said = [said[1], said[2], said[^1]];
        return said is [_, "", "1"] ? "" : string.Join('/', said);
    }

    /// <summary>Whether a part is a product of an order, and no return of it.</summary>
    public static bool IsOfProduct(string part) => part.Split('/') is [_, not "", _];

    private static string? NameOf(ReportRow row, NetworkDialect dialect)
    {
        if (row.First(dialect.NaturalUnless) is not null) return null;
        var names = IsReturn(row, dialect) ? dialect.Natural.Concat(dialect.NaturalOfReturns) : dialect.Natural;
        var parts = names.Select(all => row.First(all)?.Value).ToList();
        return parts.Take(dialect.NaturalAtLeast).Any(part => part is null) ? null : string.Join('/', parts.Select(part => Normal(part, dialect.HasUsDates)));
    }

    private static bool IsReturn(ReportRow row, NetworkDialect dialect) =>
        new[] { dialect.Commission, dialect.Sale }.Any(names => row.First(names) is { } said && AmountText.TryRead(said.Value, row.MayHaveDecimalComma, out var number) && number < 0);

    // Two words about one product in one list are two pieces of it only where they say the same of it.
    private static string? StatusOf(ReportRow row, NetworkDialect dialect) => dialect.Part.Contains(Field) ? row.First(dialect.Status)?.Value.ToUpperInvariant() : null;

    private static string Normal(string? part, bool hasUsDates)
    {
        if (part is null) return "";
        var bare = part.Trim().TrimStart('$', '€', '£');
        if (decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)) return number.ToString("0.####", CultureInfo.InvariantCulture);
        return ReportDates.TryRead(part, hasUsDates, out var at) ? LocalDatePattern.Iso.Format(at.InUtc().Date) : bare.ToUpperInvariant().Replace('/', '-');
    }
}
