namespace PostPurchase.Core.Journeys;

/// <summary>What a journey can be started or left by. The file's names are the same words in snake case.</summary>
public enum EventKind
{
    /// <summary>A purchase became usable: an order (or test order) that is paid.</summary>
    Purchase,

    /// <summary>A refund of a purchase.</summary>
    Refund,

    /// <summary>A parcel left.</summary>
    Shipped,

    /// <summary>A parcel arrived.</summary>
    Delivered,

    /// <summary>A cart was left behind.</summary>
    CartAbandoned,

    /// <summary>A customer is silent for longer than usual; emitted by the nightly job, once per silence.</summary>
    Lapsed,

    /// <summary>A network reported a sale on one of our links.</summary>
    Conversion,

    /// <summary>A support ticket was opened.</summary>
    TicketOpened,

    /// <summary>A support ticket was resolved.</summary>
    TicketResolved,

    /// <summary>A survey was answered.</summary>
    SurveyAnswered,

    /// <summary><c>custom:name</c>.</summary>
    Custom,
}
