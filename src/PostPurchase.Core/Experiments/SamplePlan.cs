namespace PostPurchase.Core.Experiments;

/// <summary>How many customers an experiment needs.</summary>
/// <param name="Formula">The formula's name, to be shown beside the number: others give other numbers.</param>
/// <param name="Exact">Customers per arm as the formula gives them; infinite where nothing can be found.</param>
public sealed record SamplePlan(string Formula, double Exact)
{
    /// <summary>Customers per arm, to the nearest whole one as published calculators do; <see cref="long.MaxValue"/> where none suffices.</summary>
    public long PerArm => Exact >= long.MaxValue ? long.MaxValue : (long)Math.Round(Exact, MidpointRounding.AwayFromZero);
}
