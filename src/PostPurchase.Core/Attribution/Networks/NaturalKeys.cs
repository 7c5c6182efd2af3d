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

    /// <summary>The rows in their order, named where the dialect says how and they have a date and a product.</summary>
    public static IReadOnlyList<(string Place, ReportRow? Row)> Put(IReadOnlyList<(string Place, ReportRow? Row)> rows, NetworkDialect dialect)
    {
        if (dialect.Natural.Count == 0) return rows;
        var named = rows.Select(row => row.Row is { } found ? NameOf(found, dialect) : null).ToList();
        var keys = new string?[rows.Count];
        foreach (var same in Enumerable.Range(0, rows.Count).Where(index => named[index] is not null).GroupBy(index => (Name: named[index]!, Merchant: rows[index].Row!.First(dialect.Within)?.Value)))
        {
            var ordered = same.OrderBy(index => rows[index].Row!.Whole, StringComparer.Ordinal).ToList();
            for (var i = 0; i < ordered.Count; i++) keys[ordered[i]] = string.Create(CultureInfo.InvariantCulture, $"{same.Key.Name}/{i + 1}");
        }

        return [.. rows.Select((row, index) => keys[index] is { } key ? (row.Place, row.Row!.With(Field, key)) : row)];
    }

    /// <summary>Whether a name says all that another one says of its row, and more. The name of a row that has none says nothing.</summary>
    public static bool IsFiner(string name, string than)
    {
        var (finer, coarser) = (Said(name), Said(than));
        return finer.Count > coarser.Count && finer.Take(coarser.Count).SequenceEqual(coarser, StringComparer.Ordinal);
    }

    // Without its number, and without what is not known at its end.
    private static List<string> Said(string name)
    {
        List<string> parts = [.. name.Split('/').SkipLast(1)];
        while (parts.Count > 0 && parts[^1].Length == 0) parts.RemoveAt(parts.Count - 1);
        return parts;
    }

    // The first two say which day and which product: without them rows of different sales would share a name.
    private static string? NameOf(ReportRow row, NetworkDialect dialect)
    {
        if (row.First(dialect.NaturalUnless) is not null) return null;
        var parts = dialect.Natural.Select(names => row.First(names)?.Value).ToList();
        return parts.Take(2).Any(part => part is null) ? null : string.Join('/', parts.Select(part => Normal(part, dialect.HasUsDates)));
    }

    private static string Normal(string? part, bool hasUsDates)
    {
        if (part is null) return "";
        var bare = part.Trim().TrimStart('$', '€', '£');
        if (decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)) return number.ToString("0.####", CultureInfo.InvariantCulture);
        return ReportDates.TryRead(part, hasUsDates, out var at) ? LocalDatePattern.Iso.Format(at.InUtc().Date) : bare.ToUpperInvariant().Replace('/', '-');
    }
}
