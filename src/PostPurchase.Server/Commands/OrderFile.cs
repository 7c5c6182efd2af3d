using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Tables;

namespace PostPurchase.Server.Commands;

/// <summary>A row that cannot be used: its line in the file, from 1, and why.</summary>
internal sealed record RowProblem(int Line, string Text);

/// <summary>What a file of past orders holds.</summary>
/// <param name="Events">The sound ones, in the order of the file.</param>
/// <param name="Problems">Every other, in the order of the file.</param>
/// <param name="Unread">Columns that mean nothing here.</param>
/// <param name="Nobody">Lines about nobody with an address, as a shop's own export has them: left out, and no mistake.</param>
internal sealed record OrderReading(IReadOnlyList<StoreEvent> Events, IReadOnlyList<RowProblem> Problems, IReadOnlyList<string> Unread, IReadOnlyList<int> Nobody);

/// <summary>
/// Turns the rows of a CSV file, or lines of canonical events, into events, which are read as strictly as any others. One bad row of an order leaves the whole order out: half an
/// order would be taken for all of it.
/// </summary>
internal static class OrderFile
{
    private const string Shopify = "shopify-csv";

    // Clocks of shops go wrong by zones, not by more.
    private static readonly Duration s_wrong = Duration.FromDays(1);

    /// <summary>What a file looks like: events-jsonl, shopify-csv, purchases-csv, customers-csv; null where it looks like none of them.</summary>
    public static string? KindOf(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith("{")) return "events-jsonl";
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return KindOfHead(end < 0 ? text : text[..end], ',');
    }

    /// <summary>Why <see cref="KindOf"/> knows a table not, and how it is saved to be known, where its columns are separated by semicolons, as Excel does it where amounts have a comma; null elsewhere.</summary>
    public static string? SemicolonsIn(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return KindOfHead(end < 0 ? text : text[..end], ';') is null ? null
            : "the columns of this file are separated by semicolons, and commas are expected, with amounts such as 20.00: save it again as CSV, in Excel with a point as decimal separator (Options, Advanced, without the system separators), in LibreOffice with a comma as field delimiter";
    }

    private static string? KindOfHead(string head, char separator)
    {
        var header = head.Split(separator).Select(column => column.Trim().Trim('"')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return header.Contains("Lineitem name") ? Shopify : header.Contains("order_id") ? "purchases-csv" : header.Contains("email") ? "customers-csv" : null;
    }

    /// <param name="text">The file, without a byte order mark.</param>
    /// <param name="kind">As <see cref="KindOf"/> names them.</param>
    /// <param name="writtenAt">When the file was written: what it says of consent is as old.</param>
    /// <param name="now">What happens more than a day later has not happened: it is a problem of its row.</param>
    /// <exception cref="FormatException">The file as a whole cannot be read: it is empty, a column is there twice, a quote is not closed.</exception>
    public static OrderReading Read(string text, string kind, Instant writtenAt, Instant now)
    {
        if (kind == "events-jsonl") return Lines(text, now);
        var (columns, rows, broken) = Rows(text);
        if (!columns.Exists(column => IsKnown(kind, column))) throw new FormatException(SemicolonsIn(text) ?? $"line 1: none of its columns is known ({Short(string.Join(", ", columns))}): is it {kind}?");
        var told = Told(kind, columns, rows, writtenAt);
        var halves = kind == "customers-csv" ? [] : HalvesOf(rows, broken, kind);
        var (events, problems, nobody) = (new List<StoreEvent>(), new List<RowProblem>(broken), new List<int>());
        foreach (var (line, json) in told.Events)
        {
            if (halves.Contains(json["purchase"]?["id"]?.GetValue<string>() ?? "")) problems.Add(new(line, "a row of this order cannot be read, so it is left out as a whole"));
            else if (told.MayBeAboutNobody && json["customer"] is JsonObject about && !HasAddress(about) && about["external_id"] is null) nobody.Add(line);
            else Take(Encoding.UTF8.GetBytes(json.ToJsonString()), (line, kind), now, events, problems);
        }

        return new(events, [.. problems.OrderBy(problem => problem.Line)], told.Unread, nobody);
    }

    private static OrderReading Lines(string text, Instant now)
    {
        var (events, problems) = (new List<StoreEvent>(), new List<RowProblem>());
        foreach (var (index, line) in text.Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)))
            Take(Encoding.UTF8.GetBytes(line), (index + 1, "events-jsonl"), now, events, problems);
        return new(events, problems, [], []);
    }

    private static void Take(byte[] json, (int Line, string Kind) row, Instant now, List<StoreEvent> events, List<RowProblem> problems)
    {
        switch (CanonicalEvents.Read(json))
        {
            case EventReading.Sound { Event.OccurredAt: var at } when at > now + s_wrong:
                problems.Add(new(row.Line, $"{ColumnOf("occurred_at", row.Kind)}: {InstantPattern.General.Format(at)} is in the future: write when it really happened")); break;
            case EventReading.Sound sound: events.Add(sound.Event); break;
            case EventReading.Malformed { Path.Length: 0 } malformed:
                // Each line is a text of its own, which begins with line 1.
                problems.Add(new(row.Line, malformed.Message.Replace("line 1, byte", string.Create(CultureInfo.InvariantCulture, $"line {row.Line}, byte"), StringComparison.Ordinal))); break;
            case EventReading.Malformed malformed: problems.Add(new(row.Line, $"{ColumnOf(malformed.Path, row.Kind)}: {malformed.Message}")); break;
        }
    }

    // Whoever mends a table looks for a column of it.
    private static string ColumnOf(string path, string kind) => kind switch
    {
        "events-jsonl" => path,
        Shopify => ShopifyExport.ColumnOf(OwnColumnOf(path, kind)),
        _ => OwnColumnOf(path, kind),
    };

    private static string OwnColumnOf(string path, string kind)
    {
        if (path == "occurred_at") return kind == "customers-csv" ? "updated_at" : "ordered_at";
        if (path is "id" or "purchase.id") return kind == "customers-csv" ? "email" : "order_id";
        // Of `purchase.lines[0].unit_price` the last part, of `purchase.codes[0]` what it is one of.
        var last = path[(path.LastIndexOf('.') + 1)..].Split('[')[0];
        if (path.StartsWith("customer.consent.", StringComparison.Ordinal)) return $"consent_{last}";
        return last switch
        {
            "id" => "line_id",
            "lines" => "name",
            _ => last,
        };
    }

    private static bool HasAddress(JsonObject customer) => customer["email"]?.GetValue<string>() is { } email && AddressForm.CouldBe(email.Trim());

    private static bool IsKnown(string kind, string column) => kind switch
    {
        Shopify => ShopifyExport.IsKnown(column),
        "purchases-csv" => ImportPurchases.Columns.Contains(column, StringComparer.OrdinalIgnoreCase),
        _ => ImportCustomers.Columns.Contains(column, StringComparer.OrdinalIgnoreCase) || ShopifyCustomers.IsKnown(column),
    };

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "...";

    // A shop's own export has customers without an address and sales at the till: they are no mistakes of whoever exports it.
    private static (IEnumerable<(int Line, JsonObject Event)> Events, IReadOnlyList<string> Unread, bool MayBeAboutNobody) Told(string kind, List<string> columns, List<ImportRow> rows, Instant writtenAt)
    {
        IReadOnlyList<string> Unread(IReadOnlyList<string> known) => [.. columns.Except(known, StringComparer.OrdinalIgnoreCase)];
        if (kind == Shopify) return (ImportPurchases.Events(rows.Select(ShopifyExport.Translate)), [], true);
        if (kind == "purchases-csv") return (ImportPurchases.Events(rows), Unread(ImportPurchases.Columns), false);
        var isShopify = ShopifyCustomers.IsExport(columns);
        var translated = isShopify ? rows.Select(ShopifyCustomers.Translate) : rows;
        return (translated.Select(row => (row.Line, ImportCustomers.Event(row, writtenAt))), isShopify ? [] : Unread(ImportCustomers.Columns), isShopify);
    }

    private static (List<string> Columns, List<ImportRow> Rows, List<RowProblem> Broken) Rows(string text)
    {
        var all = CsvText.Read(text).ToList();
        if (all.Count == 0) throw new FormatException("the file is empty");
        var columns = all[0].Values.ConvertAll(column => column.Trim());
        if (columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Count) throw new FormatException("line 1: a column is there twice");
        var (rows, broken) = (new List<ImportRow>(), new List<RowProblem>());
        foreach (var (line, values) in all.Skip(1))
        {
            if (values.Count != columns.Count) broken.Add(new(line, $"{values.Count} values for {columns.Count} columns"));
            else rows.Add(new(line, columns.Zip(values).Where(pair => !string.IsNullOrWhiteSpace(pair.Second)).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.OrdinalIgnoreCase)));
        }

        return (columns, rows, broken);
    }

    // Whose row a broken one is nobody can tell: that of the order before it, which it may have gone on with.
    private static HashSet<string> HalvesOf(List<ImportRow> rows, List<RowProblem> broken, string kind) =>
    [
        .. broken.Select(problem => rows.LastOrDefault(row => row.Line < problem.Line)).OfType<ImportRow>()
            .Select(row => (kind == Shopify ? ShopifyExport.Translate(row) : row)["order_id"] ?? ""),
    ];
}
