using System.Text.Json;
using PostPurchase.Core.Tables;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>The rows of a report: CSV with a header, or JSON as a network's API answers it.</summary>
public static class ReportText
{
    /// <summary>Stands for what no text may hold: a NUL, half of a surrogate pair.</summary>
    internal const string Unreadable = "\ufffd";

    private const int DeepestList = 3;

    private static readonly string[] s_items = ["items", "products", "basketproducts", "lineitems"];

    /// <summary>The rows in order; a CSV row with too few or too many values comes as null with its place.</summary>
    /// <exception cref="FormatException">It is neither, or a quote is not closed.</exception>
    public static IReadOnlyList<(string Place, ReportRow? Row)> Read(string text, NetworkDialect dialect)
    {
        var start = text.AsSpan().TrimStart("\ufeff \t\r\n");
        if (start.Length == 0) throw new FormatException("the file is empty");
        return start[0] is '{' or '[' ? Json(start.ToString(), dialect) : NaturalKeys.Put(Csv(text.TrimStart('\ufeff')), dialect);
    }

    /// <summary>The rows of a JSON text.</summary>
    /// <exception cref="FormatException">It is no JSON, or has no rows.</exception>
    public static IReadOnlyList<(string Place, ReportRow? Row)> Json(string text, NetworkDialect dialect)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            return NaturalKeys.Put([.. Rows(document.RootElement, dialect).Select(row => (row.Place, (ReportRow?)row))], dialect);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"it is no JSON: {problem.Message}", problem);
        }
    }

    private static List<ReportRow> Rows(JsonElement root, NetworkDialect dialect)
    {
        if (root.ValueKind == JsonValueKind.Array) return Each("", root);
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("expected an object or a list");
        if (Member(root, "event") is { ValueKind: JsonValueKind.String } happened && dialect.IgnoredEvents.Contains(TextOf(happened))) return [];
        var single = Row("the body", root);
        if (single.First(dialect.Id) is not null) return [single];
        if (List(root, "", 0) is { } list) return Each(list.Name, list.Rows);
        if (Member(root, "data") is { ValueKind: JsonValueKind.Object } data) return [Row("data", data)];
        return [single];
    }

    // The first list of objects, the outer ones first.
    private static (string Name, JsonElement Rows)? List(JsonElement element, string name, int depth)
    {
        foreach (var member in element.EnumerateObject())
        {
            var isList = member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object);
            if (isList && !NameOf(member).StartsWith("error", StringComparison.OrdinalIgnoreCase)) return (name + NameOf(member), member.Value);
        }

        if (depth == DeepestList) return null;
        foreach (var member in element.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object))
        {
            if (List(member.Value, $"{name}{NameOf(member)}.", depth + 1) is { } found) return found;
        }

        return null;
    }

    private static List<ReportRow> Each(string name, JsonElement list) => [.. list.EnumerateArray().Select((item, index) => Row($"{name}[{index}]", item))];

    private static ReportRow Row(string place, JsonElement element)
    {
        var (fields, items) = (new List<KeyValuePair<string, string>>(), new List<ReportRow>());
        if (element.ValueKind == JsonValueKind.Object) Flatten(element, "", fields, items);
        return new(place, fields, items);
    }

    private static void Flatten(JsonElement element, string path, List<KeyValuePair<string, string>> fields, List<ReportRow> items)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = path + NameOf(member);
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object: Flatten(member.Value, name + ".", fields, items); break;
                case JsonValueKind.Array when s_items.Contains(NameOf(member).ToLowerInvariant()):
                    items.AddRange(member.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select((item, index) => Row($"{name}[{index}]", item)));
                    break;
                case JsonValueKind.Array when member.Value.GetArrayLength() > 0 && member.Value[0].ValueKind == JsonValueKind.String:
                    fields.Add(new(name, TextOf(member.Value[0])));
                    break;
                case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    fields.Add(new(name, TextOf(member.Value)));
                    break;
            }
        }
    }

    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) == name) return member.Value;
        }

        return null;
    }

    // JSON may escape half of a surrogate pair; the reader then throws for that one text.
    private static string TextOf(JsonElement value) => Read(value.ToString);

    private static string NameOf(JsonProperty member) => Read(() => member.Name);

    private static string Read(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return Unreadable;
        }
    }

    // Where a comma is part of numbers, tables are written with semicolons; some downloads have tabs.
    private static char SeparatorOf(string text)
    {
        var titles = text.AsSpan().TrimStart("\r\n");
        if (titles.IndexOfAny('\r', '\n') is var end and >= 0) titles = titles[..end];
        return titles.Contains(',') ? ',' : titles.Contains(';') ? ';' : titles.Contains('\t') ? '\t' : ',';
    }

    private static List<(string Place, ReportRow? Row)> Csv(string text)
    {
        var rows = new List<(string, ReportRow?)>();
        List<string>? columns = null;
        var separator = SeparatorOf(text);
        foreach (var (line, values) in CsvText.Read(text, separator))
        {
            // Some reports begin with a line that says what they are.
            if (columns is null || (columns.Count == 1 && values.Count > 1 && rows.Count == 0)) columns = values;
            else if (values.Count != columns.Count) rows.Add(($"line {line}", null));
            else rows.Add(($"line {line}", new ReportRow($"line {line}", columns.Zip(values, KeyValuePair.Create)) { MayHaveDecimalComma = separator == ';' }));
        }

        return rows;
    }
}
