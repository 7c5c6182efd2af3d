using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>What the names that an event carries lead to.</summary>
/// <param name="Email">The event's address in the form by which customers are the same, or null.</param>
/// <param name="EmailOwner">Whose address that is, or null.</param>
/// <param name="ExternalOwner">Whose id of the store it carries, or null.</param>
/// <param name="Purchase">Where its purchase lies, or null where it names none that is known.</param>
/// <param name="HasWaiting">Whether facts wait for its purchase.</param>
internal sealed record Named(string? Email, long? EmailOwner, long? ExternalOwner, PurchaseKey? Purchase, bool HasWaiting)
{
    public static Named By(Session session, long storeId, StoreEvent fact)
    {
        var email = fact.Customer.Email is { } address ? EmailIdentity.Normalise(address) : null;
        return session[NamedSql.Find].With(storeId).With(email).With(fact.Customer.ExternalId).With(fact.PurchaseId).First(row => new Named(
            email,
            row.LongOrNull(0),
            row.LongOrNull(1),
            row.LongOrNull(2) is { } owner ? new PurchaseKey(owner, row.Long(3)) : null,
            row.Long(4) == 1))!;
    }
}
