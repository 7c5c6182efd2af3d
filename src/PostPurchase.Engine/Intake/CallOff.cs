using System.Globalization;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// A store's word that an order was called off, kept as a refund: it moves no money, and says what a report of its instant says. A newer report of an order that
/// stands takes it back.
/// </summary>
internal static class CallOff
{
    private const string Cancel = "cancel";
    private const string Status = "status";

    /// <param name="orderId">The order.</param>
    /// <param name="report">What tells this report of the order from others: one that is called off again is called off twice.</param>
    public static RefundFacts Cancelled(string orderId, string report) => new() { Id = $"{Cancel}:{orderId}:{report}", Cancels = true };

    /// <summary>That all of it went back, which nothing but its status says.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="report">What tells this report of the order from others.</param>
    public static RefundFacts PaidBack(string orderId, string report) => new() { Id = $"{Status}:{orderId}:{report}" };

    /// <summary>What tells a report of an order from others: its instant.</summary>
    public static string ReportOf(PurchaseFacts purchase) => purchase.UpdatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static bool Is(RefundFacts refund) => refund is { Amount: null, Lines.Count: 0 } && (refund.Cancels || refund.Id.StartsWith($"{Status}:", StringComparison.Ordinal));

    /// <summary>The id of versions before reports were told apart.</summary>
    public static string FormerId(RefundFacts refund, string orderId) => $"{(refund.Cancels ? Cancel : Status)}:{orderId}";
}
