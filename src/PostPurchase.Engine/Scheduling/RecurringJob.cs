using NodaTime;

namespace PostPurchase.Engine.Scheduling;

/// <summary>
/// Work that comes back. It may throw: that is logged, counted and shown, and it runs again at its next time. It never runs twice at once, and
/// a time that was missed because nothing ran is made up for once at the next start.
/// </summary>
/// <param name="Name">Unique, <c>[a-z0-9-:]+</c>; health and logs show it.</param>
/// <param name="When">When.</param>
/// <param name="RunAsync">Does it at an instant; returns what it did, in a few words without addresses: "3 customers are silent".</param>
internal sealed record RecurringJob(string Name, JobTime When, Func<Instant, CancellationToken, Task<string>> RunAsync)
{
    /// <summary>Whether <c>simulate</c> and <c>demo</c> run it in virtual time too: only what makes events, and the same ones every time.</summary>
    public bool InVirtualTime { get; init; }
}
