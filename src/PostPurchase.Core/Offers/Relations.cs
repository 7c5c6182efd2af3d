using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>Finds what relates an offer to the lines of a purchase.</summary>
internal static class Relations
{
    public static Relation? Of(Offer offer, PickRequest request) => request.Pick switch
    {
        "cross_sell" => Said(offer.Complements, request.Lines, RelationKind.GoesWith) ?? Measured(offer, request),
        "upsell" => Said(offer.Upgrades, request.Lines, RelationKind.StepUp),
        "replenish" => Replenishes(offer, request),
        "fresh" => OfferPicker.IsFresh(offer, request) ? Fresh(offer, request) : null,
        var pick when pick.StartsWith("rule:", StringComparison.Ordinal) => Chosen(offer, request.Rules.FirstOrDefault(rule => rule.Name == pick[5..])),
        _ => null,
    };

    /// <summary>Why there is no relation, for the shop.</summary>
    public static string Missing(PickRequest request) => request.Pick switch
    {
        "cross_sell" => "nothing relates it to this purchase: no `complements`, and no evidence that it is bought with it",
        "upsell" => "it is no step up from this purchase: no `upgrades` names it",
        "replenish" when request.IsAboutLine => "it stands in for nothing of it: no `replaces`, and not of its category",
        "replenish" => "it is not what was bought, and stands in for nothing of it",
        "fresh" when request.OrderedOn is { } day => $"it is not new: no `from` since the order ({day:uuuu-MM-dd}) and of the last 90 days",
        "fresh" => "it is not new: no `from` of the last 90 days",
        _ => "the rule does not name it",
    };

    private static Relation? Said(IReadOnlyList<string> to, IReadOnlyList<LineFacts> lines, RelationKind kind)
    {
        if (lines.FirstOrDefault(line => to.Any(name => name == line.ProductId || name == line.Sku)) is { } product) return new(kind, product.Name, 4, $"you say that it goes with {product.ProductId ?? product.Sku}");
        var category = lines.FirstOrDefault(line => line.Category is not null && to.Contains(line.Category, StringComparer.OrdinalIgnoreCase));
        return category is null ? null : new(kind, category.Name, 3, $"you say that it goes with {category.Category}");
    }

    private static Relation? Measured(Offer offer, PickRequest request)
    {
        Relation? best = null;
        foreach (var line in request.Lines)
        {
            var byProduct = line.ProductId is { } bought && offer.ProductId is { } product ? request.Products.Find(bought, product) : null;
            var byCategory = byProduct is null && line.Category is { } from && offer.Category is { } category && !from.Equals(category, StringComparison.OrdinalIgnoreCase) ? request.Categories.Find(from, category) : null;
            if ((byProduct ?? byCategory) is not { } evidence) continue;
            var strength = byProduct is null ? 1 : 2;
            if (best is not null && (best.Strength, best.Measured!.Value.Confidence).CompareTo((strength, evidence.Confidence)) >= 0) continue;
            best = new(RelationKind.GoesWith, line.Name, strength, $"bought with {(byProduct is null ? line.Category : line.ProductId)}: {evidence}") { Measured = evidence };
        }

        return best;
    }

    // A mail about one thing has that thing's own button: what it offers beside is what could take its place.
    private static Relation? Replenishes(Offer offer, PickRequest request)
    {
        var same = offer.ProductId is null ? null : request.Lines.FirstOrDefault(line => line.ProductId == offer.ProductId);
        if (same is not null) return request.IsAboutLine ? null : new(RelationKind.Again, same.Name, 4, "it is what was bought");
        if (request.Lines.FirstOrDefault(line => offer.Replaces.Any(name => name == line.ProductId || name == line.Sku)) is { } replaced)
            return new(RelationKind.InsteadOf, replaced.Name, 3, $"you say that it stands in for {replaced.ProductId ?? replaced.Sku}");
        return request.IsAboutLine && request.Lines.FirstOrDefault(line => line.Category is not null && line.Category.Equals(offer.Category, StringComparison.OrdinalIgnoreCase)) is { } alike
            ? new(RelationKind.InsteadOf, alike.Name, 2, $"it is of the same category, {alike.Category}")
            : null;
    }

    private static Relation Fresh(Offer offer, PickRequest request) =>
        Said(offer.Complements, request.Lines, RelationKind.GoesWith) is { } said ? new(RelationKind.New, null, said.Strength, $"new, and {said.Note}")
        : Measured(offer, request) is { } measured ? new(RelationKind.New, null, measured.Strength, $"new, and {measured.Note}") { Measured = measured.Measured }
        : new(RelationKind.New, null, 0, "new");

    private static Relation? Chosen(Offer offer, OfferRule? rule)
    {
        if (rule is null) return null;
        for (var i = 0; i < rule.Offers.Count; i++)
        {
            if (rule.Offers[i] == offer.Id || string.Equals(rule.Offers[i], offer.Category, StringComparison.OrdinalIgnoreCase))
                return new(RelationKind.Chosen, null, rule.Offers.Count - i, $"your rule {rule.Name} names {rule.Offers[i]}") { Words = rule.Why };
        }

        return null;
    }
}
