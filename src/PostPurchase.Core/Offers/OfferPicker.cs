using System.Globalization;
using NodaTime;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Core.Offers;

/// <summary>
/// Picks offers: what the shop says goes together first, then what was measured to, then what it would earn, less the oftener it was shown; of equals
/// the shop's own first. Deterministic for a customer and step. Nothing that relates it, no offer.
/// </summary>
public static class OfferPicker
{
    private const int FreshDays = 90;
    private const int RestDays = 30;
    private const double Fatigue = 0.5;
    private const double VarietyShare = 0.1;

    /// <summary>Picks for one customer and step.</summary>
    public static Picked Pick(IReadOnlyList<Offer> offers, PickRequest request)
    {
        var left = new List<LeftOffer>();
        var fitting = new List<(Offer Offer, Relation Relation)>();
        foreach (var offer in offers)
        {
            if (Objection(offer, request) is { } objection) left.Add(new(offer.Id, objection));
            else if (Relations.Of(offer, request) is { } relation) fitting.Add((offer, relation));
            else left.Add(new(offer.Id, Relations.Missing(request)));
        }

        var untold = fitting.Where(pair => IsUntold(pair.Offer, request)).Select(pair => pair.Offer.Id).ToHashSet(StringComparer.Ordinal);
        decimal Earned(Offer offer) => untold.Contains(offer.Id) ? 0 : Expected(offer, request);
        string Said(Offer offer, Relation relation) => Note(offer, relation, request, untold.Contains(offer.Id));
        var ranked = fitting
            .OrderByDescending(pair => pair.Relation.Strength)
            .ThenByDescending(pair => pair.Offer.Program.IsOwn)
            .ThenByDescending(pair => pair.Relation.Measured?.Confidence ?? 0)
            .ThenByDescending(pair => Earned(pair.Offer))
            .ThenBy(pair => StableChance.Of("offer", $"{request.Step}/{pair.Offer.Id}", request.Owner.Value))
            .ToList();
        var picked = Choose(ranked, request);
        left.AddRange(ranked.Where(pair => !picked.Exists(choice => choice.Offer == pair.Offer)).Select(pair => new LeftOffer(pair.Offer.Id, $"others rank higher ({Said(pair.Offer, pair.Relation)})")));
        return new([.. picked.Select(pair => new PickedOffer(pair.Offer, pair.Offer.Why?.For(request.Locale) ?? OfferReasons.Text(pair.Relation, request.Locale), Said(pair.Offer, pair.Relation) + pair.Extra))], left);
    }

    private static string? Objection(Offer offer, PickRequest request)
    {
        if (!offer.Program.IsOpen) return "its program is closed";
        if (offer.Program.EmailAllowed != EmailRule.Yes) return "its program does not allow mail";
        if (!offer.Program.IsOwn && !request.AllowsPartners) return "the customer has not agreed to offers of others";
        if (request.Gone.TryGetValue(offer.Id, out var gone)) return $"page gone since {gone:uuuu-MM-dd}";
        if (!offer.InStock) return "out of stock";
        if (offer.From is { } from && request.Today < from) return $"not before {from:uuuu-MM-dd}";
        if (offer.Until is { } until && request.Today > until) return $"over since {until:uuuu-MM-dd}";
        if (offer.Countries.Count > 0 && (request.Country is null || !offer.Countries.Contains(request.Country))) return "not sold where the customer lives";
        if (offer.Price is { } price && request.Currency is { } currency && price.Currency != currency) return $"its price is in {price.Currency}";
        var isOwned = (offer.ProductId is { } product && request.Owned.Contains(product)) || request.Owned.Contains(offer.Id);
        // What runs out is bought again; what stands in for it is of no use to somebody who has it.
        var isAgain = request.Pick == "replenish" && offer.ProductId is not null && request.Lines.Any(line => line.ProductId == offer.ProductId);
        if (isOwned && !isAgain) return "the customer has it";
        if (offer.ProductId is { } back && request.Returned.Contains(back)) return "the customer sent it back";
        return request.Shown.GetValueOrDefault(offer.Id) is { DaysAgo: < RestDays } shown && request.Pick != "replenish" ? $"shown {shown.DaysAgo} days ago" : null;
    }

