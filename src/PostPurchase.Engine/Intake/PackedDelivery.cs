using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// What is stored of a delivery as it stands: its body, and the documents of its events in UTF-8. All of that is written on the caller's thread, since the
/// one writer is the narrow place.
/// </summary>
internal sealed class PackedDelivery
{
    private readonly Dictionary<object, ReadOnlyMemory<byte>> _documents = new(ReferenceEqualityComparer.Instance);

    private PackedDelivery(RawBody body) => Body = body;

    /// <summary>The bytes as they are kept.</summary>
    public RawBody Body { get; }

    public static PackedDelivery Of(Delivery delivery)
    {
        var packed = new PackedDelivery(RawBody.Pack(delivery.Body));
        foreach (var fact in delivery.Events)
        {
            if (EventDocument.Of(fact) is { } document) packed._documents[fact] = document.Write();
            if (fact.Body is EventBody.PurchaseChanged { Purchase: var purchase }) packed._documents[purchase] = PurchaseJson.WriteUtf8(purchase);
        }

        return packed;
    }

    /// <summary>The document of an event, or null where its columns say everything.</summary>
    public ReadOnlyMemory<byte>? DocumentOf(StoreEvent fact) => _documents.TryGetValue(fact, out var document) ? document : EventDocument.Of(fact)?.Write();

    /// <summary>The document of a purchase: ready where it is as the event reports it.</summary>
    public ReadOnlyMemory<byte> DocumentOf(PurchaseFacts purchase) => _documents.TryGetValue(purchase, out var document) ? document : PurchaseJson.WriteUtf8(purchase);
}
