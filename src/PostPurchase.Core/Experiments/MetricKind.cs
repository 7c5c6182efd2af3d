namespace PostPurchase.Core.Experiments;

/// <summary>How a customer's outcomes become one observation. Opens are no metric: machines make most of them.</summary>
public enum MetricKind
{
    /// <summary>Whether there was any: click rate, conversion rate, unsubscribe and complaint rate.</summary>
    Rate,

    /// <summary>The sum of their amounts, 0 without any: own revenue or commission per recipient.</summary>
    Amount,
}
