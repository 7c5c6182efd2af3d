using NodaTime;

namespace PostPurchase.Core.Experiments;

/// <summary>
/// Whose outcome may be compared. With shares that never moved, all arms have customers of all ages alike, and what they did so far may be compared. Once shares have
/// moved (Thompson sampling, an edited weight, another rate of a holdout), one arm has more of those who came late and have had less time. Who came before that counts at
/// once, in all arms: their ages are still alike. Who comes after it counts when their window is over; then that of all who came before is over too.
/// </summary>
public static class Exposure
{
    /// <summary>When the customer counts.</summary>
    /// <param name="assignedAt">When they were put in their arm.</param>
    /// <param name="window">For how long outcomes count.</param>
    /// <param name="movedAt">When customers were put in arms by other shares than those before, the first time; null = never.</param>
    public static Instant CountsFrom(Instant assignedAt, Duration window, Instant? movedAt) => assignedAt >= movedAt ? assignedAt + window : assignedAt;
}
