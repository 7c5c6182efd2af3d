using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution;

/// <summary>What an entry of the ledger counts. The numbers are in rows.</summary>
public enum EntryKind
{
    /// <summary>What we earn.</summary>
    Commission = 1,

    /// <summary>What the customer paid the merchant.</summary>
    Sale = 2,
}

/// <summary>
/// An entry of the ledger: what one status gained or lost. A commission of 8 that is approved is two entries, pending -8 and approved +8; one that
/// is cut to 6 is approved -2. The sum of a conversion's entries is what stands.
/// </summary>
/// <param name="Kind">Commission or sale.</param>
/// <param name="Status">The status that gained or lost it.</param>
/// <param name="Amount">In the currency in which the network reported it; negative for a loss, never zero.</param>
public readonly record struct CommissionEntry(EntryKind Kind, CommissionStatus Status, Money Amount);
