using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Tables;

namespace PostPurchase.Core.Offers;

/// <summary>One product of a feed.</summary>
public sealed record CatalogueItem(string Id, string Name, string Url)
{
    /// <summary>The store's id of the product; the feed's id where it says nothing else.</summary>
    public string? ProductId { get; init; }

    /// <summary>Its picture.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Its price.</summary>
    public Money? Price { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }

    /// <summary>Whether it can be had.</summary>
    public bool InStock { get; init; } = true;
}

/// <summary>A product of a feed and whose it is.</summary>
/// <param name="Store">Key of the store whose feed it came by.</param>
/// <param name="Program">Key of the program.</param>
/// <param name="Item">The product. Two stores may have products of the same id.</param>
public sealed record FeedProduct(string Store, string Program, CatalogueItem Item)
{
    /// <summary>The store that needs no name.</summary>
    public const string UsualStore = "default";

    /// <summary>The id of its offer, unique over all stores: the product's own, with the store before it for all but the usual one.</summary>
    public string OfferId => Store == UsualStore ? Item.Id : $"{Store}/{Item.Id}";
}

/// <summary>A row that was set aside.</summary>
/// <param name="Line">Line of the text, from 1; of JSON the number of the product.</param>
/// <param name="Reason">What was wrong and what was expected.</param>
public sealed record RefusedRow(int Line, string Reason);

/// <summary>What came of reading a feed.</summary>
/// <param name="Items">The products, in the order of the text, each id once.</param>
/// <param name="Refused">The rows that are no product.</param>
public sealed record CatalogueReading(IReadOnlyList<CatalogueItem> Items, IReadOnlyList<RefusedRow> Refused);

/// <summary>
/// Reads product feeds: CSV with a head row, Google Shopping XML (RSS 2.0 or Atom with the g: names), and JSON (a list, or an object with
/// <c>products</c> or <c>items</c>). A bad row is set aside with its line; the rest is taken.
/// </summary>
public static class CatalogueFile
{
    private const string Google = "http://base.google.com/ns/1.0";

    // A price of parts or a list of pictures is no value that we could take.
    private const string NoValue = "\0";

    // Words for stock, without case and what stands between their parts; schema.org writes them as addresses.
    private static readonly HashSet<string> InStock = ["INSTOCK", "TRUE", "YES", "PREORDER", "BACKORDER", "AVAILABLE", "AVAILABLEFORORDER", "LIMITEDAVAILABILITY", "ONLINEONLY"];
    private static readonly HashSet<string> OutOfStock = ["OUTOFSTOCK", "FALSE", "NO", "SOLDOUT", "UNAVAILABLE", "NOTAVAILABLE", "DISCONTINUED"];

