using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>What a report said of an order that was not so before. The numbers are stored: append, never renumber.</summary>
internal enum ReportChange
{
    /// <summary>The first one: it is not paid yet.</summary>
    Unpaid,

    Paid,

    /// <summary>It counted as paid, and does so no more.</summary>
    NotPaid,

    Cancelled,
    Voided,
    Refunded,

    /// <summary>It was called off, and stands again.</summary>
    Standing,
}

/// <summary>Finds what reports changed.</summary>
internal static class ReportChanges
{
    /// <summary>Of the first report: nothing where the order stands and is paid.</summary>
    public static IReadOnlyList<ReportChange> OfFirst(PurchaseFacts report) =>
        report.State != PurchaseState.Open ? [Of(report.State)] : report.Paid ? [] : [ReportChange.Unpaid];

    public static IReadOnlyList<ReportChange> Between(PurchaseFacts before, PurchaseFacts after)
    {
        if (before.State == after.State && before.Paid == after.Paid) return [];
        var changes = new List<ReportChange>();
        if (before.State != after.State) changes.Add(Of(after.State));
        if (before.Paid != after.Paid && after.State == PurchaseState.Open) changes.Add(after.Paid ? ReportChange.Paid : ReportChange.NotPaid);
        return changes;
    }

    private static ReportChange Of(PurchaseState state) => state switch
    {
        PurchaseState.Open => ReportChange.Standing,
        PurchaseState.Cancelled => ReportChange.Cancelled,
        PurchaseState.Voided => ReportChange.Voided,
        PurchaseState.Refunded => ReportChange.Refunded,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no state of an order"),
    };
}
