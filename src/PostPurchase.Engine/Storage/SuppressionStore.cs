using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;

namespace PostPurchase.Engine.Storage;

/// <summary>Addresses that get less, or nothing, and why.</summary>
internal sealed class SuppressionStore(Database database)
{
    /// <summary>
    /// Suppresses an address (in the form of <see cref="Customer.Email"/>) from now on. Where it is already in this scope, the reason that <see cref="SuppressionReason.Kept"/>
    /// names stays; false where that changes nothing.
    /// </summary>
    public Task<bool> AddAsync(string store, string email, Suppression suppression, (Instant Since, SendId? Because) cause, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => Add(session, (store, SendChannel.Email, email), suppression, cause), cancellationToken);

    /// <summary>Lifts a suppression; false where there was none.</summary>
    public Task<bool> RemoveAsync(string store, string email, SuppressionScope scope, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => Remove(session, (store, email), scope), cancellationToken);

    /// <summary>What an address does not get.</summary>
    public Task<IReadOnlyList<Suppression>> OfAsync(string store, string email) => Task.FromResult<IReadOnlyList<Suppression>>(
        database.Read(session => Of(session, store, SendChannel.Email, email)));

    /// <summary>As <see cref="AddAsync"/>, in the transaction of what it follows from.</summary>
    internal static bool Add(Session session, (string Store, SendChannel Channel, string Email) address, Suppression said, (Instant Since, SendId? Because) cause) =>
        Add(session, (session.Names.Id(NameKind.Store, address.Store), (long)address.Channel, address.Email), said, (cause.Since, cause.Because?.Value));

    /// <summary>As <see cref="RemoveAsync"/>, in the transaction of what it follows from.</summary>
    internal static bool Remove(Session session, (string Store, string Email) address, SuppressionScope scope) =>
        session[SuppressionSql.Remove].With(session.Names.Id(NameKind.Store, address.Store)).With((long)SendChannel.Email).With(address.Email).With((long)scope).Run() == 1;

    /// <summary>Takes the shop's hand from a suppression: it is lifted, unless the customer said so too. Gives the reason that is left, or null.</summary>
    internal static string? LiftByHand(Session session, (string Store, string Email) address, Suppression held)
    {
        if (SuppressionReason.WithoutHand(held.Reason) is not { } left)
        {
            Remove(session, address, held.Scope);
            return null;
        }

        Reword(session, (session.Names.Id(NameKind.Store, address.Store), (long)SendChannel.Email, address.Email), held with { Reason = left }, null);
        return left;
    }

    /// <summary>What the holder of an address refused holds for their other address too; null or the same address does nothing.</summary>
    internal static void CopyRefusals(Session session, long storeId, string? from, string? to)
    {
        if (from is null || to is null || from == to) return;
        var refusals = session[SuppressionSql.Refusals].With(storeId).With(from).All(row => (Said: new Suppression((SuppressionScope)row.Int(0), row.Text(1)), Since: row.At(2), Because: row.LongOrNull(3)));
        foreach (var refusal in refusals) Add(session, (storeId, (long)SendChannel.Email, to), refusal.Said, (refusal.Since, refusal.Because));
    }

    internal static List<Suppression> Of(Session session, string store, SendChannel channel, string email) =>
        session.Names.Find(NameKind.Store, store) is { } storeId
            ? session[SuppressionSql.Of].With(storeId).With((long)channel).With(email).All(row => new Suppression((SuppressionScope)row.Int(0), row.Text(1)))
            : [];

    private static bool Add(Session session, (long Store, long Channel, string Email) address, Suppression said, (Instant Since, long? Because) cause)
    {
        var held = session[SuppressionSql.Reason].With(address.Store).With(address.Channel).With(address.Email).With((long)said.Scope).First(row => row.Text(0));
        if (held is null)
        {
            return session[SuppressionSql.Insert].With(address.Store).With(address.Channel).With(address.Email).With((long)said.Scope)
                .With(said.Reason).With(cause.Since).With(cause.Because).Run() == 1;
        }

        var kept = SuppressionReason.Kept(held, said.Reason);
        return kept != held && Reword(session, address, said with { Reason = kept }, cause.Because);
    }

    private static bool Reword(Session session, (long Store, long Channel, string Email) address, Suppression kept, long? because) =>
        session[SuppressionSql.Reword].With(kept.Reason).With(because).With(address.Store).With(address.Channel).With(address.Email).With((long)kept.Scope).Run() == 1;
}
