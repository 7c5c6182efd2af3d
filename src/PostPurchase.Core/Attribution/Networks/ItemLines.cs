using System.Globalization;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>What was bought, as networks name it.</summary>
internal static class ItemLines
{
    /// <summary>One item as a line; what cannot be read of it is left out, since no money hangs on it.</summary>
    public static LineFacts Read(ReportRow item, int number, RowCurrencies currencies)
    {
        var sku = item.Text("sku", "skucode", "itemid", "id");
        var quantity = item.Text("quantity", "qty") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1_000_000 ? count : 1;
        return new()
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Sku = sku,
            ProductId = item.Text("productid") ?? sku,
            Name = item.Text("productname", "name", "title", "itemname") ?? sku ?? "Item",
            Category = item.Text("category", "categoryname"),
            Quantity = quantity,
            UnitPrice = currencies.OfItem(item.Text("unitprice", "peritemsaleamountpubcurrency", "price")),
        };
    }
}
