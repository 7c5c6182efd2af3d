using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>Whether a program allows its links in mail.</summary>
public enum EmailRule
{
    /// <summary>Yes.</summary>
    Yes,

    /// <summary>After the merchant's approval; until the owner says that it was given, no.</summary>
    Approval,

    /// <summary>No.</summary>
    No,
}

/// <summary>The terms of one merchant in one network. The shop's own products are offers of the program <see cref="OwnKey"/>.</summary>
public sealed record OfferProgram
{
    /// <summary>The key of the built-in program of the shop's own products.</summary>
    public const string OwnKey = "own";

    /// <summary>Stable key.</summary>
    public required string Key { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Name { get; init; }

    /// <summary>The network's key; <c>direct</c> for none.</summary>
    public string Network { get; init; } = "direct";

    /// <summary>Address with <c>{url}</c> (the encoded target) and <c>{token}</c> (the sub-id); null puts the sub-id onto the target.</summary>
    public string? Link { get; init; }

    /// <summary>Whether its links may be mailed.</summary>
    public EmailRule EmailAllowed { get; init; } = EmailRule.Yes;

    /// <summary>Whether a redirect of ours may stand before its link.</summary>
    public bool RedirectAllowed { get; init; } = true;

    /// <summary>Whether a mail may say its prices.</summary>
    public bool PricesAllowed { get; init; } = true;

    /// <summary>Whether it takes publishers that live on coupons; the owner's own note, no rule of ours.</summary>
    public bool CouponSites { get; init; } = true;

    /// <summary>The network's id of the merchant, or null.</summary>
    public string? Merchant { get; init; }

    /// <summary>False once the program has ended or the owner has left it: nothing of it is offered.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>What has to be said near its links; null where the mail says it in its own words.</summary>
    public LocalizedText? Disclosure { get; init; }

    /// <summary>How long after a click a sale counts for it, or null where that is not known.</summary>
    public CalendarSpan? CookieWindow { get; init; }

    /// <summary>Words that its mails must not say: <c>best price</c>, <c>5 stars</c>.</summary>
    public IReadOnlyList<string> DeniedClaims { get; init; } = [];

    /// <summary>What a sale earns where its category has nothing of its own.</summary>
    public Commission Commission { get; init; } = Commission.None;

    /// <summary>What a sale earns, by category; names are compared without case.</summary>
    public IReadOnlyDictionary<string, Commission> Commissions { get; init; } = new Dictionary<string, Commission>();

    /// <summary>Whether these are the shop's own products.</summary>
    public bool IsOwn => Key == OwnKey;
}

/// <summary>What a sale earns: a share of it, or an amount.</summary>
/// <param name="Rate">0..1; 0 with an amount.</param>
/// <param name="Amount">Or null.</param>
public sealed record Commission(double Rate, Money? Amount)
{
    /// <summary>Nothing.</summary>
    public static Commission None { get; } = new(0, null);
}

/// <summary>One product that can be offered.</summary>
public sealed record Offer
{
    /// <summary>Stable id, unique over all programs.</summary>
    public required string Id { get; init; }

    /// <summary>Its program.</summary>
    public required OfferProgram Program { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The product's page.</summary>
    public required string Url { get; init; }

    /// <summary>The store's id of the product, for the shop's own.</summary>
    public string? ProductId { get; init; }

    /// <summary>Its picture.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Its price.</summary>
    public Money? Price { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }

    /// <summary>Countries where it is sold; empty = everywhere.</summary>
    public IReadOnlySet<string> Countries { get; init; } = new HashSet<string>();

    /// <summary>Whether it can be had.</summary>
    public bool InStock { get; init; } = true;

    /// <summary>First day, or null.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last day, or null.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Product ids or categories that it goes with.</summary>
    public IReadOnlyList<string> Complements { get; init; } = [];

    /// <summary>Product ids or categories that it is a step up from.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];

    /// <summary>Product ids that it takes the place of.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>How long one unit lasts, for consumables; or null.</summary>
    public Duration? Cycle { get; init; }

    /// <summary>Free words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether it is only to be had here, so that a mail may say so.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>What a sale of it would earn, in major units of its price's currency; 0 without a price.</summary>
    public decimal Earning
    {
        get
        {
            var commission = Category is not null ? Program.Commissions.GetValueOrDefault(Category, Program.Commission) : Program.Commission;
            return commission.Amount is { } fixedAmount ? fixedAmount.Amount : (Price?.Amount ?? 0) * (decimal)commission.Rate;
        }
    }

    /// <summary>Why somebody would want it, in the shop's words; null lets the picker say it.</summary>
    public string? Why { get; init; }

    /// <summary>The link with <c>{token}</c> where the sub-id goes; the target is encoded exactly once. Links of no network carry campaign parameters.</summary>
    public string TrackedUrl => Program switch
    {
        { IsOwn: true } => WebText.ToAscii(Url),
        { Network: "direct" } => WebText.WithCampaign(NetworkLink.Build(Program.Link, "direct", Url), ("utm_source", "postpurchase"), ("utm_medium", "email"), ("utm_campaign", Program.Key)),
        _ => NetworkLink.Build(Program.Link, Program.Network, Url),
    };
}
