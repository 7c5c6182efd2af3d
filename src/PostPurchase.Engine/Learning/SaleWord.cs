using PostPurchase.Core;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Learning;

/// <summary>An event of type <c>conversion</c> from outside: a word about a sale, as a postback is one. Journeys hear of it what the ledger makes of it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Customer">Whom it names; null where it names nobody.</param>
internal sealed record SaleWord(StoreEvent Event, CustomerId? Customer)
{
    /// <summary>Whether it is history: it starts nothing.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Whether a sale of long ago starts runs too.</summary>
    public bool EnrollOld { get; init; }
}
