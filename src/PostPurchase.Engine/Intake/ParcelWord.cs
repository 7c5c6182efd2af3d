using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>Another word of a parcel: stores tell of it again when its number is known.</summary>
internal static class ParcelWord
{
    /// <summary>The event with what was known of its parcel, and whether journeys were told before that it left, or arrived. Other events as they are.</summary>
    public static (StoreEvent Fact, bool WasTold) Of(Session session, Purchase purchase, StoreEvent fact)
    {
        var parcel = (fact.Body as EventBody.Shipped)?.Shipment ?? (fact.Body as EventBody.Delivered)?.Shipment;
        if (parcel is null) return (fact, false);
        var known = EventStore.Parcels(session, purchase).FindAll(said => said.Parcel.Id == parcel.Id);
        if (known.Count == 0) return (fact, false);
        var whole = known.Aggregate(parcel, (word, said) => word.Over(said.Parcel));
        return (fact with { Body = fact.Body is EventBody.Shipped ? new EventBody.Shipped(whole) : new EventBody.Delivered(whole) }, known.Exists(said => said.Type == fact.Type));
    }
}
