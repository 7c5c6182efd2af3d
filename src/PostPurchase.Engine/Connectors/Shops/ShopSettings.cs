using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Scheduling;

namespace PostPurchase.Engine.Connectors.Shops;

/// <summary>A source whose own API is read too: its products, and the orders whose webhooks were missed.</summary>
internal sealed record ShopSettings
{
    /// <summary>Name of the source in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>The source: Shopify or WooCommerce.</summary>
    public required HookSource Source { get; init; }

    /// <summary>Where the shop's API is: <c>https://NAME.myshopify.com</c>, or the address of the WordPress site.</summary>
    public required Uri Url { get; init; }

    /// <summary>The access token of Shopify, or <c>key:secret</c> of WooCommerce.</summary>
    public required string Token { get; init; }

    /// <summary>The currency of its prices, which name none.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Where customers look at its products; null for <see cref="Url"/>.</summary>
    public Uri? Storefront { get; init; }

    /// <summary>Says the name, and never the token.</summary>
    public override string ToString() => $"shop {Name}";
}

/// <summary>What is read of a shop.</summary>
internal enum ShopThing
{
    /// <summary>Its products.</summary>
    Products = 1,

    /// <summary>Its orders.</summary>
    Orders = 2,
}

/// <summary>A shop could not be read; the message says what it did, without secrets.</summary>
internal sealed class ShopPullException(string message) : OutsideException(message)
{
    /// <summary>Whether the shop did not know the place in its list: places are kept for a while only.</summary>
    public bool IsLostPlace { get; init; }
}
