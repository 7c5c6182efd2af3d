using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Intake;

/// <summary>The state of a purchase from the newest report and all refunds, whatever the order in which they came.</summary>
internal static class RefundedPurchase
{
    /// <summary>Whether a report replaces another: by its instant; of two equally new ones the one that is further on.</summary>
    public static bool Replaces(PurchaseFacts report, PurchaseFacts known) => Progress(report).CompareTo(Progress(known)) > 0;

    /// <summary>The report with the refunds applied that it neither holds yet nor takes back, in the order in which they happened.</summary>
    public static PurchaseFacts Of(PurchaseFacts report, IReadOnlyList<(Instant At, RefundFacts Refund)> refunds)
    {
        var facts = refunds.Count == 0 ? report : Standing(report, refunds).Where(refund => !Holds(report, refund.At)).Aggregate(report, (facts, refund) => RefundMeaning.Of(facts, refund.Refund).After);
        // A state that says that money went back says how much where nothing else does: all of it.
        var saysAll = report.State == PurchaseState.Refunded || report is { State: PurchaseState.Cancelled, Paid: true };
        return saysAll && facts.Refunded is null or { Minor: 0 } ? facts with { Refunded = facts.Total } : facts;
    }

    /// <summary>Whether a refund only said that the order was called off, and the report, which is newer, says that it stands.</summary>
    public static bool IsTakenBack(PurchaseFacts report, Instant at, RefundFacts refund) => report.State == PurchaseState.Open && report.UpdatedAt > at && CallOff.Is(refund);

    /// <summary>Whether one of the refunds is one of which nothing was told by the others or by the state of the order: it stood and was paid before, and more of it went back.</summary>
    public static bool IsNews(PurchaseFacts report, IReadOnlyList<(Instant At, RefundFacts Refund)> refunds, string refundId)
    {
        var before = Of(report, [.. refunds.Where(refund => refund.Refund.Id != refundId)]);
        var isHeld = refunds.Any(refund => refund.Refund.Id == refundId && refund.Refund is not { Lines.Count: 0, Amount: <= 0 } && Holds(report, refund.At));
        return isHeld ? Stands(before) : Rises(before, Of(report, refunds));
    }

    /// <summary>Whether more went back of an order that stood and was paid: money, or goods that have no price.</summary>
    public static bool Rises(PurchaseFacts before, PurchaseFacts after) =>
        Stands(before) && ((after.Refunded?.Minor ?? 0) > (before.Refunded?.Minor ?? 0) || after.Lines.Sum(line => (long)line.Quantity) < before.Lines.Sum(line => (long)line.Quantity));

    /// <summary>What one of the refunds, which is not taken back, means, seen from the state before it.</summary>
    public static RefundMeaning MeaningOf(PurchaseFacts report, IReadOnlyList<(Instant At, RefundFacts Refund)> refunds, string refundId)
    {
        var facts = report;
        foreach (var (at, refund) in Standing(report, refunds))
        {
            var meaning = Holds(report, at) ? Reported(report, refund) : RefundMeaning.Of(facts, refund);
            if (refund.Id == refundId) return meaning;
            facts = meaning.After;
        }
        throw new ArgumentException($"the purchase has no refund {refundId}", nameof(refundId));
    }

    /// <summary>What went back with each refund and when, in the order in which they happened, whatever the report says of the purchase since; together never more than its total.</summary>
    public static IEnumerable<(Instant At, Money Amount)> WentBack(PurchaseFacts report, IReadOnlyList<(Instant At, RefundFacts Refund)> refunds)
    {
        var facts = report with { State = PurchaseState.Open, Refunded = null };
        foreach (var (at, refund) in Standing(report, refunds))
        {
            var before = facts.Refunded?.Minor ?? 0;
            facts = RefundMeaning.Of(facts, WithoutNeedlessLines(refund, facts.Currency)).After;
            yield return (at, new Money((facts.Refunded?.Minor ?? 0) - before, facts.Currency));
        }
    }

    private static IEnumerable<(Instant At, RefundFacts Refund)> Standing(PurchaseFacts report, IReadOnlyList<(Instant At, RefundFacts Refund)> refunds) =>
        refunds.Where(refund => !IsTakenBack(report, refund.At, refund.Refund));

    // A report has fewer of a line when more of it went back later: an amount says alone what went back.
    private static RefundFacts WithoutNeedlessLines(RefundFacts refund, Currency currency) =>
        refund.Amount is not null && (refund.Currency ?? currency) == currency ? refund with { Lines = [] } : refund;

    private static bool Stands(PurchaseFacts facts) => facts is { State: PurchaseState.Open, Paid: true };

    // A store that reports refunds in its orders has counted those that happened before the report.
    private static bool Holds(PurchaseFacts report, Instant refundedAt) => report.Refunded is not null && report.UpdatedAt >= refundedAt;

    private static RefundMeaning Reported(PurchaseFacts report, RefundFacts refund)
    {
        if (report.State != PurchaseState.Open || refund.Cancels || (refund.Lines.Count == 0 && refund.Amount is null)) return new RefundMeaning.Whole(report);
        // One of nothing is a note.
        if (refund is { Lines.Count: 0, Amount: > 0 }) return new RefundMeaning.Goodwill(report);
        var gone = report.Lines.Where(line => line.Quantity == 0 && refund.Lines.Any(part => part.LineId == line.Id || (part.LineId is null && part.ProductId == line.ProductId)));
        return new RefundMeaning.Lines(report, [.. gone.Select(line => line.Id)]);
    }

    private static (long UpdatedAt, PurchaseState State, bool Paid, long Refunded) Progress(PurchaseFacts facts) =>
        (facts.UpdatedAt.ToUnixTimeMilliseconds(), facts.State, facts.Paid, facts.Refunded?.Minor ?? -1);
}
