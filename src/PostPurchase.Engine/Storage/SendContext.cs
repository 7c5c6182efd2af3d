using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>A send with what the gate decides on, all of it read in the transaction that claims it.</summary>
public sealed record SendContext
{
    /// <summary>The send.</summary>
    public required StoredSend Send { get; init; }

    /// <summary>Its customer, after merges.</summary>
    public required Customer Customer { get; init; }

    /// <summary>Its run, or null for a send without one.</summary>
    public HeldRun? Run { get; init; }

    /// <summary>The purchase of its run, or null.</summary>
    public Purchase? Purchase { get; init; }

    /// <summary>What is suppressed for the customer's address in this store.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Whether a ticket of the customer is open.</summary>
    public bool TicketOpen { get; init; }

    /// <summary>When the customer's marketing mails left, other tools' among them, in any order; one in flight counts as of now.</summary>
    public IReadOnlyList<Instant> MarketingSent { get; init; } = [];

    /// <summary>The code that it carries, or null; reserved in the transaction that claims it.</summary>
    public CouponGrant? Coupon { get; init; }

    /// <summary>The customer's runs that wait and go on within a day and a half.</summary>
    public IReadOnlyList<WaitingRun> Waiting { get; init; } = [];

    /// <summary>When marketing sends of higher priority for this customer are due, or left.</summary>
    public IReadOnlyList<Instant> HigherPriority { get; init; } = [];
}

/// <summary>A run that waits.</summary>
/// <param name="Journey">Key of its journey.</param>
/// <param name="Version">The version that it is on.</param>
/// <param name="Step">Index of the step that it waits on.</param>
/// <param name="DueAt">When it goes on.</param>
public sealed record WaitingRun(string Journey, string Version, int Step, Instant DueAt);

/// <summary>What came of asking for the code of a send.</summary>
/// <param name="Grant">The code, or null where it carries none.</param>
/// <param name="Refusal">Why it may not leave without one, or null where it may.</param>
public sealed record CouponAnswer(CouponGrant? Grant, GateDecision? Refusal)
{
    /// <summary>It carries no code and may leave.</summary>
    public static CouponAnswer None { get; } = new(null, null);
}

/// <summary>Mail that an address does not get.</summary>
/// <param name="Scope">How much of it.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record Suppression(SuppressionScope Scope, string Reason);

/// <summary>How much an address does not get. Stored by number: append, never renumber.</summary>
public enum SuppressionScope
{
    /// <summary>Nothing: the address does not exist.</summary>
    Everything = 1,

    /// <summary>No marketing.</summary>
    Marketing = 2,

    /// <summary>No offers of others.</summary>
    ThirdParty = 3,
}
