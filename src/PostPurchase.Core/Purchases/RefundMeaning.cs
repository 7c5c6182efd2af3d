namespace PostPurchase.Core.Purchases;

/// <summary>What a refund means for its purchase. Each case carries the purchase as it is afterwards; its total always stays.</summary>
public abstract record RefundMeaning
{
    private RefundMeaning(PurchaseFacts after) => After = after;

    /// <summary>The purchase after the refund: quantities fallen, <see cref="PurchaseFacts.Refunded"/> grown.</summary>
    public PurchaseFacts After { get; }

    /// <summary>All of it went back: runs about the purchase may end.</summary>
    public sealed record Whole(PurchaseFacts After) : RefundMeaning(After);

    /// <summary>Some lines went back; the ids of those of which nothing is left. Runs about such a line may end.</summary>
    public sealed record Lines(PurchaseFacts After, IReadOnlyList<string> GoneLineIds) : RefundMeaning(After);

    /// <summary>Money without goods: nothing ends, promotion is held for a while.</summary>
    public sealed record Goodwill(PurchaseFacts After) : RefundMeaning(After);

    /// <summary>
    /// Whole: no lines and no amount, an amount that reaches the unrefunded rest, a cancelled order, or lines of which nothing is
    /// left. Otherwise lines where lines are named, and goodwill where only an amount is; an amount of 0 alone is a note:
    /// no lines. Lines without an amount count their price.
    /// A refund in another currency than the purchase's is taken at its face amount only when it names none.
    /// </summary>
    public static RefundMeaning Of(PurchaseFacts purchase, RefundFacts refund)
    {
        if (refund.Cancels) return Called(purchase, PurchaseState.Cancelled);
        if (refund.Lines.Count == 0 && refund.Amount is null) return Called(purchase, PurchaseState.Refunded);
        var worth = (purchase.Refunded?.Minor ?? 0) + Worth(purchase, refund);
        if (worth >= purchase.Total.Minor && worth > 0) return Called(purchase, PurchaseState.Refunded);
        var refunded = new Money((long)worth, purchase.Currency);
        if (refund.Lines.Count == 0) return refund.Amount > 0 ? new Goodwill(purchase with { Refunded = refunded }) : new Lines(purchase with { Refunded = refunded }, []);

        var lines = Taken(purchase.Lines, refund.Lines);
        if (purchase.Lines.Count > 0 && lines.All(line => line.Quantity == 0)) return Called(purchase, PurchaseState.Refunded);
        var gone = lines.Zip(purchase.Lines).Where(pair => pair.First.Quantity == 0 && pair.Second.Quantity > 0).Select(pair => pair.First.Id).ToList();
        return new Lines(purchase with { Refunded = refunded, Lines = lines }, gone);
    }

    private static Whole Called(PurchaseFacts purchase, PurchaseState state) => new(purchase with
    {
        State = purchase.State == PurchaseState.Open ? state : purchase.State,
        Refunded = purchase.Total,
        Lines = [.. purchase.Lines.Select(line => line with { Quantity = 0 })],
    });

    // In minor units, and wide: a price times a quantity may have no room in 64 bits, while what stays below the total has.
    private static Int128 Worth(PurchaseFacts purchase, RefundFacts refund)
    {
        if (refund.Amount is { } amount && (refund.Currency ?? purchase.Currency) == purchase.Currency
            && Money.TryFromAmount(amount, purchase.Currency, out var money)) return money.Minor;
        return refund.Lines.Aggregate(Int128.Zero, (sum, taken) =>
            purchase.Lines.FirstOrDefault(line => Names(taken, line)) is { UnitPrice: { } price } line
                ? sum + ((Int128)price.Minor * Math.Min(taken.Quantity, line.Quantity))
                : sum);
    }

    private static List<LineFacts> Taken(IReadOnlyList<LineFacts> lines, IReadOnlyList<LineQuantity> taken)
    {
        var left = lines.Select(line => line.Quantity).ToArray();
        foreach (var part in taken)
        {
            var open = part.Quantity;
            for (var i = 0; i < left.Length && open > 0; i++)
            {
                if (!Names(part, lines[i])) continue;
                var some = Math.Min(open, left[i]);
                left[i] -= some;
                open -= some;
            }
        }

        return [.. lines.Select((line, i) => line with { Quantity = left[i] })];
    }

    private static bool Names(LineQuantity part, LineFacts line) =>
        part.LineId is not null ? part.LineId == line.Id : part.ProductId is not null && part.ProductId == line.ProductId;
}
