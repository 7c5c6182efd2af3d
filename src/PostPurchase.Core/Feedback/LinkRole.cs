namespace PostPurchase.Core.Feedback;

/// <summary>What a link of a mail is for. Stored by number: append, never renumber.</summary>
public enum LinkRole
{
    /// <summary>An offer that may earn commission.</summary>
    Offer = 1,

    /// <summary>Advice, the shop.</summary>
    Content = 2,

    /// <summary>The order's or the parcel's page, unsubscribe, preferences, view in browser: a click says nothing about interest.</summary>
    Service = 3,

    /// <summary>A link that people cannot see: whoever follows it is no person.</summary>
    Honeypot = 4,
}
