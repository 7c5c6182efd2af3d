using System.Globalization;
using PostPurchase.Core.Tables;

namespace PostPurchase.Server.Api;

/// <summary>Earnings as CSV, the same from the API and from the command.</summary>
internal static class EarningsCsv
{
    private static readonly string[] s_titles =
    [
        "key", "sends", "clicks", "conversions", "sale", "pending", "approved", "reversed", "paid", "commission", "earnings_per_click", "commission_per_1000_sends", "orders", "revenue",
        "currency", "model", "window_days", "from", "to",
    ];

    /// <summary>Titles and rows, without line ends; each row names the model and the span, so that a file says by itself what it shows.</summary>
    public static IEnumerable<string> Lines(EarningsAnswer answer) =>
        answer.Rows.Select(row => CsvCell.Row([.. Cells(row), answer.Currency, answer.Model, Number(answer.WindowDays), answer.From, answer.To])).Prepend(CsvCell.Row(s_titles));

    /// <summary>The figures of a row in the order of the titles; null where there is none.</summary>
    public static IEnumerable<string?> Cells(EarningsRowAnswer row) =>
    [
        row.Key, Number(row.Sends), Number(row.Clicks), Number(row.Conversions), row.Sale, row.Pending, row.Approved, row.Reversed, row.Paid, row.Commission, row.Epc, row.PerThousandSends,
        Number(row.Orders), row.Revenue,
    ];

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
