using NodaTime;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// Takes what stores report: one operation of the write queue stores the delivery, its customer, consent, purchase, lines and runs, or nothing.
/// The answer comes after the commit is on disk.
/// </summary>
public sealed class EventIntake(Database database, IntakeRules rules)
{
    /// <summary>Whether runs that start take their first advance in the same transaction: true while the loops of an engine run, which send what that plans.</summary>
    internal bool AdvancesAtOnce { get; set; }

    /// <summary>Stores a delivery. A known delivery, and an event whose id is known in its store, changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be written now; the sender shall come again.</exception>
    public async Task<IntakeAnswer> AcceptAsync(Delivery delivery, Instant now, CancellationToken cancellationToken = default)
    {
        // What is read again says what it said when it came.
        delivery = Receipt.Bounded(delivery, delivery.ReplayOf is { } first ? IdSource.InstantOf(first) : now);
        var packed = PackedDelivery.Of(delivery);
        using var span = Telemetry.Span("intake", "source", delivery.Source);
        // A second try means that something of the group could not be written: then a run's own trouble shall not cost the event.
        var mayAdvance = AdvancesAtOnce;
        var answer = await database.WriteShortAsync(
            session =>
            {
                var operation = new IntakeOperation(session, database.Ids, rules, (delivery, packed), now, mayAdvance);
                mayAdvance = false;
                return operation.Run();
            },
            cancellationToken);
        Telemetry.Count(delivery, answer);
        return answer;
    }

    /// <summary>
    /// Deletes at most <paramref name="count"/> deliveries that came before an instant, the oldest first, and gives how many: what they said stays.
    /// Their events are still known when they come again. Called until it gives less than asked, so that no write waits long.
    /// </summary>
    public Task<int> ForgetBeforeAsync(Instant before, int count, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => session[EventSql.Forget].With(IdSource.FirstOf(before)).With(count).Run(), cancellationToken);

    /// <summary>The bytes of a stored delivery, or null where it is gone.</summary>
    public byte[]? BodyOf(long inboxId) => Find(inboxId)?.Body;

    /// <summary>A stored delivery, or null where it is gone.</summary>
    public StoredDelivery? Find(long inboxId) => database.Read(session => session[EventSql.ReadBody].With(inboxId)
        .First(row => (Body: RawBody.Unpack(row.Int(0), row.Blob(1)), Source: row.Long(2), Id: row.TextOrNull(3), Topic: row.TextOrNull(4))) is { Body: not null } found
            ? new StoredDelivery(session.Names.Text(found.Source), found.Id, found.Topic, found.Body)
            : null);
}

/// <summary>A delivery as it was stored.</summary>
/// <param name="Source">Name of its source.</param>
/// <param name="DeliveryId">The sender's id of it, or null.</param>
/// <param name="Topic">What its headers said of its kind, or null.</param>
/// <param name="Body">Its bytes; empty where they were erased.</param>
public sealed record StoredDelivery(string Source, string? DeliveryId, string? Topic, byte[] Body);
