using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>What an event row keeps beside its columns. A purchase has a row of its own: here is only what a report of it changed, where that is of note.</summary>
internal sealed record EventDocument
{
    public FreeData? Properties { get; init; }
    public RefundFacts? Refund { get; init; }
    public ShipmentFacts? Shipment { get; init; }
    public CartFacts? Cart { get; init; }
    public TicketFacts? Ticket { get; init; }
    public SurveyFacts? Survey { get; init; }
    public ConversionFacts? Conversion { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<ReportChange>? Changes { get; init; }

    /// <summary>The instant of the report that changed something.</summary>
    public Instant? ReportedAt { get; init; }

    /// <summary>The document of an event, or null where its columns say everything.</summary>
    public static EventDocument? Of(StoreEvent fact)
    {
        var properties = fact.Properties.IsEmpty ? null : fact.Properties;
        return fact.Body switch
        {
            EventBody.Refunded body => new() { Properties = properties, Refund = body.Refund },
            EventBody.Shipped body => new() { Properties = properties, Shipment = body.Shipment },
            EventBody.Delivered body => new() { Properties = properties, Shipment = body.Shipment },
            EventBody.CartAbandoned body => new() { Properties = properties, Cart = body.Cart },
            EventBody.TicketOpened body => new() { Properties = properties, Ticket = body.Ticket },
            EventBody.TicketResolved body => new() { Properties = properties, Ticket = body.Ticket },
            EventBody.SurveyAnswered body => new() { Properties = properties, Survey = body.Survey },
            EventBody.Conversion body => new() { Properties = properties, Conversion = body.Facts },
            EventBody.Custom body => new() { Properties = properties, Name = body.Name },
            _ => properties is null ? null : new() { Properties = properties },
        };
    }

    /// <summary>The document of a report that changed something.</summary>
    public static EventDocument Of(StoreEvent fact, PurchaseFacts report, IReadOnlyList<ReportChange> changes) =>
        new() { Properties = fact.Properties.IsEmpty ? null : fact.Properties, Changes = changes, ReportedAt = report.UpdatedAt };

    /// <summary>The document as JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.EventDocument);

    /// <summary>The body that was stored; null for a purchase, whose state lies in its own row.</summary>
    public static EventBody? BodyOf(string type, EventDocument? document) => (type, document) switch
    {
        (EventTypes.Refund, { Refund: { } refund }) => new EventBody.Refunded(refund),
        (EventTypes.Shipped, { Shipment: { } shipment }) => new EventBody.Shipped(shipment),
        (EventTypes.Delivered, { Shipment: { } shipment }) => new EventBody.Delivered(shipment),
        (EventTypes.CartAbandoned, { Cart: { } cart }) => new EventBody.CartAbandoned(cart),
        (EventTypes.TicketOpened, { Ticket: { } ticket }) => new EventBody.TicketOpened(ticket),
        (EventTypes.TicketResolved, { Ticket: { } ticket }) => new EventBody.TicketResolved(ticket),
        (EventTypes.SurveyAnswered, { Survey: { } survey }) => new EventBody.SurveyAnswered(survey),
        (EventTypes.Conversion, { Conversion: { } conversion }) => new EventBody.Conversion(conversion),
        (EventTypes.Custom, { Name: { } name }) => new EventBody.Custom(name),
        (EventTypes.Lapsed, _) => new EventBody.Lapsed(),
        (EventTypes.ExternalSend, _) => new EventBody.ExternalSend(),
        _ => null,
    };
}

/// <summary>A fact that waits for its purchase.</summary>
internal sealed record WaitingDocument
{
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public required Instant OccurredAt { get; init; }
    public required EventDocument Document { get; init; }
}
