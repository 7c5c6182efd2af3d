namespace PostPurchase.Core.Tables;

/// <summary>Writes the cells of CSV files that people open in spreadsheets.</summary>
public static class CsvCell
{
    /// <summary>
    /// A value as a cell (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection): a text that starts with
    /// <c>= + - @</c>, a tab or a line end, unless it is a plain number.
    /// </summary>
    public static string Of(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var text = IsFormula(value) ? "'" + value : value;
        return text.AsSpan().ContainsAny("\",\r\n\t") || text.StartsWith(' ') || text.EndsWith(' ') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>A row without its line end.</summary>
    public static string Row(IEnumerable<string?> values) => string.Join(',', values.Select(Of));

    private static bool IsFormula(string value)
    {
        if (value[0] is '=' or '@' or '\t' or '\r' or '\n') return true;
        return value[0] is '+' or '-' && !decimal.TryParse(value, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out _);
    }
}
