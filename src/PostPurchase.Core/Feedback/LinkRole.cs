namespace PostPurchase.Core.Feedback;

/// <summary>What a link of a mail is for.</summary>
public enum LinkRole
{
    /// <summary>Advice, an order page, the shop.</summary>
    Content,

    /// <summary>An offer that may earn commission.</summary>
    Offer,

    /// <summary>Unsubscribe, preferences, view in browser.</summary>
    Service,

    /// <summary>A link that people cannot see: whoever follows it is no person.</summary>
    Honeypot,
}
