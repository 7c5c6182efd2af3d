using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Learning;

/// <summary>What a tally counts, and what its key means. Stored by number: append, never renumber.</summary>
public enum TallyKind
{
    /// <summary>By experiment and arm: customers; total: those who clicked. Who cannot be tracked is left out.</summary>
    ArmClick = 1,

    /// <summary>By experiment and arm: assigned customers; total: those with a conversion or an own order.</summary>
    ArmConversion = 2,

    /// <summary>By experiment and arm: assigned customers whose store's currency has a rate; total and squares: their own revenue.</summary>
    ArmRevenue = 3,

    /// <summary>By experiment and arm: as <see cref="ArmRevenue"/>; total and squares: their commission.</summary>
    ArmCommission = 4,

    /// <summary>By experiment and arm: assigned customers; total and squares: their own orders.</summary>
    ArmOrders = 5,

    /// <summary>By experiment and arm: assigned customers; total: those who unsubscribed, where offers of others may be shown also from those alone.</summary>
    ArmUnsubscribe = 6,

    /// <summary>By experiment and arm: assigned customers; total: those who complained.</summary>
    ArmComplaint = 7,

    /// <summary>By experiment and arm: as <see cref="ArmRevenue"/>; total and squares: what they had spent before, as it stood then.</summary>
    ArmEarlier = 8,

    /// <summary>By experiment and arm; squares: own revenue times what they had spent before.</summary>
    ArmRevenueEarlier = 9,

    /// <summary>By experiment and arm; squares: commission times what they had spent before.</summary>
    ArmCommissionEarlier = 10,

    /// <summary>
    /// By experiment, and arm and currency (<see cref="TallyKinds.OfArm"/>): own orders in the window that are in no amount of the arm, for they or their customer's
    /// store have no rate; total: what they are worth in their own.
    /// </summary>
    ArmWithoutRate = 11,

    /// <summary>By experiment, and arm and currency: as <see cref="ArmWithoutRate"/>, for the sales whose commission is in no amount.</summary>
    ArmCommissionWithoutRate = 12,

    /// <summary>By experiment and arm: customers who were put in it, whether they are in its other figures or not.</summary>
    ArmAssigned = 13,

    /// <summary>By experiment and arm: those of them who count once their window is over.</summary>
    ArmWaiting = 14,

    /// <summary>By experiment and arm: those of them whom another rate of the holdout brought to the other side; they are on neither.</summary>
    ArmChangedSide = 15,

    /// <summary>By experiment and arm: those of them who cannot be tracked, whether they are in its other figures or not.</summary>
    ArmUntracked = 16,

    /// <summary>By month of the first order and months since: customers with an order in that month; total and squares: revenue of it.</summary>
    Cohort = 20,

    /// <summary>By month of the first order and months since: as <see cref="Cohort"/>; total: orders in that month.</summary>
    CohortOrders = 21,

    /// <summary>By 0 (up to the order that began the first journey) or 1 (after it): orders; total and squares: their value.</summary>
    OrderValue = 22,

    /// <summary>By days from one order to the next, in steps of <see cref="CustomerTally.GapSteps"/>; -1: customers whose last order is the end so far.</summary>
    NextOrder = 23,

    /// <summary>By number of orders (5: five and more): customers; total: own revenue.</summary>
    Repeat = 24,

    /// <summary>By number of orders: customers who were in a journey and may be tracked; total: those who clicked.</summary>
    RepeatClick = 25,

    /// <summary>By number of orders: customers; total: commission.</summary>
    RepeatCommission = 26,

    /// <summary>By month: customers with an own order; total and squares: own revenue.</summary>
    Revenue = 27,

    /// <summary>By month: as <see cref="Revenue"/>; total: own orders.</summary>
    RevenueOrders = 28,

    /// <summary>
    /// By month and <see cref="CustomerTally.NumberOf">currency</see>: customers with own orders that have no rate into the currency of the figure; total: what these are worth in
    /// their own. Of a store: into its currency; of its orders in that of the default store: into that one.
    /// </summary>
    WithoutRate = 29,

    /// <summary>Customers whose <see cref="CustomerTally.AgainWithin"/> after their first order are over; total: those of them who ordered again within them.</summary>
    OrderedAgain = 30,

    /// <summary>As <see cref="OrderedAgain"/>; total and squares: what they spent on these further orders.</summary>
    OrderedAgainRevenue = 31,
}

/// <summary>What kinds of tally have in common.</summary>
public static class TallyKinds
{
    private const int ArmBits = 16;

    /// <summary>Whether a kind counts by store and its total is an amount.</summary>
    public static bool IsMoneyOfStore(this TallyKind kind) => kind is TallyKind.Cohort or TallyKind.OrderValue or TallyKind.Repeat or TallyKind.RepeatCommission or TallyKind.Revenue or TallyKind.WithoutRate
        or TallyKind.OrderedAgainRevenue;

    /// <summary>Whether a kind counts by experiment, which is of all stores.</summary>
    public static bool IsOfExperiment(this TallyKind kind) => kind < TallyKind.Cohort;

    /// <summary>Whether a kind counts by experiment and its total is an amount.</summary>
    public static bool IsMoneyOfArm(this TallyKind kind) => kind is TallyKind.ArmRevenue or TallyKind.ArmCommission or TallyKind.ArmEarlier;

    /// <summary>Whether each customer is one observation and the total counts those who did something.</summary>
    public static bool IsOfWhoDid(this TallyKind kind) => kind is TallyKind.ArmClick or TallyKind.ArmConversion or TallyKind.RepeatClick or TallyKind.OrderedAgain || kind.IsGuard();

    /// <summary>Whether it is of a guard: those who did nothing are nobody to look at.</summary>
    public static bool IsGuard(this TallyKind kind) => kind is TallyKind.ArmUnsubscribe or TallyKind.ArmComplaint;

    /// <summary>Second part of a key by arm and currency.</summary>
    public static long OfArm(int arm, Currency currency) => (CustomerTally.NumberOf(currency) << ArmBits) | (uint)arm;

    /// <summary>Number of the arm of <see cref="OfArm(int, Currency)"/>.</summary>
    public static int ArmOf(long part) => (int)(part & ((1 << ArmBits) - 1));

    /// <summary>The currency of an amount, where the key names it; null where it is that of the report.</summary>
    public static Currency? CurrencyOf(TallyKey key) => key.Kind switch
    {
        TallyKind.WithoutRate => CustomerTally.CurrencyOf(key.B),
        TallyKind.ArmWithoutRate or TallyKind.ArmCommissionWithoutRate => CustomerTally.CurrencyOf(key.B >> ArmBits),
        _ => null,
    };
}
