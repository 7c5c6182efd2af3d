namespace PostPurchase.Core.Purchases;

/// <summary>Whether an order stands. One that arrives in any state but <see cref="Open"/> is stored and starts nothing.</summary>
public enum PurchaseState
{
    /// <summary>It stands (partly refunded orders do too).</summary>
    Open,

    /// <summary>Called off by the customer or the shop.</summary>
    Cancelled,

    /// <summary>The payment was given up or failed for good.</summary>
    Voided,

    /// <summary>All of it was paid back.</summary>
    Refunded,
}
