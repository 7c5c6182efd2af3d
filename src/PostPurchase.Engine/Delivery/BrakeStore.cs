using NodaTime;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>The brakes that hold journeys' marketing, who put them on and who took them off. They stay over restarts: only a person releases one.</summary>
internal sealed class BrakeStore(Database database)
{
    /// <summary>Puts one on; false where there is one already.</summary>
    public Task<bool> PutOnAsync(string journey, string reason, string by, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[BrakeSql.PutOn].With(session.Names.Id(NameKind.Journey, journey)).With(now).With(by).With(reason).Run() == 0) return false;
            AuditStore.Add(session, new AuditEntry(by, "brake.put_on", journey, null, reason, now));
            return true;
        },
        cancellationToken);

    /// <summary>Takes one off and lets the gate look again at what it held; false where there is none.</summary>
    public Task<bool> ReleaseAsync(string journey, string by, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session.Names.Find(NameKind.Journey, journey) is not { } id || session[BrakeSql.Release].With(now).With(by).With(id).Run() == 0) return false;
            session[SendSql.Resume].With(now).With(id).Run();
            AuditStore.Add(session, new AuditEntry(by, "brake.released", journey, null, null, now));
            return true;
        },
        cancellationToken);

    /// <summary>All that ever were, oldest first.</summary>
    public IReadOnlyList<Brake> All() => database.Read(session => session[BrakeSql.All].All(row =>
        new Brake(session.Names.Text(row.Long(0)), row.Text(3), row.At(1), row.Text(2), row.AtOrNull(4), row.TextOrNull(5))));
}

/// <summary>A brake on a journey.</summary>
/// <param name="Journey">Its key.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="PutOnAt">Since when.</param>
/// <param name="PutOnBy">By whom: <c>watch</c>, or a person.</param>
/// <param name="ReleasedAt">Until when; null while it is on.</param>
/// <param name="ReleasedBy">By whom it was taken off, or null.</param>
internal sealed record Brake(string Journey, string Reason, Instant PutOnAt, string PutOnBy, Instant? ReleasedAt, string? ReleasedBy);
