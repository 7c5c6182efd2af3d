using System.Globalization;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>What was bought, as networks name it.</summary>
internal static class ItemLines
{
    private const int LongestId = 255;
    private const int LongestName = 500;

    /// <summary>One item as a line; what cannot be read of it is left out, since no money hangs on it.</summary>
    public static LineFacts Read(ReportRow item, int number, RowCurrencies currencies)
    {
        var sku = Id(item.Text("sku", "skucode", "itemid", "id"));
        var quantity = item.Text("quantity", "qty") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1_000_000 ? count : 1;
        return new()
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Sku = sku,
            ProductId = Id(item.Text("productid")) ?? sku,
            Name = Short(item.Text("productname", "name", "title", "itemname")) ?? sku ?? "Item",
            Category = Short(item.Text("category", "categoryname")),
            Quantity = quantity,
            UnitPrice = currencies.OfItem(item.Text("unitprice", "peritemsaleamountpubcurrency", "price")),
        };
    }

    // Part of an id would be the id of another thing.
    private static string? Id(string? text) => text is { Length: > LongestId } ? null : text;

    private static string? Short(string? text) => text is { Length: > LongestName } ? text[..LongestName] : text;
}
