using NodaTime;

namespace PostPurchase.Engine.Scheduling;

/// <summary>Clocks as instants.</summary>
public static class Clock
{
    /// <summary>The instant that a clock shows, in whole milliseconds as the database keeps them.</summary>
    public static Instant Now(this TimeProvider clock) => Instant.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
