using NodaTime;

namespace PostPurchase.Core.Experiments;

/// <summary>
/// Whose outcome may be compared. With shares that never moved, all arms have customers of all ages alike, and what they did so far may be compared. Once shares have
/// moved (Thompson sampling, an edited weight, another rate of a holdout), one arm has more of those who came late and have had less time: then only customers whose
/// window is over count, in all arms.
/// </summary>
public static class Exposure
{
    /// <summary>When the customer counts.</summary>
    /// <param name="assignedAt">When they were put in their arm.</param>
    /// <param name="window">For how long outcomes count.</param>
    /// <param name="haveSharesMoved">Whether customers were put in arms by different shares.</param>
    public static Instant CountsFrom(Instant assignedAt, Duration window, bool haveSharesMoved) => haveSharesMoved ? assignedAt + window : assignedAt;
}
