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

    /// <summary>Amazon SES by SNS: bounces and complaints. Its secret is the ARN of the topic.</summary>
    Ses,

    /// <summary>Twilio SendGrid: bounces and complaints. Its secret is the public key that verifies its events.</summary>
    SendGrid,

    /// <summary>Postmark: bounces and complaints. Its secret is <c>user:password</c> of HTTP Basic.</summary>
    Postmark,

    /// <summary>Mailgun: bounces and complaints. Its secret is the webhook signing key.</summary>
    Mailgun,
}
