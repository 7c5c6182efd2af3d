using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>What arrived, and what it said of a customer.</summary>
internal sealed class EventStore(Database database)
{
    /// <summary>The events of a customer and of those merged into them, from an instant of arrival on, oldest first.</summary>
    public Task<IReadOnlyList<StoredEvent>> OfAsync(CustomerId owner, long fromId = 0) => Task.FromResult<IReadOnlyList<StoredEvent>>(database.Read(session =>
        CustomerStore.Same(session, owner.Value).SelectMany(same => OfOwner(session, same, fromId)).OrderBy(stored => stored.Id).ToList()));

    /// <summary>False where the store's event was stored before.</summary>
    internal static bool TryClaim(Session session, long storeId, string externalId, long eventId) =>
        session[EventSql.Claim].With(storeId).With(externalId).With(eventId).Run() == 1;

    /// <param name="session">Where to.</param>
    /// <param name="keys">What names it.</param>
    /// <param name="fact">The event.</param>
    /// <param name="document">Its <see cref="EventDocument"/> as it is written, or null where it has none.</param>
    internal static void Insert(Session session, (long Owner, long Id, long InboxId, long? PurchaseId) keys, StoreEvent fact, ReadOnlyMemory<byte>? document)
    {
        session[EventSql.Insert].With(keys.Owner).With(keys.Id).With(EventTypeNumber.Of(fact.Type)).With(fact.OccurredAt).With(keys.InboxId)
            .With(keys.PurchaseId).WithText(document).Run();
        switch (fact.Body)
        {
            case EventBody.TicketOpened { Ticket: var ticket }:
                session[EventSql.AddTicket].With(keys.Owner).With(ticket.Id).With(ticket.Subject).With(ticket.Channel).With(fact.OccurredAt).WithNull().Run();
                break;
            case EventBody.TicketResolved { Ticket: var ticket }:
                session[EventSql.AddTicket].With(keys.Owner).With(ticket.Id).With(ticket.Subject).With(ticket.Channel).WithNull().With(fact.OccurredAt).Run();
                break;
            case EventBody.SurveyAnswered { Survey: var survey }:
                session[EventSql.AddSurveyAnswer].With(keys.Owner).With(keys.Id).With(survey.Name)
                    .With(survey.Score?.ToString(CultureInfo.InvariantCulture)).With(survey.Comment).With(fact.OccurredAt).Run();
                break;
        }
    }

    /// <summary>One stored event as it arrived; null where it is gone.</summary>
    internal static StoreEvent? Find(Session session, CustomerId owner, long id) => session[EventSql.Find].With(owner.Value).With(id).First(row =>
    {
        var type = EventTypeNumber.Name(row.Int(0));
        var document = row.TextOrNull(3) is { } text ? StoredJson.Read(text, StoredJson.Default.EventDocument) : null;
        var purchase = row.LongOrNull(2) is { } purchaseId ? PurchaseStore.ReadOfSame(session, owner.Value, purchaseId) : null;
        var body = EventDocument.BodyOf(type, document) ?? (purchase is null ? null : new EventBody.PurchaseChanged(purchase.Facts));
        return body is null ? null : new StoreEvent
        {
            Id = id.ToString(CultureInfo.InvariantCulture),
            OccurredAt = row.At(1),
            PurchaseId = purchase?.Facts.Id,
            Properties = document?.Properties ?? FreeData.Empty,
            Body = body,
        };
    });

    /// <summary>The parcel that the newest event of a purchase is about, with what all events of that parcel say; null where there is none.</summary>
    internal static ShipmentFacts? NewestParcel(Session session, Purchase purchase) =>
        Parcels(session, purchase) is [var newest, .. var older]
            ? older.FindAll(said => said.Parcel.Id == newest.Parcel.Id).Aggregate(newest.Parcel, (known, said) => known.Over(said.Parcel))
            : null;

    /// <summary>What was said of the parcels of a purchase, the newest first, with the type of the event.</summary>
    internal static List<(string Type, ShipmentFacts Parcel)> Parcels(Session session, Purchase purchase) =>
    [
        .. from said in session[EventSql.Parcels].With(purchase.Owner.Value).With(purchase.Id.Value)
               .With(EventTypeNumber.Of(EventTypes.Shipped)).With(EventTypeNumber.Of(EventTypes.Delivered))
               .All(row => (Type: EventTypeNumber.Name(row.Int(0)), Parcel: row.TextOrNull(1) is { } text ? StoredJson.Read(text, StoredJson.Default.EventDocument).Shipment : null))
           where said.Parcel is not null
           select (said.Type, said.Parcel),
    ];

    internal static bool HasOpenTicket(Session session, long owner) => session[EventSql.HasOpenTicket].With(owner).First(row => row.Long(0)) == 1;

    internal static List<StoredEvent> OfOwner(Session session, long owner, long fromId) =>
        session[EventSql.ReadOfOwner].With(owner).With(fromId).All(row => new StoredEvent(
            row.Long(0),
            new CustomerId(owner),
            EventTypeNumber.Name(row.Int(1)),
            row.At(2),
            row.LongOrNull(3) is { } purchase ? new PurchaseRowId(purchase) : null,
            row.TextOrNull(4) is { } document ? StoredJson.Read(document, StoredJson.Default.EventDocument) : null));
}

/// <summary>An event as it is stored.</summary>
internal sealed record StoredEvent(long Id, CustomerId Owner, string Type, Instant OccurredAt, PurchaseRowId? Purchase, EventDocument? Document);
