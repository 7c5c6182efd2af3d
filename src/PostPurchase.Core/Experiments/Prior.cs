namespace PostPurchase.Core.Experiments;

/// <summary>What is believed of a difference before the data, in the unit of the difference that is compared.</summary>
/// <param name="Mean">Expected difference, usually 0.</param>
/// <param name="Variance">Variance of that belief, over 0.</param>
public sealed record Prior(double Mean, double Variance);
