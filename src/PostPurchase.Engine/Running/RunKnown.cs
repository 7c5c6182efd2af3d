using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Running;

/// <summary>What is at hand of a run and need not be read again.</summary>
/// <param name="Customer">Its customer as stored, or null.</param>
/// <param name="Purchase">A purchase as stored, or null.</param>
internal sealed record RunKnown(Customer? Customer, Purchase? Purchase)
{
    /// <summary>Everything has to be read.</summary>
    public static RunKnown Nothing { get; } = new(null, null);

    /// <summary>The purchase, where it is this run's own; that of somebody else, whom the event named, is read as always.</summary>
    public Purchase? PurchaseOf(Enrollment run) => Purchase is { } known && known.Id == run.Purchase && known.Owner == run.Owner ? known : null;
}
