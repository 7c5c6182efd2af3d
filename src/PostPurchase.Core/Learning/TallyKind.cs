namespace PostPurchase.Core.Learning;

/// <summary>What a tally counts, and what its key means. Stored by number: append, never renumber.</summary>
public enum TallyKind
{
    /// <summary>By experiment and arm: customers; total: those who clicked. Who cannot be tracked is left out.</summary>
    ArmClick = 1,

    /// <summary>By experiment and arm: assigned customers; total: those with a conversion or an own order.</summary>
    ArmConversion = 2,

    /// <summary>By experiment and arm: assigned customers; total and squares: their own revenue.</summary>
    ArmRevenue = 3,

    /// <summary>By experiment and arm: assigned customers; total and squares: their commission.</summary>
    ArmCommission = 4,

    /// <summary>By experiment and arm: assigned customers; total and squares: their own orders.</summary>
    ArmOrders = 5,

    /// <summary>By experiment and arm: assigned customers; total: those who unsubscribed.</summary>
    ArmUnsubscribe = 6,

    /// <summary>By experiment and arm: assigned customers; total: those who complained.</summary>
    ArmComplaint = 7,

    /// <summary>By experiment and arm: assigned customers; total and squares: what they had spent before.</summary>
    ArmEarlier = 8,

    /// <summary>By experiment and arm; squares: own revenue times what they had spent before.</summary>
    ArmRevenueEarlier = 9,

    /// <summary>By experiment and arm; squares: commission times what they had spent before.</summary>
    ArmCommissionEarlier = 10,

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
}
