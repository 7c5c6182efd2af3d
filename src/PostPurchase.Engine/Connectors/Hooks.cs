using NodaTime;

namespace PostPurchase.Engine.Connectors;

/// <summary>Reads webhooks: signature first, over the raw bytes, then the payload.</summary>
public static class Hooks
{
    /// <summary>
    /// What a request to <c>/hooks/NAME</c> means. Pure; never throws for what the request holds. The body must be limited in size before. For stores only: see <see cref="SourceKinds.IsMailProvider"/>.
    /// </summary>
    public static HookReading Read(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body, Instant now) => source.Kind switch
    {
        SourceKind.Shopify => ShopifyHook.Read(source, headers, body, now),
        SourceKind.WooCommerce => WooHook.Read(source, headers, body, now),
        SourceKind.Stripe => StripeHook.Read(source, headers, body, now),
        SourceKind.Standard => StandardHook.Read(source, headers, body, now),
        _ => throw new InvalidOperationException($"{source.Kind} is no kind of store"),
    };

    /// <summary>What a delivery means that was verified and stored before: the same reading, without a look at its signature.</summary>
    /// <param name="source">Its source, as the settings have it now.</param>
    /// <param name="topic">What <see cref="TopicOf"/> said when it came.</param>
    /// <param name="deliveryId">Its id.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="now">When it came: for bodies without an instant of their own.</param>
    public static HookReading ReadAgain(HookSource source, string? topic, string deliveryId, ReadOnlyMemory<byte> body, Instant now) => source.Kind switch
    {
        SourceKind.Shopify => ShopifyHook.Understood(source, topic ?? "", (deliveryId, null), body, now),
        SourceKind.WooCommerce => WooHook.Understood(source, topic ?? "", (deliveryId, null), body, now),
        SourceKind.Stripe => StripeHook.Understood(source, body, now),
        SourceKind.Standard => StandardHook.Understood(source, deliveryId, body),
        _ => throw new InvalidOperationException($"{source.Kind} is no kind of store"),
    };

    /// <summary>What a stored delivery in the canonical form means that no shop signed: its events name their stores.</summary>
    /// <param name="deliveryId">Its id.</param>
    /// <param name="body">Its bytes.</param>
    public static HookReading ReadCanonical(string deliveryId, ReadOnlyMemory<byte> body) => StandardHook.Understood(null, deliveryId, body);

    /// <summary>What only the headers say of a message's kind, or null where its body says it.</summary>
    public static string? TopicOf(SourceKind kind, HookHeaders headers) => kind switch
    {
        SourceKind.Shopify => ShopifyHook.TopicOf(headers),
        SourceKind.WooCommerce => WooHook.TopicOf(headers),
        _ => null,
    };
}