    // Names that feeds give a value, ours first.
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["id"] = ["id", "sku", "product_id"],
        ["product_id"] = ["product_id", "item_group_id"],
        ["name"] = ["name", "title", "product_name"],
        ["url"] = ["url", "link", "product_url", "deep_link", "aw_deep_link"],
        ["image_url"] = ["image_url", "image_link", "image", "merchant_image_url"],
        ["price"] = ["sale_price", "price", "search_price"],
        ["currency"] = ["currency"],
        ["category"] = ["category", "product_type", "google_product_category", "merchant_category"],
        ["stock"] = ["in_stock", "availability"],
    };

    /// <summary>Reads a text; its kind is told by how it starts. Never throws for what a text can contain.</summary>
    /// <param name="text">The feed.</param>
    /// <param name="expected">What it must be, or null for any kind: a page that asks to sign in is no CSV.</param>
    public static CatalogueReading Read(string text, FeedFormat? expected = null)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        var format = start.StartsWith('<') ? FeedFormat.Xml : start.StartsWith('{') || start.StartsWith('[') ? FeedFormat.Json : FeedFormat.Csv;
        if (expected is { } other && other != format) return new([], [new(1, $"this is {Word(format)}, by how it starts; expected {Word(other)}")]);
        var skipped = text.AsSpan(0, text.Length - start.Length).Count('\n');
        if (format == FeedFormat.Xml && LineOfDocumentType(start) is { } line)
        {
            const string reason = "it has a document type (`<!DOCTYPE ...>`), which is not read, since it could name files and swell: take it out of the feed";
            return new([], [new(skipped + line, $"{reason}; if this is a web page, give the address of the feed instead")]);
        }

        try
        {
            return Items(format switch { FeedFormat.Xml => Xml(start, skipped), FeedFormat.Json => Json(start), _ => Csv(text.TrimStart('\uFEFF')) });
        }
        catch (XmlException problem)
        {
            return new([], [new(skipped + problem.LineNumber, $"this is no sound XML: {problem.Message.ReplaceLineEndings(" ")}")]);
        }
        catch (JsonException problem)
        {
            return new([], [new(skipped + (int)(problem.LineNumber ?? 0) + 1, "this is no sound JSON; expected a list of products, or an object with `products` or `items`")]);
        }
        catch (FormatException problem)
        {
            return new([], [new(1, problem.Message)]);
        }
    }

    private static string Word(FeedFormat format) => format.ToString().ToLowerInvariant();

    private static CatalogueReading Items(IEnumerable<(int Line, Dictionary<string, string> Row)> rows)
    {
        var (items, refused, known) = (new List<CatalogueItem>(), new List<RefusedRow>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (line, row) in rows)
        {
            if (Objection(row) is { } objection) refused.Add(new(line, objection));
            else if (!known.Add(Value(row, "id")!)) refused.Add(new(line, $"the id `{Value(row, "id")}` is there twice"));
            else items.Add(Item(row));
        }

        return new(items, refused);
    }

    private static string? Objection(Dictionary<string, string> row)
    {
        if (Names.Keys.Select(name => FieldOf(row, name)).FirstOrDefault(read => read is not null && row[read] == NoValue) is { } nested)
            return $"its `{nested}` is a list or an object; expected a text, a number, true or false";
        foreach (var name in (string[])["id", "name", "url"])
        {
            if (Value(row, name) is null) return $"it has no `{name}` (or {string.Join(", ", Names[name].Where(other => other != name))})";
        }

        if (Value(row, "id")!.Length > 100) return "its id is longer than 100 characters";
        if (!OfferFile.IsWeb(Value(row, "url")!)) return "its address does not start with https:// or http://";
        if (Value(row, "image_url") is { } image && !OfferFile.IsWeb(image)) return "the address of its picture does not start with https:// or http://";
        if (StockOf(row) is null) return $"its stock is `{Value(row, "stock")}`; expected in_stock, out_of_stock, preorder or backorder, true or false, or how many there are";
        return Value(row, "price") is { } price && PriceOf(row) is null ? $"its price is `{price}`; expected one such as \"79.00 USD\", or a number with a column `currency`" : null;
    }

    private static CatalogueItem Item(Dictionary<string, string> row) => new(Value(row, "id")!, Value(row, "name")!, Value(row, "url")!)
    {
        ProductId = Value(row, "product_id") ?? Value(row, "id"),
        ImageUrl = Value(row, "image_url"),
        Price = PriceOf(row),
        // Google's path of categories: the last one says most.
        Category = Value(row, "category")?.Split('>')[^1].Trim(),
        InStock = StockOf(row) ?? false,
    };

    // A feed that says nothing of it has what it lists; null for what is no word for it.
    private static bool? StockOf(Dictionary<string, string> row)
    {
        if (Value(row, "stock") is not { } text) return true;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return count > 0;
        var word = string.Concat(text[(text.LastIndexOf('/') + 1)..].Where(char.IsAsciiLetter)).ToUpperInvariant();
        if (InStock.Contains(word)) return true;
        return OutOfStock.Contains(word) ? false : null;
    }

    private static Money? PriceOf(Dictionary<string, string> row)
    {
        if (Value(row, "price") is not { } text) return null;
        var whole = Value(row, "currency") is { } currency && !text.Contains(' ', StringComparison.Ordinal) ? $"{text} {currency.ToUpperInvariant()}" : text;
        return OfferFile.TryPrice(whole, out var price) ? price : null;
    }

    private static string? Value(Dictionary<string, string> row, string name) => FieldOf(row, name) is { } read ? row[read].Trim() : null;

    // The field that gives a value, or null.
    private static string? FieldOf(Dictionary<string, string> row, string name) => Array.Find(Names[name], candidate => !string.IsNullOrWhiteSpace(row.GetValueOrDefault(candidate)));

    private static IEnumerable<(int, Dictionary<string, string>)> Csv(string text)
    {
        var all = CsvText.Read(text).ToList();
        if (all.Count == 0) return [];
        var columns = all[0].Values.ConvertAll(column => column.Trim().ToLowerInvariant());
        return all.Skip(1).Select(row => (row.Line, columns.Zip(row.Values).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second)));
    }

    // A document type may only stand before the first element; null where there is none.
    private static int? LineOfDocumentType(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at))
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) return 1 + text.AsSpan(0, at).Count('\n');
            var end = rest.StartsWith("<?", StringComparison.Ordinal) ? "?>" : rest.StartsWith("<!--", StringComparison.Ordinal) ? "-->" : null;
            if (end is null || rest.IndexOf(end, StringComparison.Ordinal) is not (>= 0 and var length)) return null;
            at += length + end.Length;
        }

        return null;
    }

    private static List<(int, Dictionary<string, string>)> Xml(string text, int skipped)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        return [.. document.Descendants().Where(node => node.Name.LocalName is "item" or "entry").Select(node => (skipped + ((IXmlLineInfo)node).LineNumber, Fields(node)))];
    }

    private static Dictionary<string, string> Fields(XElement node)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in node.Elements().OrderBy(field => field.Name.NamespaceName == Google ? 0 : 1)) row.TryAdd(field.Name.LocalName.ToLowerInvariant(), field.Attribute("href")?.Value ?? field.Value);
        return row;
    }

    private static List<(int, Dictionary<string, string>)> Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        var list = document.RootElement;
        if (list.ValueKind == JsonValueKind.Object) list = list.TryGetProperty("products", out var products) ? products : list.TryGetProperty("items", out var items) ? items : throw new JsonException();
        if (list.ValueKind != JsonValueKind.Array) throw new JsonException();
        return [.. list.EnumerateArray().Select((product, index) => (index + 1, product.ValueKind == JsonValueKind.Object ? Fields(product) : []))];
    }

    private static Dictionary<string, string> Fields(JsonElement product)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in product.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            row.TryAdd(field.Name.ToLowerInvariant(), field.Value.ValueKind switch
            {
                JsonValueKind.String => field.Value.GetString()!,
                JsonValueKind.Object or JsonValueKind.Array => NoValue,
                _ => field.Value.GetRawText().ToLower(CultureInfo.InvariantCulture),
            });
        }

        return row;
    }
}
