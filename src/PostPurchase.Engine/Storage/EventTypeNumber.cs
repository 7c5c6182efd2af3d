using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>The numbers of event types in rows: append, never renumber.</summary>
internal static class EventTypeNumber
{
    private static readonly string[] s_types =
    [
        EventTypes.Purchase, EventTypes.Refund, EventTypes.Shipped, EventTypes.Delivered, EventTypes.CartAbandoned, EventTypes.Lapsed,
        EventTypes.Conversion, EventTypes.TicketOpened, EventTypes.TicketResolved, EventTypes.SurveyAnswered, EventTypes.ExternalSend, EventTypes.Custom,
    ];

    public const int ExternalSend = 11;

    public static int Of(string type) =>
        Array.IndexOf(s_types, type) is var index and >= 0 ? index + 1 : throw new ArgumentOutOfRangeException(nameof(type), type, "no event type");

    public static string Name(int number) => s_types[number - 1];
}
