using System.Text;

namespace PostPurchase.Core.Tables;

/// <summary>Rows of a CSV text (RFC 4180): commas, or another separator, quotes doubled inside of quotes, line ends of either kind. Empty lines are passed over.</summary>
public static class CsvText
{
    /// <summary>Each row with the line in which it starts.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="separator">What stands between values.</param>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IEnumerable<(int Line, List<string> Values)> Read(string text, char separator = ',')
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var start = line;
            var values = new List<string>();
            while (true)
            {
                values.Add(Value(text, separator, ref at, ref line));
                if (at >= text.Length || text[at] != separator) break;
                at++;
            }
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') (at, line) = (at + 1, line + 1);
            if (values.Count > 1 || values[0].Length > 0) yield return (start, values);
        }
    }

    private static string Value(string text, char separator, ref int at, ref int line)
    {
        if (at >= text.Length || text[at] != '"') return Plain(text, separator, ref at);
        var value = new StringBuilder();
        var opened = line;
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\n') line++;
            if (text[at] != '"') value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') value.Append(text[at++]);
            else
            {
                at++;
                // What follows a closing quote up to the comma belongs to the value, as spreadsheets read it.
                return value.Append(Plain(text, separator, ref at)).ToString();
            }
        }
        throw new FormatException($"the quote that opens in line {opened} is not closed");
    }

    private static string Plain(string text, char separator, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] != separator && text[at] is not ('\n' or '\r')) at++;
        return text[start..at];
    }
}
