using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;

namespace PostPurchase.Engine.Storage;

/// <summary>Addresses that get less, or nothing, and why.</summary>
internal sealed class SuppressionStore(Database database)
{
    /// <summary>How the reason of what somebody of the shop set begins.</summary>
    public const string ByHand = "by hand";

    /// <summary>Suppresses an address (in the form of <see cref="Customer.Email"/>) from now on; false where it was already.</summary>
    public Task<bool> AddAsync(string store, string email, Suppression suppression, (Instant Since, SendId? Because) cause, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            session => session[SendSql.Suppress].With(session.Names.Id(NameKind.Store, store)).With((long)SendChannel.Email).With(email).With((long)suppression.Scope)
                .With(suppression.Reason).With(cause.Since).With(cause.Because?.Value).Run() == 1,
            cancellationToken);

    /// <summary>Lifts a suppression; false where there was none.</summary>
    public Task<bool> RemoveAsync(string store, string email, SuppressionScope scope, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => session[SendSql.Unsuppress].With(session.Names.Id(NameKind.Store, store)).With((long)SendChannel.Email).With(email).With((long)scope).Run() == 1,
        cancellationToken);

    /// <summary>What an address does not get.</summary>
    public Task<IReadOnlyList<Suppression>> OfAsync(string store, string email) => Task.FromResult<IReadOnlyList<Suppression>>(
        database.Read(session => Of(session, store, SendChannel.Email, email)));

    /// <summary>What the holder of an address refused holds for their other address too; null or the same address does nothing.</summary>
    internal static void CopyRefusals(Session session, long storeId, string? from, string? to)
    {
        if (from is not null && to is not null && from != to) session[SendSql.CopyRefusals].With(to).With(storeId).With(from).Run();
    }

    internal static List<Suppression> Of(Session session, string store, SendChannel channel, string email) =>
        session.Names.Find(NameKind.Store, store) is { } storeId
            ? session[SendSql.Suppressions].With(storeId).With((long)channel).With(email).All(row => new Suppression((SuppressionScope)row.Int(0), row.Text(1)))
            : [];
}
