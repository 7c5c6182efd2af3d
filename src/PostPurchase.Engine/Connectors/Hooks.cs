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
}
