using System.Text.Json.Nodes;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Tables;

namespace PostPurchase.Server.Commands;

/// <summary>Turns the rows of a CSV file into canonical events, which are then read as strictly as any others.</summary>
internal static class ImportTable
{
    private const int MostProblems = 100;

    /// <summary>The events in the order of the file.</summary>
    /// <exception cref="CommandException">A column or row is wrong; one line each.</exception>
    public static IReadOnlyList<StoreEvent> Read(Shell shell, string path, string kind)
    {
        var rows = Rows(shell, path);
        var (events, problems) = (new List<StoreEvent>(), new List<string>());
        foreach (var (line, json) in kind switch
        {
            "customers-csv" => rows.Select(row => (row.Line, ImportCustomers.Event(row, shell.Now))),
            "shopify-csv" => ImportPurchases.Events(rows.Select(ShopifyExport.Translate)),
            _ => ImportPurchases.Events(rows),
        })
        {
            switch (CanonicalEvents.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())))
            {
                case EventReading.Sound sound: events.Add(sound.Event); break;
                case EventReading.Malformed malformed: problems.Add($"{path}:{line}: {malformed.Path}: {malformed.Message}"); break;
            }
        }
        return problems.Count == 0 ? events : throw new CommandException(Exit.Failed, [.. problems.Take(MostProblems)]);
    }

    private static List<ImportRow> Rows(Shell shell, string path)
    {
        try
        {
            var all = CsvText.Read(Options.ReadText(shell, path)).ToList();
            if (all.Count == 0) throw CommandException.Failed($"{path}: the file is empty");
            var columns = all[0].Values.ConvertAll(column => column.Trim());
            if (columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Count) throw CommandException.Failed($"{path}:1: a column is there twice");
            return [.. all.Skip(1).Select(row => Row(path, columns, row))];
        }
        catch (FormatException problem)
        {
            throw CommandException.Failed($"{path}: {problem.Message}");
        }
    }

    private static ImportRow Row(string path, List<string> columns, (int Line, List<string> Values) row)
    {
        if (row.Values.Count != columns.Count) throw CommandException.Failed($"{path}:{row.Line}: {row.Values.Count} values for {columns.Count} columns");
        return new(row.Line, columns.Zip(row.Values).Where(pair => !string.IsNullOrWhiteSpace(pair.Second)).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>One row: what is not empty, by column.</summary>
internal sealed record ImportRow(int Line, IReadOnlyDictionary<string, string> Values)
{
    public string? this[string column] => Values.GetValueOrDefault(column);

    /// <summary>Copies columns into an object under the same names, or under others.</summary>
    public void CopyTo(JsonObject target, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (this[column] is { } value) target[column] = value;
        }
    }

    /// <summary>The customer's columns as the canonical object.</summary>
    public JsonObject Customer()
    {
        var customer = new JsonObject();
        CopyTo(customer, "email", "external_id", "first_name", "last_name", "phone", "country", "time_zone", "locale");
        if (this["tags"] is { } tags) customer["tags"] = new JsonArray([.. tags.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(tag => (JsonNode)tag)]);
        var consent = new JsonObject();
        foreach (var kind in (ReadOnlySpan<string>)["own", "third_party", "tracking"])
        {
            if (this[$"consent_{kind}"] is { } said) consent[kind] = bool.TryParse(said, out var word) ? word : said;
        }
        if (consent.Count > 0) customer["consent"] = consent;
        return customer;
    }
}
