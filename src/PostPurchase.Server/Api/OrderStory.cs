using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

/// <summary>What was told of a customer's orders, oldest first, in sentences. Stores report an order many times: what changed nothing of note is left out.</summary>
internal sealed class OrderStory
{
    private readonly HashSet<long> _placed = [];
    private readonly HashSet<long> _calledOff = [];

    /// <summary>What a report of an order changed; null where that is nothing of note.</summary>
    /// <param name="row">The number of the event, and of its order.</param>
    /// <param name="changes">What it changed; null where nothing was noted.</param>
    /// <param name="order">The order in words.</param>
    public string? OfReport((long Event, long Order) row, IReadOnlyList<ReportChange>? changes, string order)
    {
        // The event that made an order known has a number from just before that of the order.
        if (row.Event < row.Order) return _placed.Add(row.Order) ? $"{order} was placed{First(row.Order, changes)}" : null;
        var told = new List<string>();
        foreach (var change in changes ?? [])
        {
            if (Later(row.Order, change) is { } text) told.Add(text);
        }

        return told.Count == 0 ? null : $"{order} {string.Join(", and ", told)}";
    }

    /// <summary>A refund; null where it only repeats that the order was called off.</summary>
    public string? OfRefund(long row, RefundFacts refund, string order)
    {
        if (refund is not { Amount: null, Lines.Count: 0 } && !refund.Cancels) return $"refund of {order}";
        return Later(row, refund.Cancels ? ReportChange.Cancelled : ReportChange.Refunded) is { } text ? $"{order} {text}" : null;
    }

    /// <summary>What went back, in its own currency or in that of the order; null where no amount was told.</summary>
    public static MoneyAnswer? AmountOf(RefundFacts refund, PurchaseFacts? order) =>
        refund.Amount is { } amount && (refund.Currency ?? order?.Currency) is { } currency && Money.TryFromAmount(amount, currency, out var money) ? Form.Money(money) : null;

    /// <summary>When it happened: a report of an order has the instant of the order, and that of its own beside it.</summary>
    public static Instant AtOf(Instant occurredAt, EventDocument? document) => document?.ReportedAt ?? occurredAt;

    private string First(long order, IReadOnlyList<ReportChange>? changes)
    {
        if (changes is not [var change, ..]) return "";
        if (change == ReportChange.Unpaid) return ", not paid yet";
        return Later(order, change) is { } text ? $", and {text} before it was first reported" : "";
    }

    private string? Later(long order, ReportChange change) => change switch
    {
        ReportChange.Paid => "was paid",
        ReportChange.NotPaid => "counts as paid no more",
        ReportChange.Standing when _calledOff.Remove(order) => "stands again",
        ReportChange.Cancelled when _calledOff.Add(order) => "was cancelled",
        ReportChange.Voided when _calledOff.Add(order) => "was voided",
        ReportChange.Refunded when _calledOff.Add(order) => "was refunded",
        _ => null,
    };
}
