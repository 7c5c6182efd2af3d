namespace PostPurchase.Core.Purchases;

/// <summary>What kind of order it is: triggers take orders and tests, unless their condition names the kind.</summary>
public enum PurchaseKind
{
    /// <summary>An ordinary order.</summary>
    Order,

    /// <summary>The next period of a subscription.</summary>
    Renewal,

    /// <summary>Sent again at no cost, since the first went wrong.</summary>
    Replacement,

    /// <summary>Sent in exchange for something returned.</summary>
    Exchange,

    /// <summary>Bought at a till.</summary>
    Pos,

    /// <summary>Bought at somebody else's market place.</summary>
    Marketplace,

    /// <summary>A trial of the connection; its mail is labelled and left out of reports.</summary>
    Test,
}
