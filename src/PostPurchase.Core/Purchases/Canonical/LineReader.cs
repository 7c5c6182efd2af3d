namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>Lines of purchases, carts, parcels, refunds and conversions.</summary>
internal static class LineReader
{
    private static readonly KeySet LineKeys = new(
        "id", "line_id", "product_id", "sku", "name", "category", "quantity", "unit_price", "requires_shipping", "url", "image_url");

    private static readonly KeySet PartKeys = new("line_id", "product_id", "quantity");

    public static IReadOnlyList<LineFacts> Lines(ref JsonCursor json, Currency? currency)
    {
        if (!json.EnterList()) return [];
        List<LineFacts>? lines = null;
        for (var index = -1; json.NextItem(ref index);) (lines ??= []).Add(Line(ref json, currency, index + 1));
        return lines ?? (IReadOnlyList<LineFacts>)[];
    }

    public static IReadOnlyList<LineQuantity> Parts(ref JsonCursor json)
    {
        if (!json.EnterList()) return [];
        List<LineQuantity> parts = [];
        for (var index = -1; json.NextItem(ref index);) parts.Add(Part(ref json));
        return parts;
    }

    private static LineFacts Line(ref JsonCursor json, Currency? currency, int position)
    {
        string? id = null, product = null, sku = null, name = null, category = null, url = null, image = null;
        var quantity = 1;
        Money? price = null;
        bool? ships = null;
        ulong seen = 0;
        var key = 0;
        if (json.Token == System.Text.Json.JsonTokenType.Null) json.Fail("must be an object, not null");
        if (json.EnterObject())
        {
            while (json.NextKey(LineKeys, ref seen, ref key))
            {
                switch (key)
                {
                    case 0: id ??= json.Id(); break;
                    case 1: id = json.Id() ?? id; break;
                    case 2: product = json.Id(); break;
                    case 3: sku = json.Id(); break;
                    case 4: name = json.Text(); break;
                    case 5: category = json.Text(); break;
                    case 6: quantity = CanonicalValues.Quantity(ref json); break;
                    case 7: price = CanonicalValues.RoundedAmount(ref json, currency); break;
                    case 8: ships = json.Flag(); break;
                    case 9: url = json.Text(); break;
                    case 10: image = json.Text(); break;
                }
            }
        }

        return new LineFacts
        {
            Id = id ?? position.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ProductId = product,
            Sku = sku,
            Name = name ?? sku ?? product ?? "",
            Category = category,
            Quantity = quantity,
            UnitPrice = price,
            RequiresShipping = ships,
            Url = url,
            ImageUrl = image,
        };
    }

    private static LineQuantity Part(ref JsonCursor json)
    {
        string? line = null, product = null;
        var quantity = 1;
        ulong seen = 0;
        var key = 0;
        if (json.EnterObject())
        {
            while (json.NextKey(PartKeys, ref seen, ref key))
            {
                switch (key)
                {
                    case 0: line = json.Id(); break;
                    case 1: product = json.Id(); break;
                    case 2: quantity = CanonicalValues.Quantity(ref json); break;
                }
            }
        }

        if (line is null && product is null) json.Fail("needs a line_id or a product_id");
        return new LineQuantity(line, product, quantity);
    }
}