    // Best first, with two floors for variety: at most half of one category while there are others, and for one customer in ten another last one.
    private static List<(Offer Offer, Relation Relation, string Extra)> Choose(List<(Offer Offer, Relation Relation)> ranked, PickRequest request)
    {
        var most = (request.Count + 1) / 2;
        var chosen = new List<(Offer Offer, Relation Relation, string Extra)>();
        foreach (var (offer, relation) in ranked)
        {
            if (chosen.Count < request.Count && (offer.Category is null || chosen.Count(pair => pair.Offer.Category == offer.Category) < most)) chosen.Add((offer, relation, ""));
        }

        foreach (var (offer, relation) in ranked.Where(pair => !chosen.Exists(choice => choice.Offer == pair.Offer)).Take(request.Count - chosen.Count).ToList()) chosen.Add((offer, relation, ""));
        var others = ranked.Where(pair => !chosen.Exists(choice => choice.Offer == pair.Offer)).ToList();
        if (request.Count >= 2 && chosen.Count == request.Count && others.Count > 0 && StableChance.Of("variety", request.Step, request.Owner.Value) < VarietyShare)
        {
            var other = others.MinBy(pair => StableChance.Of("variety", $"{request.Step}/{pair.Offer.Id}", request.Owner.Value));
            chosen[^1] = (other.Offer, other.Relation, "; for variety, as one customer in ten sees another one here");
        }

        return chosen;
    }

    // A sale on such a link comes back without a token, and nobody is paid for it.
    private static bool IsUntold(Offer offer, PickRequest request) => !offer.Program.IsOwn && offer.FallbackUrl is null && request.LosesToken(offer.Id);

    private static decimal Expected(Offer offer, PickRequest request) =>
        offer.Earning * (decimal)Math.Pow(Fatigue, request.Shown.GetValueOrDefault(offer.Id)?.Count ?? 0);

    private static string Note(Offer offer, Relation relation, PickRequest request, bool isUntold)
    {
        var parts = new List<string> { relation.Note };
        if (offer.Program.IsOwn) parts.Add("the shop's own");
        else if (isUntold) parts.Add("would earn nothing that is known of, as its link loses its token");
        else parts.Add(string.Create(CultureInfo.InvariantCulture, $"would earn {Expected(offer, request):0.00}{(offer.Price is { } price ? $" {price.Currency}" : "")}"));
        if (request.Shown.GetValueOrDefault(offer.Id) is { } shown) parts.Add($"shown {shown.Count} times, last {shown.DaysAgo} days ago");
        return string.Join("; ", parts);
    }

    internal static bool IsFresh(Offer offer, PickRequest request) =>
        offer.From is { } from && Period.DaysBetween(from, request.Today) <= FreshDays && !(from < request.OrderedOn);
}

/// <summary>What relates an offer to a purchase.</summary>
internal enum RelationKind
{
    GoesWith,
    StepUp,
    New,
    Again,
    InsteadOf,
    Chosen,
}

/// <summary>Why an offer fits.</summary>
/// <param name="Kind">How.</param>
/// <param name="To">Name of the product that it relates to, or null.</param>
/// <param name="Strength">Said by product 4, by category 3; measured by product 2, by category 1. A choice of the owner: the earlier the more.</param>
/// <param name="Note">For the shop.</param>
internal sealed record Relation(RelationKind Kind, string? To, int Strength, string Note)
{
    /// <summary>What was measured, or null.</summary>
    public Evidence? Measured { get; init; }

    /// <summary>The owner's own words, or null.</summary>
    public string? Words { get; init; }
}
