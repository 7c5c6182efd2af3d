namespace PostPurchase.Engine.Learning.Reports;

/// <summary>What became of everybody who entered, journey by journey and step by step.</summary>
/// <param name="From">First day, as 2026-01-31.</param>
/// <param name="To">Last day.</param>
/// <param name="TimeZone">In which these are days; null where each store's own are.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Journeys">By name.</param>
/// <param name="Apart">Commission without a rate into that currency.</param>
internal sealed record FunnelReport(string From, string To, string? TimeZone, string Currency, IReadOnlyList<FunnelJourney> Journeys, IReadOnlyList<AmountApart> Apart)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => AmountApart.Words(Apart);
}

/// <summary>One journey. Runs that ended may have entered before the first day.</summary>
internal sealed record FunnelJourney(string Journey, string Name, long Entered, long Finished, long Exited, long Parked, IReadOnlyList<FunnelStep> Steps);

/// <summary>One step. Mails with a human click, and with a touch of a machine or of one that may be either; money in major units.</summary>
internal sealed record FunnelStep(
    string Step, long Accepted, long Skipped, long Expired, long Failed, long Uncertain, long Clicked, long ClickedByMachines, long ClickedUnsure, double? ClickRate,
    long Conversions, decimal Pending, decimal Approved);

/// <summary>Who opened and clicked, day by day.</summary>
internal sealed record TouchReport(string From, string To, string? TimeZone, IReadOnlyList<TouchDay> Days);

/// <summary>One day: touches, and mails with a first one on it.</summary>
internal sealed record TouchDay(string Day, string Kind, string Actor, long Touches, long Mails);

/// <summary>What mail servers said, domain by domain, the largest first; and why mails failed, the most frequent reason first.</summary>
internal sealed record DeliverabilityReport(string From, string To, string? TimeZone, IReadOnlyList<DomainRow> Domains, IReadOnlyList<FailureRow> Reasons);

/// <summary>
/// One reason, by the name of a bounce's: mails of the period that a server refused for it, and those that it took and that came back for it later; the share, 0..1,
/// is that of all such numbers. A mail that came back for two reasons is in two rows.
/// </summary>
internal sealed record FailureRow(string Reason, long Refused, long CameBack, double Share);

/// <summary>
/// One domain of recipients, <c>-</c> for customers who were erased, of whom it is not known any more; the rate is refused over accepted and refused. Bounced and complaints are mails that left in the period and came back or were
/// complained about later, whenever that was reported; reported are those of which reports came in the period, whenever they had left.
/// </summary>
internal sealed record DomainRow(string Domain, long Accepted, long Rejected, long Uncertain, double RejectedRate, long Bounced, long Complaints, long BouncesReported, long ComplaintsReported);

/// <summary>Customers by the month of their first order, and how many of them bought in each month since. RunningMonth: the first one that is not over, as 2026-12; a month before it without a cell had nobody.</summary>
internal sealed record CohortReport(string Currency, string RunningMonth, IReadOnlyList<CohortRow> Cohorts, IReadOnlyList<AmountApart> Apart)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => AmountApart.Words(Apart);
}

/// <summary>One month's new customers.</summary>
internal sealed record CohortRow(string Month, long Customers, IReadOnlyList<CohortCell> Months);

/// <summary>One month since; 0 is the month of the first order. IsSoFar: that month is not over, so that more may come.</summary>
internal sealed record CohortCell(int MonthsSince, long Customers, double Rate, long Orders, decimal Revenue, bool IsSoFar);

/// <summary>The average order up to the one that began a customer's first journey, and after it. It shows a difference, not a cause: see the holdout.</summary>
internal sealed record OrderValueReport(string Currency, OrderValueSide Before, OrderValueSide After, double? Difference, double? Low, double? High, string Note, IReadOnlyList<AmountApart> Apart)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => AmountApart.Words(Apart);
}

/// <summary>One side; the average is null where there is no order.</summary>
internal sealed record OrderValueSide(long Orders, decimal? Average);

