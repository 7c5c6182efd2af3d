namespace PostPurchase.Core.Experiments;

/// <summary>One arm of an experiment or of a split, and its share.</summary>
/// <param name="Name">The arm's name, unique in its experiment. It is the arm's identity: a new name is a new arm.</param>
/// <param name="Weight">Its share relative to the other arms' weights; finite, 0 or more. 0 gets nobody.</param>
public sealed record VariantWeight(string Name, double Weight);
