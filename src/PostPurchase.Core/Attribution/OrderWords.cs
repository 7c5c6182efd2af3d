using NodaTime;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution;

/// <summary>What is said of one part of a conversion, and the report that holds among those that say all of it, of which the first was told then; null where there are only changes.</summary>
internal sealed record CommissionPart(string Name, HeardReport? Holding, Instant? ToldAt, IReadOnlyList<CommissionWord> Words)
{
    public bool IsReturn => Words.All(word => word.IsCorrection);
    public bool IsProduct => NaturalKeys.IsOfProduct(Name) && !IsReturn;
    public bool Counts => Words.Any(word => word.Status.Counts() && !word.IsCorrection);
}

/// <summary>One amount that a part holds.</summary>
internal sealed record CommissionWord(CommissionStatus Status, Money? Commission, Money? Sale, bool IsDelta)
{
    public bool IsCorrection => (Commission?.Minor ?? 0) < 0 || (Sale?.Minor ?? 0) < 0;

    public CommissionWord TakenBack => this with { Commission = Commission * -1, Sale = Sale * -1 };
}

/// <summary>
/// Of an order that is told as a whole and by its products nothing counts twice: a product's word takes the place of what was said of the whole before it, a word about
/// the whole decides over the products that were told before it. What is further on stays, and a reversed product is taken off the whole while no other product is told.
/// </summary>
internal static class OrderWords
{
    /// <summary>The words that hold, of all parts.</summary>
    public static List<CommissionWord> Holding(List<CommissionPart> parts)
    {
        var products = parts.FindAll(part => part.IsProduct);
        var whole = parts.FindAll(part => !part.IsReturn && !part.IsProduct);
        if (products.Count == 0 || CommissionLedger.Holding([.. whole.Select(part => part.Holding).OfType<HeardReport>()]) is not { } order) return WordsOf(parts);
        var decided = products.FindAll(product => product.Holding is { } holding && (IsOver(order, holding) || IsOld(order, holding, product.ToldAt)));
        var told = products.FindAll(product => !decided.Contains(product));
        var returns = WordsOf(parts.FindAll(part => part.IsReturn));
        if (IsAmount(order.Report) && !told.Exists(product => product.Counts)) return [.. WordsOf(whole), .. SalesOf(decided, whole, order.Report.Status), .. told.SelectMany(product => Reversed(product, order)), .. returns];
        return [.. WordsOf(told), .. WordsOf(decided).Select(word => word with { Status = order.Report.Status }), .. returns];
    }

    private static List<CommissionWord> WordsOf(List<CommissionPart> parts) => [.. parts.SelectMany(part => part.Words)];

    // What is reversed does not come back by a word about the rest of its order.
    private static bool IsOver(HeardReport order, HeardReport product) =>
        At(order) > At(product)
        && (CommissionLedger.Progress(order) >= CommissionLedger.Progress(product) || (order.Report.AsOf is not null && product.Report.Status != CommissionStatus.Reversed));

    // Of a product that was told before its order, an undated word that is less far on may be as old.
    private static bool IsOld(HeardReport order, HeardReport product, Instant? toldAt) =>
        toldAt < At(order) && product.Report.AsOf is null && CommissionLedger.Progress(order) > CommissionLedger.Progress(product);

    internal static Instant At(HeardReport heard) => heard.Report.AsOf ?? heard.ReceivedAt;

    private static bool IsAmount(ConversionReport order) => order.Status.Counts() && order.Commission is { Minor: > 0 };

    // Words about the whole that say only what is earned leave what was paid.
    private static IEnumerable<CommissionWord> SalesOf(List<CommissionPart> decided, List<CommissionPart> whole, CommissionStatus status) =>
        WordsOf(whole).TrueForAll(word => word.Sale is null) ? WordsOf(decided).Select(word => word with { Status = status, Commission = null }) : [];

    // The whole knew of those that were reversed before it.
    private static IEnumerable<CommissionWord> Reversed(CommissionPart product, HeardReport order) =>
        product.Holding is { } holding && At(order) <= At(holding) ? product.Words.Select(word => word.Status == CommissionStatus.Reversed ? word.TakenBack : word) : product.Words;
}
