using System.Text.Json;
using PostPurchase.Core.Tables;

namespace PostPurchase.Server.Commands;

/// <summary>A report as a table: a row for each innermost item of its lists, with what stands above it in front. A name that is taken above gets that of its list, as <c>month_customers</c>.</summary>
internal sealed class ReportTable
{
    // Told in words by `left_out`: the one list that is no row of a report.
    private const string Apart = "apart";

    // A table is whole: it has no next page.
    private const string Cursor = "next";

    private readonly List<string> _columns = [];
    private readonly List<Dictionary<string, string?>> _rows = [];

    private ReportTable()
    {
    }

    public static ReportTable Of(JsonElement report)
    {
        var table = new ReportTable();
        table.Add(report, [], list: null);
        return table;
    }

    /// <summary>As CSV (RFC 4180), with what a spreadsheet would take for a formula made harmless.</summary>
    public IEnumerable<string> Csv() => _rows.Select(row => CsvCell.Row(_columns.Select(row.GetValueOrDefault))).Prepend(CsvCell.Row(_columns));

    /// <summary>As text in columns; without rows one line that says so.</summary>
    public IEnumerable<string> Text()
    {
        if (_rows.Count == 0) return ["nothing to report"];
        var widths = _columns.Select(column => _rows.Select(row => row.GetValueOrDefault(column)?.Length ?? 0).Append(column.Length).Max()).ToList();
        string Line(Func<string, string?> cell) => string.Join("  ", _columns.Select((column, index) => (cell(column) ?? "").PadRight(widths[index]))).TrimEnd();
        return _rows.Select(row => Line(row.GetValueOrDefault)).Prepend(Line(column => column));
    }

    // What holds for the whole report (its days, its currency) is in front of each row too: a row stands for itself.
    private void Add(JsonElement item, List<(string Name, string? Value)> above, string? list)
    {
        var scalars = new List<(string Name, string? Value)>(above);
        JsonProperty? inside = null;
        foreach (var member in item.EnumerateObject().Where(member => member.Name != Cursor))
        {
            if (member.Value.ValueKind == JsonValueKind.Object) scalars.AddRange(member.Value.EnumerateObject().Where(inner => IsScalar(inner.Value)).Select(inner => ($"{member.Name}_{inner.Name}", Value(inner.Value))));
            else if (IsScalar(member.Value)) scalars.Add((above.Exists(known => known.Name == member.Name) ? $"{One(list)}_{member.Name}" : member.Name, Value(member.Value)));
            else if (inside is null && member.Name != Apart && member.Value.GetArrayLength() is var length && (length == 0 ? list is null : member.Value[0].ValueKind == JsonValueKind.Object)) inside = member;
        }

        if (inside is not { } items) Keep(scalars);
        else foreach (var inner in items.Value.EnumerateArray()) Add(inner, scalars, items.Name);
    }

    private static string One(string? list) => list is null ? "report" : list.EndsWith('s') ? list[..^1] : list;

    private void Keep(List<(string Name, string? Value)> row)
    {
        foreach (var (name, _) in row) if (!_columns.Contains(name)) _columns.Add(name);
        _rows.Add(row.ToDictionary(cell => cell.Name, cell => cell.Value));
    }

    private static bool IsScalar(JsonElement value) => value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);

    private static string? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
