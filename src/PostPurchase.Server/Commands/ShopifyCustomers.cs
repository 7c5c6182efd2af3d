namespace PostPurchase.Server.Commands;

/// <summary>The columns of Shopify's customer export under our names.</summary>
internal static class ShopifyCustomers
{
    private static readonly (string Theirs, string Ours)[] s_columns =
        [("Email", "email"), ("First Name", "first_name"), ("Last Name", "last_name"), ("Phone", "phone"), ("Default Address Country Code", "country"), ("Country Code", "country"), ("Tags", "tags")];

    /// <summary>Whether these are its columns: what they say of consent has had two names.</summary>
    public static bool IsExport(IReadOnlyList<string> columns) =>
        columns.Contains("First Name", StringComparer.OrdinalIgnoreCase) && (columns.Contains("Accepts Email Marketing", StringComparer.OrdinalIgnoreCase) || columns.Contains("Accepts Marketing", StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether it is one of the columns that are read.</summary>
    public static bool IsKnown(string column) => s_columns.Any(known => known.Theirs.Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A row under our names. Its id is left out: webhooks name customers by the same number, yet a spreadsheet that has opened the file may have
    /// rounded it.
    /// </summary>
    public static ImportRow Translate(ImportRow row)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (theirs, ours) in s_columns)
        {
            if (row[theirs] is { } value) values[ours] = value.TrimStart('\'');
        }

        if ((row["Accepts Email Marketing"] ?? row["Accepts Marketing"]) is { } accepts) values["consent_own"] = accepts.Equals("yes", StringComparison.OrdinalIgnoreCase) ? "true" : "false";
        return new(row.Line, values);
    }
}
