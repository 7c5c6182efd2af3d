using System.Buffers;
using System.Text;
using System.Text.Json;
using PostPurchase.Core.Purchases.Canonical;

namespace PostPurchase.Core.Purchases;

/// <summary>A purchase as one document of JSON text, in the canonical form with its version: how a database keeps it.</summary>
public static class PurchaseJson
{
    /// <summary>The purchase as text.</summary>
    public static string Write(PurchaseFacts purchase) => Encoding.UTF8.GetString(WriteUtf8(purchase).Span);

    /// <summary>The purchase as text in UTF-8.</summary>
    public static ReadOnlyMemory<byte> WriteUtf8(PurchaseFacts purchase)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, EventWriter.Options)) EventWriter.Purchase(json, purchase, null);
        return buffer.WrittenMemory;
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Throws <see cref="InvalidDataException"/> for anything else: stored text is ours.</summary>
    public static PurchaseFacts Read(string text)
    {
        try
        {
            var json = new JsonCursor(Encoding.UTF8.GetBytes(text));
            json.Read();
            var draft = PurchaseReader.Purchase(ref json, isStored: true);
            if (json.Error is null && draft.UpdatedAt is { } at && PurchaseReader.Whole(ref json, in draft, at) is { } purchase) return purchase;
            throw new InvalidDataException($"a stored purchase cannot be read: {json.Path} {json.Error ?? "has no updated_at"}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("a stored purchase is not valid JSON", e);
        }
    }
}
