namespace PostPurchase.Engine.Connectors;

/// <summary>Who sends the webhooks of a source, and so how they are signed and read.</summary>
public enum SourceKind
{
    /// <summary>A Shopify shop.</summary>
    Shopify,

    /// <summary>A WooCommerce shop.</summary>
    WooCommerce,

    /// <summary>A Stripe account.</summary>
    Stripe,

    /// <summary>Standard Webhooks with the canonical event.</summary>
    Standard,
}
