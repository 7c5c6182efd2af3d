namespace PostPurchase.Core.Experiments;

/// <summary>The thresholds of <see cref="Decision"/>.</summary>
public sealed record DecisionPolicy
{
    /// <summary>What makes a winner. Default: always valid.</summary>
    public DecisionRule Rule { get; init; } = DecisionRule.AlwaysValid;

    /// <summary>Chance of declaring any false winner over all looks and arms, 0..1. Default 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Below this p-value the arms' sizes do not fit their weights and there is no verdict. Default 0.001.</summary>
    public double SampleRatioAlarm { get; init; } = 0.001;

    /// <summary>Customers that every arm must have. Default 100.</summary>
    public long MinRecipientsPerArm { get; init; } = 100;

    /// <summary>Successes or orders per arm, taken over all arms together. Default 10.</summary>
    public double MinEventsPerArm { get; init; } = 10;

    /// <summary>Chance to win from which the best arm is called ahead, 0.5..1. Default 0.95.</summary>
    public double ChanceToBeAhead { get; init; } = 0.95;

    /// <summary>With the Bayesian rule, the largest expected loss of a winner, relative to the other arm's average. Default 0.005.</summary>
    public double ToleratedLoss { get; init; } = 0.005;

    /// <summary>The relative effect that is worth finding; says how many more customers an open experiment needs. Default 0.2.</summary>
    public double EffectWorthFinding { get; init; } = 0.2;

    /// <summary>Chance to find that effect. Default 0.8.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>As in <see cref="SequentialTest"/>. Default 5000.</summary>
    public double Tuning { get; init; } = SequentialTest.DefaultTuning;
}
