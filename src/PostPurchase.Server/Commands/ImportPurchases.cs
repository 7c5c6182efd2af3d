using System.Globalization;
using System.Text.Json.Nodes;

namespace PostPurchase.Server.Commands;

/// <summary>Purchases from rows: one line of an order a row; the first row of an order has its other values.</summary>
internal static class ImportPurchases
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        .. ImportRow.CustomerColumns, "store", "order_id", "ordered_at", "created_at", "number", "currency", "total", "subtotal", "tax", "shipping", "discount", "channel", "kind", "status_url", "paid",
        "state", "refunded", "codes", "line_id", "product_id", "sku", "name", "category", "unit_price", "url", "image_url", "quantity",
    ];

    /// <summary>One event an order, with the line in the file where it starts.</summary>
    public static IEnumerable<(int Line, JsonObject Event)> Events(IEnumerable<ImportRow> rows)
    {
        var orders = new Dictionary<string, (int Line, JsonObject Event)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var id = row["order_id"] ?? "";
            if (!orders.TryGetValue(id, out var order)) orders[id] = order = (row.Line, Order(row, id));
            var lines = order.Event["purchase"]!["lines"]!.AsArray();
            if (row["name"] is not null || row["product_id"] is not null || row["sku"] is not null) lines.Add((JsonNode)Line(row, lines.Count + 1));
        }
        return orders.Values;
    }

    private static JsonObject Order(ImportRow row, string id)
    {
        var purchase = new JsonObject { ["id"] = id, ["lines"] = new JsonArray() };
        row.CopyTo(purchase, "number", "currency", "total", "subtotal", "tax", "shipping", "discount", "channel", "kind", "status_url", "state", "refunded");
        if (row["codes"] is { } codes) purchase["codes"] = new JsonArray([.. codes.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(code => (JsonNode)code)]);
        if (row["paid"] is { } paid) purchase["paid"] = bool.TryParse(paid, out var isPaid) ? isPaid : paid;
        var fact = new JsonObject { ["id"] = $"import-{id}", ["type"] = "purchase", ["occurred_at"] = row["ordered_at"] ?? row["created_at"], ["customer"] = row.Customer(), ["purchase"] = purchase };
        row.CopyTo(fact, "store");
        return fact;
    }

    private static JsonObject Line(ImportRow row, int number)
    {
        var line = new JsonObject { ["id"] = row["line_id"] ?? number.ToString(CultureInfo.InvariantCulture) };
        row.CopyTo(line, "product_id", "sku", "name", "category", "unit_price", "url", "image_url");
        if (!line.ContainsKey("name")) line["name"] = row["sku"] ?? row["product_id"];
        var quantity = row["quantity"] ?? "1";
        line["quantity"] = int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : quantity;
        return line;
    }
}
