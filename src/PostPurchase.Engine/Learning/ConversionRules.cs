using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Learning;

/// <summary>What the taking of conversions is told by its caller.</summary>
internal sealed record ConversionRules
{
    /// <summary>Secret of the link tokens.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The store that the conversions of a network belong to while nobody is known.</summary>
    public Func<string, string> StoreOf { get; init; } = _ => "default";

    /// <summary>The network of an account that has a name of its own, and what its ids are unique within; null where no account is called so.</summary>
    public Func<string, (string Network, string? Scope)?> AccountOf { get; init; } = _ => null;

    /// <summary>An offer by its id, or null.</summary>
    public Func<string, Offer?> OfferOf { get; init; } = _ => null;

    /// <summary>The currency of a store: that of a purchase of which no amount is known yet.</summary>
    public Func<string, Currency> CurrencyOf { get; init; } = _ => Currency.Parse("USD");

    /// <summary>An amount in the currency of a store by the rate of an instant's day; null where there is no rate.</summary>
    public Func<string, Money, Instant, Money?> InStore { get; init; } = (_, money, _) => money;

    /// <summary>Commission over this, in the store's currency, is set aside until somebody lets it: the number is compared as it is where there is no rate. Major units.</summary>
    public decimal Cap { get; init; } = 1_000;

    /// <summary>Sales longer ago than this start no journeys: networks report a day or two late, and their reports are read again for months.</summary>
    public Duration OldAfter { get; init; } = Duration.FromDays(7);
}

/// <summary>What became of one report.</summary>
internal enum ConversionOutcome
{
    /// <summary>It changed the ledger.</summary>
    Recorded,

    /// <summary>It said what was known.</summary>
    Known,

    /// <summary>It was set aside: its amount is over the cap.</summary>
    Held,
}
