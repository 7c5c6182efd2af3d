using NodaTime;
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

    /// <summary>What has to be said near its links; null where the mail says it in its own words.</summary>
    public string? Disclosure { get; init; }

    /// <summary>Share of a sale, 0..1.</summary>
    public double CommissionRate { get; init; }

    /// <summary>Whether these are the shop's own products.</summary>
    public bool IsOwn => Key == OwnKey;
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

    /// <summary>Why somebody would want it, in the shop's words; null lets the picker say it.</summary>
    public string? Why { get; init; }

    /// <summary>The link with <c>{token}</c> where the sub-id goes; the target is encoded exactly once.</summary>
    public string TrackedUrl => Program switch
    {
        { IsOwn: true } => Url,
        { Link: { } link } => link.Replace("{url}", Uri.EscapeDataString(Url), StringComparison.Ordinal),
        _ => NetworkLink.WithToken(Url, Program.Network),
    };
}
