using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>What the picker needs to know of one customer and step.</summary>
public sealed record PickRequest
{
    /// <summary><c>cross_sell</c>, <c>upsell</c>, <c>fresh</c>, <c>replenish</c> or <c>rule:NAME</c>.</summary>
    public required string Pick { get; init; }

    /// <summary>At most this many.</summary>
    public required int Count { get; init; }

    /// <summary>The customer: who sees which of two equal offers.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>The step: the same customer sees others elsewhere.</summary>
    public required string Step { get; init; }

    /// <summary>The lines that the mail is about.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];

    /// <summary>Whether the mail is about one line (a run <c>per: line</c>), which <c>replenish</c> then looks for something in the place of.</summary>
    public bool IsAboutLine { get; init; }

    /// <summary>Product ids and codes that the customer owns.</summary>
    public IReadOnlySet<string> Owned { get; init; } = new HashSet<string>();

    /// <summary>Product ids that the customer sent back and does not own.</summary>
    public IReadOnlySet<string> Returned { get; init; } = new HashSet<string>();

    /// <summary>Offers that the customer was shown, by id: how often, and how many days ago the last time.</summary>
    public IReadOnlyDictionary<string, Showing> Shown { get; init; } = new Dictionary<string, Showing>();

    /// <summary>Offers whose page is gone, by id, with the day since when.</summary>
    public IReadOnlyDictionary<string, LocalDate> Gone { get; init; } = new Dictionary<string, LocalDate>();

    /// <summary>Whether the link of an offer, by id, was last seen to lose its token. Asked only of what could be picked: offers are many, and each mail asks.</summary>
    public Func<string, bool> LosesToken { get; init; } = _ => false;

    /// <summary>Whether offers of others may be shown to this customer.</summary>
    public bool AllowsPartners { get; init; } = true;

    /// <summary>Country, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Currency that prices must be in, or null.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Language of the reason: <c>de</c>, or anything for English.</summary>
    public string? Locale { get; init; }

    /// <summary>The customer's day.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>The customer's day of the order that the mail is about, or null: what was there before is not new to them.</summary>
    public LocalDate? OrderedOn { get; init; }

    /// <summary>The owner's choices.</summary>
    public IReadOnlyList<OfferRule> Rules { get; init; } = [];

    /// <summary>What is bought together, by product id.</summary>
    public Associations Products { get; init; } = Associations.None;

    /// <summary>What is bought together, by category.</summary>
    public Associations Categories { get; init; } = Associations.None;
}

/// <summary>How an offer was shown to a customer before.</summary>
/// <param name="Count">Mails of the last 90 days.</param>
/// <param name="DaysAgo">Days since the last one.</param>
public sealed record Showing(int Count, int DaysAgo);

/// <summary>An offer that was picked.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Why">The reason that the customer reads.</param>
/// <param name="Note">Why it ranks where it does, for the shop.</param>
public sealed record PickedOffer(Offer Offer, string Why, string Note);

/// <summary>An offer that was not picked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why, for the shop.</param>
public sealed record LeftOffer(string Id, string Reason);

/// <summary>What was picked, best first, and why the others were not.</summary>
public sealed record Picked(IReadOnlyList<PickedOffer> Offers, IReadOnlyList<LeftOffer> Left);
