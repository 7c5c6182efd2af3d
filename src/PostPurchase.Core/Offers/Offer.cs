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

    /// <summary>The campaign parameters of its links; null for none. Default: for the shop's own and for programs of no network.</summary>
    public CampaignTags? Campaign { get; init; }

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

    /// <summary>Key of the one store that sells or shows it; null for every store.</summary>
    public string? Store { get; init; }

    /// <summary>Its program.</summary>
    public required OfferProgram Program { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The product's page.</summary>
    public required string Url { get; init; }

    /// <summary>Where its links lead while its page is gone or is at another host; null leads to the shop.</summary>
    public string? FallbackUrl { get; init; }

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

    /// <summary>Why somebody would want it, in the shop's words, or those for each language; null lets the picker say it.</summary>
    public LocalizedText? Why { get; init; }

    /// <summary>The link with <c>{token}</c> where the sub-id goes; the target is encoded exactly once.</summary>
    public string TrackedUrl => Tracked(Url);

    /// <summary><see cref="TrackedUrl"/> with the program's campaign parameters, as a step of a journey sends it.</summary>
    /// <param name="journey">Key of the journey, or null outside of one.</param>
    /// <param name="step">Id of the step.</param>
    public string LinkIn(string? journey, string? step) => Tagged(Url, TrackedUrl, journey, step);

    /// <summary>The link to use while the page is gone or elsewhere or the link loses its token, or null. On the site of the page the program still earns; a page elsewhere is linked as it is written.</summary>
    /// <param name="journey">Key of the journey, or null outside of one.</param>
    /// <param name="step">Id of the step.</param>
    public string? FallbackIn(string? journey, string? step) => FallbackUrl is not { } other ? null : Tagged(other, LinkCheck.IsOfSite(other, Url) ? Tracked(other) : WebText.ToAscii(other), journey, step);

    private string Tracked(string url) => Program.IsOwn ? WebText.ToAscii(url) : NetworkLink.Build(Program.Link, Program.Network, url);

    // A link of no network carries its sub-id as utm_content, so that what was written counts, not what was made of it.
    private string Tagged(string written, string link, string? journey, string? step) =>
        Program.Campaign is { } tags && !CampaignTags.AreIn(written) && !CampaignTags.AreIn(Program.Link) ? tags.Put(link, (journey, step, Program.Key)) : link;
}
