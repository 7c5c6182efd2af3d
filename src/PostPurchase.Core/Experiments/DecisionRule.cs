namespace PostPurchase.Core.Experiments;

/// <summary>What makes an arm the winner.</summary>
public enum DecisionRule
{
    /// <summary>Its always-valid, Holm-adjusted p-value against every other arm is at most alpha: one may look every day.</summary>
    AlwaysValid,

    /// <summary>
    /// Its chance to win and its expected loss against every other arm pass their thresholds: decides earlier, and with daily looks is
    /// wrong more often than alpha.
    /// </summary>
    Bayesian,
}
