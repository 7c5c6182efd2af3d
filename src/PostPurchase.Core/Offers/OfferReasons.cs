namespace PostPurchase.Core.Offers;

/// <summary>The one sentence that says why a customer sees an offer.</summary>
internal static class OfferReasons
{
    public static string Text(Relation relation, string? locale) =>
        relation.Words ?? (locale?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true ? German(relation) : English(relation));

    private static string English(Relation relation) => relation.Kind switch
    {
        RelationKind.GoesWith when relation.Measured is not null => $"Often bought by those who have your {relation.To}",
        RelationKind.GoesWith => $"Goes with your {relation.To}",
        RelationKind.StepUp => $"Does what your {relation.To} does, and more",
        RelationKind.New => "New in the shop",
        RelationKind.Again => "You bought this before",
        RelationKind.Chosen => "Picked by us",
        _ => $"A good stand-in for your {relation.To}",
    };

    private static string German(Relation relation) => relation.Kind switch
    {
        RelationKind.GoesWith when relation.Measured is not null => $"Kaufen viele, die auch „{relation.To}“ haben",
        RelationKind.GoesWith => $"Passt zu: {relation.To}",
        RelationKind.StepUp => $"Kann, was „{relation.To}“ kann, und mehr",
        RelationKind.New => "Neu im Shop",
        RelationKind.Again => "Das hatten Sie schon einmal",
        RelationKind.Chosen => "Von uns ausgesucht",
        _ => $"Eine gute Alternative zu: {relation.To}",
    };
}
