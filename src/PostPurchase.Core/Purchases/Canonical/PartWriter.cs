using System.Text.Json;
using NodaTime.Text;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>Writes lines and the parts that only some events have.</summary>
internal static class PartWriter
{
    public static void Part(Utf8JsonWriter json, EventBody body)
    {
        switch (body)
        {
            case EventBody.Refunded refunded: Refund(json, refunded.Refund); break;
            case EventBody.Shipped shipped: Shipment(json, shipped.Shipment); break;
            case EventBody.Delivered delivered: Shipment(json, delivered.Shipment); break;
            case EventBody.CartAbandoned abandoned: Cart(json, abandoned.Cart); break;
            case EventBody.TicketOpened opened: Ticket(json, opened.Ticket); break;
            case EventBody.TicketResolved resolved: Ticket(json, resolved.Ticket); break;
            case EventBody.SurveyAnswered answered: Survey(json, answered.Survey); break;
            case EventBody.Conversion conversion: Conversion(json, conversion.Facts); break;
            case EventBody.Custom custom: json.WriteString("name"u8, custom.Name); break;
        }
    }

    public static void Line(Utf8JsonWriter json, LineFacts line)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, line.Id);
        EventWriter.Text(json, "product_id"u8, line.ProductId);
        EventWriter.Text(json, "sku"u8, line.Sku);
        if (line.Name.Length > 0) json.WriteString("name"u8, line.Name);
        EventWriter.Text(json, "category"u8, line.Category);
        json.WriteNumber("quantity"u8, line.Quantity);
        EventWriter.Amount(json, "unit_price"u8, line.UnitPrice);
        if (line.RequiresShipping is { } ships) json.WriteBoolean("requires_shipping"u8, ships);
        EventWriter.Text(json, "url"u8, line.Url);
        EventWriter.Text(json, "image_url"u8, line.ImageUrl);
        json.WriteEndObject();
    }

    private static void Refund(Utf8JsonWriter json, RefundFacts refund)
    {
        json.WriteStartObject("refund"u8);
        json.WriteString("id"u8, refund.Id);
        if (refund.Amount is { } amount) json.WriteString("amount"u8, amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        EventWriter.Text(json, "currency"u8, refund.Currency?.Code);
        if (refund.Cancels) json.WriteBoolean("cancels"u8, true);
        if (refund.Lines.Count > 0)
        {
            json.WriteStartArray("lines"u8);
            foreach (var part in refund.Lines)
            {
                json.WriteStartObject();
                EventWriter.Text(json, "line_id"u8, part.LineId);
                EventWriter.Text(json, "product_id"u8, part.ProductId);
                json.WriteNumber("quantity"u8, part.Quantity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Shipment(Utf8JsonWriter json, ShipmentFacts shipment)
    {
        json.WriteStartObject("shipment"u8);
        json.WriteString("id"u8, shipment.Id);
        EventWriter.Text(json, "carrier"u8, shipment.Carrier);
        EventWriter.Text(json, "tracking_number"u8, shipment.TrackingNumber);
        EventWriter.Text(json, "tracking_url"u8, shipment.TrackingUrl);
        EventWriter.Text(json, "eta"u8, shipment.Eta is { } eta ? LocalDatePattern.Iso.Format(eta) : null);
        Lines(json, shipment.Lines);
        json.WriteEndObject();
    }

    private static void Cart(Utf8JsonWriter json, CartFacts cart)
    {
        json.WriteStartObject("cart"u8);
        json.WriteString("id"u8, cart.Id);
        EventWriter.Text(json, "url"u8, cart.Url);
        EventWriter.Text(json, "currency"u8, cart.Total?.Currency.Code ?? CurrencyOf(cart.Lines));
        EventWriter.Amount(json, "total"u8, cart.Total);
        Lines(json, cart.Lines);
        json.WriteEndObject();
    }

    private static void Ticket(Utf8JsonWriter json, TicketFacts ticket)
    {
        json.WriteStartObject("ticket"u8);
        json.WriteString("id"u8, ticket.Id);
        EventWriter.Text(json, "subject"u8, ticket.Subject);
        EventWriter.Text(json, "channel"u8, ticket.Channel);
        json.WriteEndObject();
    }

    private static void Survey(Utf8JsonWriter json, SurveyFacts survey)
    {
        json.WriteStartObject("survey"u8);
        json.WriteString("name"u8, survey.Name);
        if (survey.Score is { } score) json.WriteNumber("score"u8, score);
        EventWriter.Text(json, "comment"u8, survey.Comment);
        json.WriteEndObject();
    }

    private static void Conversion(Utf8JsonWriter json, ConversionFacts facts)
    {
        json.WriteStartObject("conversion"u8);
        json.WriteString("network"u8, facts.Network);
        json.WriteString("id"u8, facts.Id);
        EventWriter.Text(json, "token"u8, facts.Token);
        json.WriteString("status"u8, facts.Status);
        EventWriter.Text(json, "currency"u8, (facts.SaleAmount ?? facts.Commission)?.Currency.Code ?? CurrencyOf(facts.Lines));
        EventWriter.Amount(json, "sale_amount"u8, facts.SaleAmount);
        EventWriter.Amount(json, "commission"u8, facts.Commission);
        Lines(json, facts.Lines);
        json.WriteEndObject();
    }

    private static void Lines(Utf8JsonWriter json, IReadOnlyList<LineFacts> lines)
    {
        if (lines.Count == 0) return;
        json.WriteStartArray("lines"u8);
        foreach (var line in lines) Line(json, line);
        json.WriteEndArray();
    }

    private static string? CurrencyOf(IReadOnlyList<LineFacts> lines) =>
        lines.Select(line => line.UnitPrice?.Currency.Code).FirstOrDefault(code => code is not null);
}
