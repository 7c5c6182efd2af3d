using NodaTime;

namespace PostPurchase.Core.Learning;

/// <summary>What is known of one customer, with those merged into them: all that reports count of them. Test orders and what came of them are not in it.</summary>
public sealed record CustomerHistory
{
    /// <summary>Zone of the store, in which months count.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Whether their opens and clicks may be kept.</summary>
    public required bool IsTracked { get; init; }

    /// <summary>When they entered their first journey, or null.</summary>
    public Instant? FirstRunAt { get; init; }

    /// <summary>Own orders that stand, in any order; not sales that a network reported.</summary>
    public IReadOnlyList<OwnOrder> Orders { get; init; } = [];

    /// <summary>Sales that networks reported, in any order.</summary>
    public IReadOnlyList<Earning> Earnings { get; init; } = [];

    /// <summary>A person's clicks on offers and content.</summary>
    public IReadOnlyList<StepClick> Clicks { get; init; } = [];

    /// <summary>When they said no to marketing.</summary>
    public IReadOnlyList<Instant> Unsubscribes { get; init; } = [];

    /// <summary>When they complained.</summary>
    public IReadOnlyList<Instant> Complaints { get; init; } = [];

    /// <summary>The arms that they were put in, by any of the merged; in any order.</summary>
    public IReadOnlyList<ArmMembership> Arms { get; init; } = [];
}

/// <summary>An own order that stands.</summary>
/// <param name="At">When it was placed.</param>
/// <param name="Value">What of it was not refunded, in minor units of the store's currency.</param>
public readonly record struct OwnOrder(Instant At, long Value);

/// <summary>A sale that a network reported.</summary>
/// <param name="At">When the sale was.</param>
/// <param name="Commission">What of its commission stands, in minor units of the store's currency; 0 or less when it was reversed.</param>
public readonly record struct Earning(Instant At, long Commission);

/// <summary>A person's click.</summary>
/// <param name="Journey">Number of the journey, 0 for none.</param>
/// <param name="Step">Number of the step, 0 for none.</param>
/// <param name="At">When.</param>
public readonly record struct StepClick(long Journey, long Step, Instant At);

/// <summary>An arm that a customer was put in.</summary>
/// <param name="Experiment">Id of the experiment.</param>
/// <param name="Arm">Number of the arm.</param>
/// <param name="At">When; outcomes count from here.</param>
/// <param name="Window">For how long they count.</param>
public sealed record ArmMembership(long Experiment, int Arm, Instant At, Duration Window)
{
    /// <summary>Number of the journey whose clicks count; null = of any.</summary>
    public long? Journey { get; init; }

    /// <summary>Number of the step whose clicks count; null = of any.</summary>
    public long? Step { get; init; }
}
