using NodaTime.Text;

namespace PostPurchase.Server.Commands;

/// <summary>The columns of Shopify's order export under our names.</summary>
internal static class ShopifyExport
{
    private static readonly OffsetDateTimePattern s_instant = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss' 'o<+HHmm>");

    private static readonly (string Theirs, string Ours)[] s_columns =
    [
        ("Name", "number"), ("Email", "email"), ("Phone", "phone"), ("Currency", "currency"), ("Total", "total"), ("Subtotal", "subtotal"), ("Taxes", "tax"), ("Shipping", "shipping"),
        ("Discount Amount", "discount"), ("Discount Code", "codes"), ("Source", "channel"), ("Lineitem quantity", "quantity"), ("Lineitem name", "name"), ("Lineitem price", "unit_price"), ("Lineitem sku", "sku"), ("Tags", "tags"),
        ("Shipping Country", "country"), ("Billing Country", "country"),
    ];

    /// <summary>The column of theirs from which one of ours is made; ours where it is none of theirs.</summary>
    public static string ColumnOf(string ours) => ours switch
    {
        "order_id" => "Name",
        "ordered_at" => "Created at",
        "paid" or "state" => "Financial Status",
        "refunded" => "Refunded Amount",
        "kind" => "Source",
        "consent_own" => "Accepts Marketing",
        "first_name" or "last_name" => "Shipping Name",
        _ => s_columns.FirstOrDefault(column => column.Ours == ours).Theirs ?? ours,
    };

    /// <summary>Whether it is one of the columns that are read.</summary>
    public static bool IsKnown(string column) => s_columns.Any(known => known.Theirs.Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <summary>A row under our names. Further rows of an order only have its name and a line.</summary>
    public static ImportRow Translate(ImportRow row)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (theirs, ours) in s_columns)
        {
            if (row[theirs] is { } value) values[ours] = value;
        }
        values["order_id"] = row["Name"] ?? row["Id"] ?? "";
        if (row["Created at"] is { } created) values["ordered_at"] = s_instant.Parse(created) is { Success: true, Value: var at } ? InstantPattern.General.Format(at.ToInstant()) : created;
        if (row["Financial Status"] is { } status) values["paid"] = status is "paid" or "partially_refunded" or "refunded" ? "true" : "false";
        if (StateOf(row) is { } state) values["state"] = state;
        if (row["Refunded Amount"] is { } refunded && refunded.Any(digit => digit is >= '1' and <= '9')) values["refunded"] = refunded;
        if (row["Source"] == "pos") values["kind"] = "pos";
        if (row["Accepts Marketing"] is { } accepts) values["consent_own"] = accepts == "yes" ? "true" : "false";
        if ((row["Shipping Name"] ?? row["Billing Name"])?.Split(' ', 2) is { } name)
        {
            values["first_name"] = name[0];
            if (name.Length > 1) values["last_name"] = name[1];
        }
        return new(row.Line, values);
    }

    private static string? StateOf(ImportRow row) =>
        row["Cancelled at"] is not null ? "cancelled" : row["Financial Status"] is { } status and ("refunded" or "voided") ? status : null;
}
