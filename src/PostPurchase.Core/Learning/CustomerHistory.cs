using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Learning;

/// <summary>What is known of one customer, with those merged into them: all that reports count of them. Test orders and what came of them are not in it.</summary>
public sealed record CustomerHistory
{
    /// <summary>When it is looked at: windows that are over by then are.</summary>
    public Instant CountedAt { get; init; }

    /// <summary>Zone of the store, in which months count.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Number of the store.</summary>
    public long Store { get; init; }

    /// <summary>Currency of the store.</summary>
    public Currency Currency { get; init; } = Currency.Parse("USD");

    /// <summary>Whether the store's currency is not that of the default store, which totals are in.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether their opens and clicks may be kept.</summary>
    public required bool IsTracked { get; init; }

    /// <summary>When they entered their first journey, or null.</summary>
    public Instant? FirstRunAt { get; init; }

    /// <summary>Own orders that stand, in any order; not sales that a network reported.</summary>
    public IReadOnlyList<OwnOrder> Orders { get; init; } = [];

    /// <summary>
    /// What was ordered, and what of it went back, each at its instant, in any order. An order that was called off without an instant stays in it whole: nobody knows
    /// whether it stood at an instant, and what happens later may not change what was spent by then.
    /// </summary>
    public IReadOnlyList<Spending> Spendings { get; init; } = [];

    /// <summary>Sales that networks reported, in any order.</summary>
    public IReadOnlyList<Earning> Earnings { get; init; } = [];

    /// <summary>A person's clicks on offers and content.</summary>
    public IReadOnlyList<StepClick> Clicks { get; init; } = [];

    /// <summary>When they said no to marketing.</summary>
    public IReadOnlyList<Instant> Unsubscribes { get; init; } = [];

    /// <summary>When they said no to offers of others, which they had allowed until then.</summary>
    public IReadOnlyList<Instant> PartnerRefusals { get; init; } = [];

    /// <summary>When they complained.</summary>
    public IReadOnlyList<Instant> Complaints { get; init; } = [];

    /// <summary>The arms that they were put in, by any of the merged; in any order.</summary>
    public IReadOnlyList<ArmMembership> Arms { get; init; } = [];

    /// <summary>What they had spent by an instant, as it stood then, in the currency of totals; what has no rate is not in it.</summary>
    public long SpentUntil(Instant at) => Spendings.Where(spending => spending.At <= at).Sum(spending => spending.Amount);

    /// <summary>An order in the currency of totals; null where there is no rate.</summary>
    public long? HomeOf(OwnOrder order) => IsForeign ? order.Home : order.Value;

    /// <summary>A commission in the currency of totals; 0 where there is no rate.</summary>
    public long HomeOf(Earning earning) => IsForeign ? earning.Home ?? 0 : earning.Commission;

    /// <summary>An order as it was paid, where that is known, else in the currency of the store.</summary>
    public Money PaidOf(OwnOrder order) => order.Paid ?? new Money(order.Value ?? 0, Currency);

    /// <summary>Whether a commission has a rate into the currency of totals.</summary>
    public bool HasHome(Earning earning) => IsForeign ? earning.Home is not null : earning.HasRate;
}

/// <summary>An own order that stands.</summary>
/// <param name="At">When it was placed.</param>
/// <param name="Value">What of it was not refunded, in minor units of the store's currency by the rate of its day; null where there is no rate.</param>
/// <param name="Home">The same in the currency of the default store; null where it is the store's own or there is no rate.</param>
public readonly record struct OwnOrder(Instant At, long? Value, long? Home = null)
{
    /// <summary>The same as it was paid, where that was in another currency than the store's; null where it was in the store's.</summary>
    public Money? Paid { get; init; }
}

/// <summary>Money of an own order that came, or went back.</summary>
/// <param name="At">When.</param>
/// <param name="Amount">In minor units of the default store's currency, by the rate of the order's day; below 0 where it went back.</param>
public readonly record struct Spending(Instant At, long Amount);

/// <summary>A sale that a network reported.</summary>
/// <param name="At">When the sale was.</param>
/// <param name="Commission">What of its commission stands, in minor units of the store's currency; 0 or less when it was reversed.</param>
/// <param name="Home">The same in the currency of the default store; null where it is the store's own or there is no rate.</param>
public readonly record struct Earning(Instant At, long Commission, long? Home = null)
{
    /// <summary>Whether the sale stands, whatever it brings: also without commission, or with one of a currency without a rate.</summary>
    public bool Stands { get; init; } = Commission > 0;

    /// <summary>Whether there is a rate into the store's currency.</summary>
    public bool HasRate { get; init; } = true;

    /// <summary>What stands of it as it was reported; null = it is in the store's currency.</summary>
    public Money? Reported { get; init; }
}

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

    /// <summary>
    /// Whether the currency of the customer's store had a rate at the assignment. One without is left out of amounts, in all arms alike: that it has none was so before
    /// anybody was put in an arm.
    /// </summary>
    public bool HasRate { get; init; } = true;

    /// <summary>Number of the step whose clicks count; null = of any.</summary>
    public long? Step { get; init; }

    /// <summary>Whether what is tested may show offers of others: then a no to those is an unsubscribe too.</summary>
    public bool HasPartners { get; init; }

    /// <summary>When they begin to count although nothing happens; null = they do.</summary>
    public Instant? CountsFrom { get; init; }

    /// <summary>Whether they were on one side of a holdout for as long as their outcome counts; who was not is on neither.</summary>
    public bool KeepsSide { get; init; } = true;
}
