using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Customers;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>One event of the canonical form: all parts that are present, then what its type makes of them.</summary>
internal static class EventReader
{
    private static readonly KeySet Keys = new(
        "id", "type", "store", "occurred_at", "customer", "purchase", "properties",
        "refund", "shipment", "cart", "ticket", "survey", "conversion", "name");

    public static StoreEvent? Event(ref JsonCursor json)
    {
        var parts = new EventParts();
        ulong seen = 0;
        var key = 0;
        if (json.Token != JsonTokenType.StartObject) json.Fail($"must be an object, not {json.Given()}");
        if (!json.EnterObject()) return null;
        while (json.NextKey(Keys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: parts.Id = json.Id(); break;
                case 1: parts.Type = json.Text(); break;
                case 2: parts.Store = json.Id(); break;
                case 3: parts.OccurredAt = CanonicalValues.Instant(ref json); break;
                case 4: parts.Customer = CustomerReader.Customer(ref json); break;
                case 5: parts.Purchase = PurchaseReader.Purchase(ref json); break;
                case 6: parts.Properties = json.Free(); break;
                case 7: parts.Refund = PartReader.Refund(ref json); break;
                case 8: parts.Shipment = PartReader.Shipment(ref json); break;
                case 9: parts.Cart = PartReader.Cart(ref json); break;
                case 10: parts.Ticket = PartReader.Ticket(ref json); break;
                case 11: parts.Survey = PartReader.Survey(ref json); break;
                case 12: parts.Conversion = PartReader.Conversion(ref json); break;
                case 13: parts.Name = json.Text(); break;
            }
        }

        return json.Error is null ? Assembled(ref json, in parts, seen) : null;
    }

    private static StoreEvent? Assembled(ref JsonCursor json, in EventParts parts, ulong seen)
    {
        var missing = parts.Id is null ? "id" : parts.Type is null ? "type" : parts.OccurredAt is null ? "occurred_at" : null;
        if (missing is not null) json.Fail("is required", missing);
        else if (!parts.Customer.IsNamed) json.Fail("is required (or customer.external_id)", "customer.email");
        if (json.Error is not null || Body(ref json, in parts, seen) is not { } body || json.Error is not null) return null;
        return new StoreEvent
        {
            Id = parts.Id!,
            Store = parts.Store ?? "default",
            OccurredAt = parts.OccurredAt!.Value,
            Customer = parts.Customer,
            Body = body,
            PurchaseId = parts.Purchase.Id,
            Properties = parts.Properties,
        };
    }

    private static EventBody? Body(ref JsonCursor json, in EventParts parts, ulong seen)
    {
        if (!EventTypes.All.Contains(parts.Type!)) return Unknown(ref json, parts.Type!);
        var own = OwnKey(parts.Type!);
        for (var key = 7; key <= 13; key++)
        {
            if (key != own && (seen & (1UL << key)) != 0) json.Fail($"does not belong to an event of the type {parts.Type}", Keys[key]);
        }

        if (parts.Type is EventTypes.Refund or EventTypes.Shipped or EventTypes.Delivered && parts.Purchase.Id is null)
            json.Fail("is required", "purchase.id");
        return parts.Type switch
        {
            EventTypes.Purchase => Purchase(ref json, in parts),
            EventTypes.Refund => Required(ref json, parts.Refund, own) is { } refund
                ? new EventBody.Refunded(refund with { Id = refund.Id.Length > 0 ? refund.Id : parts.Id!, Currency = refund.Currency ?? parts.Purchase.Currency })
                : null,
            EventTypes.Shipped => Required(ref json, parts.Shipment, own) is { } shipment ? new EventBody.Shipped(Named(shipment, in parts)) : null,
            EventTypes.Delivered => Required(ref json, parts.Shipment, own) is { } shipment ? new EventBody.Delivered(Named(shipment, in parts)) : null,
            EventTypes.CartAbandoned => Required(ref json, parts.Cart, own) is { } cart ? new EventBody.CartAbandoned(cart) : null,
            EventTypes.TicketOpened => Required(ref json, parts.Ticket, own) is { } ticket ? new EventBody.TicketOpened(ticket) : null,
            EventTypes.TicketResolved => Required(ref json, parts.Ticket, own) is { } ticket ? new EventBody.TicketResolved(ticket) : null,
            EventTypes.SurveyAnswered => Required(ref json, parts.Survey, own) is { } survey ? new EventBody.SurveyAnswered(survey) : null,
            EventTypes.Conversion => Required(ref json, parts.Conversion, own) is { } facts ? new EventBody.Conversion(facts) : null,
            EventTypes.Custom => Required(ref json, parts.Name, own) is { } name ? new EventBody.Custom(name) : null,
            EventTypes.Lapsed => new EventBody.Lapsed(),
            _ => new EventBody.ExternalSend(),
        };
    }

    private static EventBody.PurchaseChanged? Purchase(ref JsonCursor json, in EventParts parts)
    {
        if (PurchaseReader.Whole(ref json, in parts.Purchase, parts.OccurredAt!.Value) is not { } whole) return null;
        if (AmountRule.Problem(whole) is { } problem) json.Fail(problem.Message, $"purchase.{problem.Path}");
        return new EventBody.PurchaseChanged(whole);
    }

    // A store that does not number its parcels still says of the same one that it left and that it arrived.
    private static ShipmentFacts Named(ShipmentFacts shipment, in EventParts parts) =>
        shipment.Id.Length > 0 ? shipment : shipment with { Id = shipment.TrackingNumber ?? parts.Purchase.Id ?? parts.Id! };

    // The position in Keys of the part that belongs to a type; -1 for the types that have none of their own.
    private static int OwnKey(string type) => type switch
    {
        EventTypes.Refund => 7,
        EventTypes.Shipped or EventTypes.Delivered => 8,
        EventTypes.CartAbandoned => 9,
        EventTypes.TicketOpened or EventTypes.TicketResolved => 10,
        EventTypes.SurveyAnswered => 11,
        EventTypes.Conversion => 12,
        EventTypes.Custom => 13,
        _ => -1,
    };

    private static T? Required<T>(ref JsonCursor json, T? part, int key) where T : class
    {
        if (part is null) json.Fail("is required", Keys[key]);
        return part;
    }

    private static EventBody? Unknown(ref JsonCursor json, string type)
    {
        json.Fail($"must be one of {string.Join(", ", EventTypes.All)}, not \"{(type.Length <= 40 ? type : type[..40])}\"", "type");
        return null;
    }

    private struct EventParts
    {
        public EventParts()
        {
        }

        public string? Id;
        public string? Type;
        public string? Store;
        public Instant? OccurredAt;
        public CustomerFacts Customer = CustomerFacts.Nobody;
        public PurchaseDraft Purchase = new();
        public FreeData Properties = FreeData.Empty;
        public RefundFacts? Refund;
        public ShipmentFacts? Shipment;
        public CartFacts? Cart;
        public TicketFacts? Ticket;
        public SurveyFacts? Survey;
        public ConversionFacts? Conversion;
        public string? Name;
    }
}