/// <summary>How long customers take from one order to the next.</summary>
internal sealed record NextOrderReport(long Gaps, long Customers, string? MedianWithin, IReadOnlyList<NextOrderRow> Steps);

/// <summary>One step of days.</summary>
internal sealed record NextOrderRow(string Days, long Orders, double Share);

/// <summary>Money by month, the oldest first: own revenue, and commission with what is pending apart; of all stores, where there are several, also the sums of each in its own currency.</summary>
internal sealed record RevenueReport(string Currency, IReadOnlyList<RevenueMonth> Months, IReadOnlyList<StoreSum> Stores, IReadOnlyList<AmountApart> Apart)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => AmountApart.Words(Apart);
}

/// <summary>All that one store brought, in its own currency. Apart: what has no rate into it, in none of these sums.</summary>
internal sealed record StoreSum(
    string Store, string Name, string Currency, long Orders, decimal OwnRevenue, decimal Pending, decimal Approved, decimal Paid, decimal Reversed, IReadOnlyList<AmountApart> Apart)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => AmountApart.Words(Apart);
}

/// <summary>One month; commission by the day of its sale. Reversed is what was taken back.</summary>
internal sealed record RevenueMonth(string Month, long Orders, decimal OwnRevenue, decimal Pending, decimal Approved, decimal Paid, decimal Reversed);

/// <summary>Customers by how often they bought.</summary>
internal sealed record RepeatReport(string Currency, IReadOnlyList<RepeatRow> Rows, IReadOnlyList<AmountApart> Apart)
{
    /// <summary>What is apart, in words.</summary>
    public string? LeftOut => AmountApart.Words(Apart);
}

/// <summary>One group; clicks are of those who were in a journey and may be tracked. 5 orders are five and more.</summary>
internal sealed record RepeatRow(int Orders, long Customers, double Share, long Tracked, long Clicked, double? ClickedRate, decimal Revenue, decimal Commission);

/// <summary>What marketing brought against customers who got none.</summary>
internal sealed record HoldoutReport(string Currency, IReadOnlyList<HoldoutRow> Holdouts);

/// <summary>One holdout. Commission has no counterfactual: the held-out have no links. LeftOut: customers of stores whose currency has no rate, in no amount of either side; Apart: what is in none. NotCompared: who is on neither side, in words.</summary>
internal sealed record HoldoutRow(
    string Id, string Journey, double Rate, long Mailed, long HeldOut, IReadOnlyList<HoldoutMetric> Metrics, decimal CommissionEarned, OwnSalesLost? OwnSalesLost, string? Alarm, long LeftOut,
    IReadOnlyList<ArmApart> Apart, string? NotCompared)
{
    /// <summary>What is apart, in words.</summary>
    public string? WithoutRate => ArmApart.Words(Apart);

    /// <summary>Since when nobody is held out any more, in words; null while somebody is. Nothing is forecast then.</summary>
    public string? Ended { get; init; }
}

/// <summary>
/// One metric: mailed minus held out; per customer, and over all mailed. Money in major units. An average is as it was counted, and null while nobody is on its side. MoreCustomers and MoreOrders:
/// about how many more, of both sides, it takes to see a difference worth finding, or where one shows to compare at all; 0 when it would have shown or those whose time is not over are enough, null while that cannot be said.
/// </summary>
internal sealed record HoldoutMetric(string Metric, double? MailedAverage, double? HeldOutAverage, long? MoreCustomers, long? MoreOrders, string Text)
{
    /// <summary>Per customer.</summary>
    public double? Difference { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>Over all mailed.</summary>
    public double? Total { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? TotalLow { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? TotalHigh { get; init; }

    /// <summary>Whether the interval leaves out 0 with enough customers and events, and no alarm.</summary>
    public bool IsProven { get; init; }

    /// <summary>Whether what customers had spent before is taken out of the difference (CUPED), so that it need not be that of the averages.</summary>
    public bool IsAdjusted { get; init; }
}

/// <summary>What own sales the partners' offers may have cost, beside what they earned. IsProven: whether it is proven that own sales fell.</summary>
internal sealed record OwnSalesLost(decimal Estimate, decimal AtMost, bool IsProven, string Text);
