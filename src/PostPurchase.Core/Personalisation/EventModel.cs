using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>An event with the purchase that it is about.</summary>
/// <param name="Event">The event.</param>
/// <param name="Purchase">That purchase as it is now, or null.</param>
public sealed record EventView(StoreEvent Event, Purchase? Purchase);

/// <summary><c>event</c>, <c>shipment</c>, <c>cart</c> and what other events carry.</summary>
internal static class EventModel
{
    public static ModelObject<ShipmentFacts> Shipment { get; } = new(
        ModelObject<ShipmentFacts>.Required("id", parcel => parcel.Id, "The store's id of the parcel."),
        ModelObject<ShipmentFacts>.Text("carrier", parcel => parcel.Carrier, "Who carries it."),
        ModelObject<ShipmentFacts>.Text("tracking_number", parcel => parcel.TrackingNumber, "The carrier's number."),
        ModelObject<ShipmentFacts>.Text("tracking_url", parcel => parcel.TrackingUrl, "The page that shows where it is."),
        ModelObject<ShipmentFacts>.Of("eta", FieldType.Date, true, Eta, "The day on which it should arrive."),
        ModelObject<ShipmentFacts>.Nested("lines", FieldType.List, false, PurchaseModel.Line, (parcel, context) => PurchaseModel.Lines(parcel.Lines, context), "What is in it."));

    public static ModelObject<CartFacts> Cart { get; } = new(
        ModelObject<CartFacts>.Required("id", cart => cart.Id, "The store's id of the cart."),
        ModelObject<CartFacts>.Text("url", cart => cart.Url, "The page that brings it back."),
        ModelObject<CartFacts>.Of("total", FieldType.Money, true, (cart, _) => ModelContext.Amount(cart.Total), "Its total."),
        ModelObject<CartFacts>.Text("currency", cart => cart.Total?.Currency.Code, "Three letters, ISO 4217."),
        ModelObject<CartFacts>.Nested("lines", FieldType.List, false, PurchaseModel.Line, (cart, context) => PurchaseModel.Lines(cart.Lines, context), "What is in it."));

    private static readonly ModelObject<RefundFacts> Refund = new(
        ModelObject<RefundFacts>.Required("id", refund => refund.Id, "The store's id of the refund."),
        ModelObject<RefundFacts>.Of("amount", FieldType.Money, true, (refund, _) => refund.Amount is { } amount ? Value.From(amount) : Value.Null, "What went back."));

    private static readonly ModelObject<TicketFacts> Ticket = new(
        ModelObject<TicketFacts>.Required("id", ticket => ticket.Id, "The help desk's id."),
        ModelObject<TicketFacts>.Text("subject", ticket => ticket.Subject, "Its subject."),
        ModelObject<TicketFacts>.Text("channel", ticket => ticket.Channel, "Where it came from."));

    private static readonly ModelObject<SurveyFacts> Survey = new(
        ModelObject<SurveyFacts>.Required("name", survey => survey.Name, "The survey."),
        ModelObject<SurveyFacts>.Of("score", FieldType.Number, true, (survey, _) => survey.Score is { } score ? Value.From(score) : Value.Null, "The score, on its own scale."),
        ModelObject<SurveyFacts>.Text("comment", survey => survey.Comment, "What was written."));

    private static readonly ModelObject<ConversionFacts> Conversion = new(
        ModelObject<ConversionFacts>.Required("network", sale => sale.Network, "The network."),
        ModelObject<ConversionFacts>.Required("id", sale => sale.Id, "The network's id."),
        ModelObject<ConversionFacts>.Required("status", sale => sale.Status, "pending, approved, reversed, paid or other."),
        ModelObject<ConversionFacts>.Of("sale_amount", FieldType.Money, true, (sale, _) => ModelContext.Amount(sale.SaleAmount), "What the customer paid."),
        ModelObject<ConversionFacts>.Of("commission", FieldType.Money, true, (sale, _) => ModelContext.Amount(sale.Commission), "What we earn."),
        ModelObject<ConversionFacts>.Text("currency", sale => sale.SaleAmount?.Currency.Code, "Three letters, ISO 4217."));

    public static ModelObject<EventView> Object { get; } = new(
        ModelObject<EventView>.Required("id", view => view.Event.Id, "The sender's id."),
        ModelObject<EventView>.Required("type", view => view.Event.Type, "purchase, refund, shipped ..."),
        ModelObject<EventView>.Text("name", view => view.Event.Body is EventBody.Custom custom ? custom.Name : null, "Name of a custom event."),
        ModelObject<EventView>.Of("at", FieldType.Date, false, (view, context) => context.Date(view.Event.OccurredAt), "When it happened."),
        ModelObject<EventView>.Of("properties", FieldType.Free, false, (view, _) => FreeValues.Read(view.Event.Properties), "Free data of the event."),
        ModelObject<EventView>.Nested("purchase", FieldType.Group, true, PurchaseModel.Object, (view, context) => view.Purchase is { } purchase ? PurchaseModel.Object.Build(purchase, context) : Value.Null, "The purchase that it is about."),
        Body("refund", Refund, body => (body as EventBody.Refunded)?.Refund, "Of a refund."),
        Body("shipment", Shipment, ShipmentOf, "Of a parcel."),
        Body("cart", Cart, body => (body as EventBody.CartAbandoned)?.Cart, "Of a cart."),
        Body("ticket", Ticket, body => (body as EventBody.TicketOpened)?.Ticket ?? (body as EventBody.TicketResolved)?.Ticket, "Of a ticket."),
        Body("survey", Survey, body => (body as EventBody.SurveyAnswered)?.Survey, "Of a survey."),
        Body("conversion", Conversion, body => (body as EventBody.Conversion)?.Facts, "Of a conversion."));

    /// <summary>The parcel of an event, or null.</summary>
    public static ShipmentFacts? ShipmentOf(EventBody body) => (body as EventBody.Shipped)?.Shipment ?? (body as EventBody.Delivered)?.Shipment;

    private static ModelObject<EventView>.Entry Body<T>(string name, ModelObject<T> fields, Func<EventBody, T?> read, string summary)
        where T : class =>
        ModelObject<EventView>.Nested(name, FieldType.Group, true, fields, (view, context) => read(view.Event.Body) is { } body ? fields.Build(body, context) : Value.Null, summary);

    private static Value Eta(ShipmentFacts parcel, ModelContext context) =>
        parcel.Eta is { } day ? Value.From(day.AtStartOfDayInZone(context.Zone).ToDateTimeOffset()) : Value.Null;
}
