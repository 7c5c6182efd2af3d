using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>One line of a purchase, with what is reckoned about it.</summary>
/// <param name="Line">The line.</param>
/// <param name="RunsOutAt">When a consumable is used up, or null.</param>
public sealed record LineView(LineFacts Line, Instant? RunsOutAt = null);

/// <summary><c>purchase</c>, its lines and its address.</summary>
internal static class PurchaseModel
{
    public static ModelObject<LineView> Line { get; } = new(
        ModelObject<LineView>.Required("id", view => view.Line.Id, "The store's id of the line."),
        ModelObject<LineView>.Text("product_id", view => view.Line.ProductId, "The store's id of the product."),
        ModelObject<LineView>.Text("sku", view => view.Line.Sku, "Stock-keeping code."),
        ModelObject<LineView>.Required("name", view => view.Line.Name, "What people call it."),
        ModelObject<LineView>.Text("category", view => view.Line.Category, "Category."),
        ModelObject<LineView>.Of("quantity", FieldType.Number, false, (view, _) => Value.From((long)view.Line.Quantity), "How many; 0 once all went back."),
        ModelObject<LineView>.Of("unit_price", FieldType.Money, true, (view, _) => ModelContext.Amount(view.Line.UnitPrice), "Price of one."),
        ModelObject<LineView>.Of("total", FieldType.Money, true, (view, _) => ModelContext.Amount(view.Line.UnitPrice * view.Line.Quantity), "Price of all of them."),
        ModelObject<LineView>.Of("requires_shipping", FieldType.Bool, true, (view, _) => Flag(view.Line.RequiresShipping), "Whether it has to be sent."),
        ModelObject<LineView>.Text("url", view => view.Line.Url, "The product's page."),
        ModelObject<LineView>.Text("image_url", view => view.Line.ImageUrl, "The product's picture."),
        ModelObject<LineView>.Of("runs_out_at", FieldType.Date, true, (view, context) => context.Date(view.RunsOutAt), "When a consumable is used up."));

    public static ModelObject<AddressFacts> Address { get; } = new(
        ModelObject<AddressFacts>.Text("name", address => address.Name, "Recipient."),
        ModelObject<AddressFacts>.Text("street", address => address.Street, "Street and number."),
        ModelObject<AddressFacts>.Text("zip", address => address.Zip, "Postal code."),
        ModelObject<AddressFacts>.Text("city", address => address.City, "City."),
        ModelObject<AddressFacts>.Text("region", address => address.Region, "State or region."),
        ModelObject<AddressFacts>.Text("country", address => address.Country, "Two letters, ISO 3166."));

    public static ModelObject<Purchase> Object { get; } = new(
        Required("id", purchase => purchase.Facts.Id, "The store's id of the order."),
        Required("number", purchase => purchase.Facts.Number ?? purchase.Facts.Id, "What people call the order: #1001."),
        Required("kind", purchase => PurchaseWords.Of(purchase.Facts.Kind), "order, renewal, replacement, exchange, pos, marketplace or test."),
        Of("paid", FieldType.Bool, false, (purchase, _) => Value.From(purchase.Facts.Paid), "Whether it is paid."),
        Of("at", FieldType.Date, false, (purchase, context) => context.Date(purchase.OrderedAt), "When the order was placed."),
        Of("shipped_at", FieldType.Date, true, (purchase, context) => context.Date(purchase.ShippedAt), "When its first parcel left; null until then."),
        Of("delivered_at", FieldType.Date, true, (purchase, context) => context.Date(purchase.DeliveredAt), "When its first parcel arrived; null until then."),
        Required("currency", purchase => purchase.Facts.Currency.Code, "Three letters, ISO 4217."),
        Of("total", FieldType.Money, false, (purchase, _) => ModelContext.Amount(purchase.Facts.Total), "What was paid in all."),
        Of("subtotal", FieldType.Money, true, (purchase, _) => ModelContext.Amount(purchase.Facts.Subtotal), "Goods after discounts."),
        Of("tax", FieldType.Money, true, (purchase, _) => ModelContext.Amount(purchase.Facts.Tax), "Tax."),
        Of("shipping", FieldType.Money, true, (purchase, _) => ModelContext.Amount(purchase.Facts.Shipping), "Shipping."),
        Of("discount", FieldType.Money, true, (purchase, _) => ModelContext.Amount(purchase.Facts.Discount), "What was taken off."),
        Of("refunded", FieldType.Money, false, Refunded, "What went back so far."),
        Of("value", FieldType.Money, true, (purchase, context) => context.StoreMoney(purchase.Value), "The total in the store's currency."),
        Of("codes", FieldType.List, false, (purchase, _) => ModelContext.Strings(purchase.Facts.Codes), "Discount codes used."),
        Text("status_url", purchase => purchase.Facts.StatusUrl, "The page that shows the order."),
        Text("channel", purchase => purchase.Facts.Channel, "web, pos, affiliate ..."),
        Of("gift", FieldType.Bool, false, (purchase, _) => Value.From(purchase.Facts.Gift), "Whether it is for somebody else."),
        Of("ships", FieldType.Bool, false, (purchase, _) => Value.From(Ships(purchase.Facts.Lines)), "Whether any of it has to be sent; true where the store did not say."),
        Text("company", purchase => purchase.Facts.Company, "The company that ordered."),
        Of("tags", FieldType.List, false, (purchase, _) => ModelContext.Strings(purchase.Facts.Tags), "The store's tags of the order."),
        ModelObject<Purchase>.Nested("shipping_address", FieldType.Group, true, Address, ShippingAddress, "Where the goods go."),
        ModelObject<Purchase>.Nested("lines", FieldType.List, false, Line, (purchase, context) => Lines(purchase.Facts.Lines, context), "The lines, in the store's order."),
        ModelObject<Purchase>.Nested("kept_lines", FieldType.List, false, Line, (purchase, context) => Lines([.. purchase.Facts.Lines.Where(line => line.Quantity > 0)], context), "The lines of which something was kept, in the store's order; empty once all went back."));

    /// <summary>Lines without what is reckoned about them.</summary>
    public static Value Lines(IReadOnlyList<LineFacts> lines, ModelContext context)
    {
        var list = new ValueArray(lines.Count);
        foreach (var line in lines) list.Add(Line.Build(new LineView(line), context));
        return Value.From(list);
    }

    private static bool Ships(IReadOnlyList<LineFacts> lines) => lines.Count == 0 || lines.Any(line => line.RequiresShipping != false);

    private static Value ShippingAddress(Purchase purchase, ModelContext context) =>
        purchase.Facts.ShippingAddress is { } address ? Address.Build(address, context) : Value.Null;

    private static Value Refunded(Purchase purchase, ModelContext context) =>
        Value.From((purchase.Facts.Refunded ?? Money.Zero(purchase.Facts.Currency)).Amount);

    private static Value Flag(bool? flag) => flag is { } known ? Value.From(known) : Value.Null;

    private static ModelObject<Purchase>.Entry Text(string name, Func<Purchase, string?> read, string summary) => ModelObject<Purchase>.Text(name, read, summary);

    private static ModelObject<Purchase>.Entry Required(string name, Func<Purchase, string> read, string summary) =>
        ModelObject<Purchase>.Required(name, read, summary);

    private static ModelObject<Purchase>.Entry Of(string name, FieldType type, bool optional, Func<Purchase, ModelContext, Value> read, string summary) =>
        ModelObject<Purchase>.Of(name, type, optional, read, summary);
}
