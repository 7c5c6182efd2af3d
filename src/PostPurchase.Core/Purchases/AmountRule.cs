namespace PostPurchase.Core.Purchases;

/// <summary>
/// Which currencies and amounts are taken, by whatever way they come: the API, files, webhooks, a store's own API. What is stored is read
/// without it, so that what was stored once can always be read again.
/// </summary>
public static class AmountRule
{
    /// <summary>What is wrong with a currency, or null.</summary>
    public static string? Problem(Currency currency) => currency.IsListed ? null : $"must be a currency of ISO 4217 such as EUR, not \"{currency.Code}\"";

    /// <summary>What is wrong with an amount, or null.</summary>
    public static string? Problem(Money? amount) => amount is { Minor: < 0 } below ? $"must not be negative: {below}" : null;

    /// <summary>What is wrong with an amount of which the currency may not be known, or null.</summary>
    public static string? Problem(decimal? amount) => amount is < 0 and var below ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"must not be negative: {below}") : null;

    /// <summary>The first thing that is wrong with the currency and the amounts of a purchase, or null.</summary>
    public static AmountProblem? Problem(PurchaseFacts purchase)
    {
        if (Problem(purchase.Currency) is { } unknown) return new("currency", null, unknown);
        (string Field, Money? Amount)[] amounts =
        [
            ("total", purchase.Total), ("subtotal", purchase.Subtotal), ("tax", purchase.Tax), ("shipping", purchase.Shipping), ("discount", purchase.Discount),
            ("refunded", purchase.Refunded),
        ];
        foreach (var (field, amount) in amounts)
        {
            if (Problem(amount) is { } negative) return new(field, null, negative);
        }

        for (var i = 0; i < purchase.Lines.Count; i++)
        {
            if (Problem(purchase.Lines[i].UnitPrice) is { } negative) return new("unit_price", i, negative);
        }

        return null;
    }
}

/// <summary>What is wrong with an amount of a purchase.</summary>
/// <param name="Field">The canonical key, such as <c>total</c> or <c>unit_price</c>.</param>
/// <param name="Line">Of a line's price its position from 0; null for the others.</param>
/// <param name="Message">What was expected, with what was given.</param>
public sealed record AmountProblem(string Field, int? Line, string Message)
{
    /// <summary>Where it stands in the canonical form of a purchase: <c>lines[0].unit_price</c>.</summary>
    public string Path => Line is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lines[{line}].{Field}") : Field;
}
