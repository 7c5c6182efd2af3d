namespace PostPurchase.Core.Attribution;

/// <summary>How far a commission is. The numbers are in rows.</summary>
public enum CommissionStatus
{
    /// <summary>Reported; the merchant may still take it back.</summary>
    Pending = 1,

    /// <summary>The merchant agreed; not paid out yet.</summary>
    Approved = 2,

    /// <summary>Taken back: the order was returned, cancelled or refused.</summary>
    Reversed = 3,

    /// <summary>Paid out to us.</summary>
    Paid = 4,

    /// <summary>The network says something that none of the others means: shown, and counted nowhere.</summary>
    Other = 5,
}

/// <summary>Questions about a status.</summary>
public static class CommissionStatuses
{
    /// <summary>Whether commission of this status is earned or may be: pending, approved and paid add up to what is reported as commission.</summary>
    public static bool Counts(this CommissionStatus status) => status is CommissionStatus.Pending or CommissionStatus.Approved or CommissionStatus.Paid;

    /// <summary>The word in events, files and answers: <c>pending</c>, <c>approved</c>, <c>reversed</c>, <c>paid</c>, <c>other</c>.</summary>
    public static string Word(this CommissionStatus status) => status switch
    {
        CommissionStatus.Pending => "pending",
        CommissionStatus.Approved => "approved",
        CommissionStatus.Reversed => "reversed",
        CommissionStatus.Paid => "paid",
        _ => "other",
    };

    /// <summary>The status of a word of ours; <see cref="CommissionStatus.Other"/> for any other word.</summary>
    public static CommissionStatus Parse(string word) => word switch
    {
        "pending" => CommissionStatus.Pending,
        "approved" => CommissionStatus.Approved,
        "reversed" => CommissionStatus.Reversed,
        "paid" => CommissionStatus.Paid,
        _ => CommissionStatus.Other,
    };
}
