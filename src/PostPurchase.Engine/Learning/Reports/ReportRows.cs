namespace PostPurchase.Engine.Learning.Reports;

/// <summary>What became of everybody who entered, journey by journey and step by step.</summary>
/// <param name="From">First day, as 2026-01-31.</param>
/// <param name="To">Last day.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Journeys">By key.</param>
internal sealed record FunnelReport(string From, string To, string Currency, IReadOnlyList<FunnelJourney> Journeys);

/// <summary>One journey. Runs that ended may have entered before the first day.</summary>
internal sealed record FunnelJourney(string Journey, string Name, long Entered, long Finished, long Exited, long Parked, IReadOnlyList<FunnelStep> Steps);

/// <summary>One step. Mails with a human click, and with a touch of a machine or of one that may be either; money in major units.</summary>
internal sealed record FunnelStep(
    string Step, long Accepted, long Skipped, long Expired, long Failed, long Uncertain, long Clicked, long ClickedByMachines, long ClickedUnsure, double? ClickRate,
    long Conversions, decimal Pending, decimal Approved);

/// <summary>Who opened and clicked, day by day.</summary>
internal sealed record TouchReport(string From, string To, IReadOnlyList<TouchDay> Days);

/// <summary>One day: touches, and mails with a first one on it.</summary>
internal sealed record TouchDay(string Day, string Kind, string Actor, long Touches, long Mails);

/// <summary>What mail servers said, domain by domain, the largest first.</summary>
internal sealed record DeliverabilityReport(string From, string To, IReadOnlyList<DomainRow> Domains);

/// <summary>
/// One domain of recipients; the rate is refused over accepted and refused. Bounces and complaints are mails of which the period's reports say
/// that they came back or were complained about after the server had taken them.
/// </summary>
internal sealed record DomainRow(string Domain, long Accepted, long Rejected, long Uncertain, double RejectedRate, long Bounced, long Complaints);

/// <summary>Customers by the month of their first order, and how many of them bought in each month since.</summary>
internal sealed record CohortReport(string Currency, IReadOnlyList<CohortRow> Cohorts);

/// <summary>One month's new customers.</summary>
internal sealed record CohortRow(string Month, long Customers, IReadOnlyList<CohortCell> Months);

/// <summary>One month since; 0 is the month of the first order.</summary>
internal sealed record CohortCell(int MonthsSince, long Customers, double Rate, long Orders, decimal Revenue);

/// <summary>The average order up to the one that began a customer's first journey, and after it. It shows a difference, not a cause: see the holdout.</summary>
internal sealed record OrderValueReport(string Currency, OrderValueSide Before, OrderValueSide After, double? Difference, double? Low, double? High, string Note);

/// <summary>One side.</summary>
internal sealed record OrderValueSide(long Orders, decimal Average);

/// <summary>How long customers take from one order to the next.</summary>
internal sealed record NextOrderReport(long Gaps, long Customers, string? MedianWithin, IReadOnlyList<NextOrderRow> Steps);

/// <summary>One step of days.</summary>
internal sealed record NextOrderRow(string Days, long Orders, double Share);

/// <summary>Money by month, the oldest first: own revenue, and commission with what is pending apart.</summary>
internal sealed record RevenueReport(string Currency, IReadOnlyList<RevenueMonth> Months, int WithoutRate);

/// <summary>One month; commission by the day of its sale. Reversed is what was taken back.</summary>
internal sealed record RevenueMonth(string Month, long Orders, decimal OwnRevenue, decimal Pending, decimal Approved, decimal Paid, decimal Reversed);

/// <summary>Customers by how often they bought.</summary>
internal sealed record RepeatReport(string Currency, IReadOnlyList<RepeatRow> Rows);

/// <summary>One group; clicks are of those who were in a journey and may be tracked. 5 orders are five and more.</summary>
internal sealed record RepeatRow(int Orders, long Customers, double Share, long Tracked, long Clicked, double? ClickedRate, decimal Revenue, decimal Commission);

/// <summary>What marketing brought against customers who got none.</summary>
internal sealed record HoldoutReport(string Currency, IReadOnlyList<HoldoutRow> Holdouts);

/// <summary>One holdout. Commission has no counterfactual: the held-out have no links.</summary>
internal sealed record HoldoutRow(
    string Id, string Journey, double Rate, long Mailed, long HeldOut, IReadOnlyList<HoldoutMetric> Metrics, decimal CommissionEarned, OwnSalesLost? OwnSalesLost, string? Alarm);

/// <summary>One metric: mailed minus held out; per customer, and over all mailed. Money in major units.</summary>
internal sealed record HoldoutMetric(
    string Metric, double MailedAverage, double HeldOutAverage, double? Difference, double? Low, double? High, double? Total, double? TotalLow, double? TotalHigh,
    bool IsProven, long MoreOrders, string Text);

/// <summary>What own sales the partners' offers may have cost, beside what they earned.</summary>
internal sealed record OwnSalesLost(decimal Estimate, decimal AtMost, string Text);
