using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>What the picker needs to know of one customer and step.</summary>
public sealed record PickRequest
{
    /// <summary><c>cross_sell</c>, <c>upsell</c>, <c>fresh</c>, <c>replenish</c>.</summary>
    public required string Pick { get; init; }

    /// <summary>At most this many.</summary>
    public required int Count { get; init; }

    /// <summary>The customer: who sees which of two equal offers.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>The step: the same customer sees others elsewhere.</summary>
    public required string Step { get; init; }

    /// <summary>The lines that the mail is about.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];

    /// <summary>Product ids and codes that the customer owns.</summary>
    public IReadOnlySet<string> Owned { get; init; } = new HashSet<string>();

    /// <summary>Country, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Currency that prices must be in, or null.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Language of the reason: <c>de</c>, or anything for English.</summary>
    public string? Locale { get; init; }

    /// <summary>The customer's day.</summary>
    public required LocalDate Today { get; init; }
}

/// <summary>What was picked, best first, and why the others were not.</summary>
/// <param name="Offers">With the reason that the customer reads.</param>
/// <param name="Left">Offer id with the reason, for the ledger.</param>
public sealed record Picked(IReadOnlyList<(Offer Offer, string Why)> Offers, IReadOnlyList<(string Id, string Reason)> Left);

/// <summary>Picks offers: relations first, the shop's own before others, then what it would earn. Deterministic. No relation, no offer.</summary>
public static class OfferPicker
{
    private const int FreshDays = 90;

    /// <summary>Picks for one customer and step.</summary>
    public static Picked Pick(IReadOnlyList<Offer> offers, PickRequest request)
    {
        var left = new List<(string, string)>();
        var fitting = new List<(Offer Offer, Relation Relation)>();
        foreach (var offer in offers)
        {
            if (Objection(offer, request) is { } objection) left.Add((offer.Id, objection));
            else if (RelationOf(offer, request) is { } relation) fitting.Add((offer, relation));
            else left.Add((offer.Id, "nothing relates it to this purchase"));
        }

        var ranked = fitting
            .OrderByDescending(pair => pair.Relation.Strength)
            .ThenByDescending(pair => pair.Offer.Program.IsOwn)
            .ThenByDescending(pair => pair.Offer.Earning)
            .ThenBy(pair => StableChance.Of("offer", $"{request.Step}/{pair.Offer.Id}", request.Owner.Value))
            .ToList();
        left.AddRange(ranked.Skip(request.Count).Select(pair => (pair.Offer.Id, "others rank higher")));
        return new([.. ranked.Take(request.Count).Select(pair => (pair.Offer, pair.Offer.Why ?? OfferReasons.Text(pair.Relation, request.Locale)))], left);
    }

    private static string? Objection(Offer offer, PickRequest request)
    {
        if (!offer.InStock) return "out of stock";
        if (offer.Program.EmailAllowed != EmailRule.Yes) return "its program does not allow mail";
        if (offer.From is { } from && request.Today < from) return $"not before {from:uuuu-MM-dd}";
        if (offer.Until is { } until && request.Today > until) return $"over since {until:uuuu-MM-dd}";
        if (offer.Countries.Count > 0 && (request.Country is null || !offer.Countries.Contains(request.Country))) return "not sold where the customer lives";
        if (offer.Price is { } price && request.Currency is { } currency && price.Currency != currency) return $"its price is in {price.Currency}";
        var isOwned = (offer.ProductId is { } product && request.Owned.Contains(product)) || request.Owned.Contains(offer.Id);
        return isOwned && request.Pick != "replenish" ? "the customer has it" : null;
    }

    private static Relation? RelationOf(Offer offer, PickRequest request) => request.Pick switch
    {
        "cross_sell" => Related(offer.Complements, request.Lines, RelationKind.GoesWith),
        "upsell" => Related(offer.Upgrades, request.Lines, RelationKind.StepUp),
        "replenish" => Replenishes(offer, request.Lines),
        "fresh" => offer.From is { } from && Period.DaysBetween(from, request.Today) <= FreshDays
            ? new(RelationKind.New, null, 1 + (Related(offer.Complements, request.Lines, RelationKind.GoesWith)?.Strength ?? 0))
            : null,
        _ => null,
    };

    private static Relation? Related(IReadOnlyList<string> to, IReadOnlyList<LineFacts> lines, RelationKind kind)
    {
        if (lines.FirstOrDefault(line => to.Any(name => name == line.ProductId || name == line.Sku)) is { } product) return new(kind, product.Name, 2);
        var category = lines.FirstOrDefault(line => line.Category is not null && to.Contains(line.Category, StringComparer.OrdinalIgnoreCase));
        return category is null ? null : new(kind, category.Name, 1);
    }

    private static Relation? Replenishes(Offer offer, IReadOnlyList<LineFacts> lines)
    {
        if (offer.ProductId is not null && lines.FirstOrDefault(line => line.ProductId == offer.ProductId) is { } same) return new(RelationKind.Again, same.Name, 2);
        return lines.FirstOrDefault(line => offer.Replaces.Any(name => name == line.ProductId || name == line.Sku)) is { } replaced ? new(RelationKind.InsteadOf, replaced.Name, 1) : null;
    }
}

/// <summary>What relates an offer to a purchase.</summary>
internal enum RelationKind
{
    GoesWith,
    StepUp,
    New,
    Again,
    InsteadOf,
}

/// <summary>Why an offer fits.</summary>
/// <param name="Kind">How.</param>
/// <param name="To">Name of the product that it relates to, or null.</param>
/// <param name="Strength">By product 2, by category 1.</param>
internal sealed record Relation(RelationKind Kind, string? To, int Strength);
