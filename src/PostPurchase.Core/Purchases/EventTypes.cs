namespace PostPurchase.Core.Purchases;

/// <summary>The canonical words of <see cref="EventBody.Type"/>.</summary>
public static class EventTypes
{
    /// <summary>An order was placed, paid or changed.</summary>
    public const string Purchase = "purchase";

    /// <summary>Money or goods went back.</summary>
    public const string Refund = "refund";

    /// <summary>A parcel left.</summary>
    public const string Shipped = "shipped";

    /// <summary>A parcel arrived.</summary>
    public const string Delivered = "delivered";

    /// <summary>A checkout was left.</summary>
    public const string CartAbandoned = "cart_abandoned";

    /// <summary>A customer was silent for longer than usual.</summary>
    public const string Lapsed = "lapsed";

    /// <summary>A network or store reported a sale.</summary>
    public const string Conversion = "conversion";

    /// <summary>A customer asked for help.</summary>
    public const string TicketOpened = "ticket_opened";

    /// <summary>A request for help was closed.</summary>
    public const string TicketResolved = "ticket_resolved";

    /// <summary>A survey was answered.</summary>
    public const string SurveyAnswered = "survey_answered";

    /// <summary>Another tool sent a mail.</summary>
    public const string ExternalSend = "external_send";

    /// <summary>An event of the shop's own.</summary>
    public const string Custom = "custom";

    /// <summary>Name of the custom event by which a store tells that a customer's consent changed. It makes nobody a customer who was none.</summary>
    public const string StoreConsent = "store_consent";

    /// <summary>All of them, in the order of the contract.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Purchase, Refund, Shipped, Delivered, CartAbandoned, Lapsed, Conversion, TicketOpened, TicketResolved, SurveyAnswered, ExternalSend, Custom,
    ];
}
