using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Customers;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>Writes events in the canonical form: keys in the contract's order, those without a value left out.</summary>
internal static class EventWriter
{
    // JSON text that goes to files and databases, never into HTML: only what JSON itself needs is escaped.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Event(Utf8JsonWriter json, StoreEvent storeEvent)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, storeEvent.Id);
        json.WriteString("type"u8, storeEvent.Type);
        json.WriteString("store"u8, storeEvent.Store);
        json.WriteString("occurred_at"u8, Written(storeEvent.OccurredAt));
        Customer(json, storeEvent.Customer);
        if (storeEvent.Body is EventBody.PurchaseChanged changed)
        {
            json.WritePropertyName("purchase"u8);
            Purchase(json, changed.Purchase, storeEvent.OccurredAt);
        }
        else if (storeEvent.PurchaseId is { } purchaseId)
        {
            json.WriteStartObject("purchase"u8);
            json.WriteString("id"u8, purchaseId);
            json.WriteEndObject();
        }

        PartWriter.Part(json, storeEvent.Body);
        Free(json, "properties"u8, storeEvent.Properties);
        json.WriteEndObject();
    }

    /// <summary>A purchase; its version is left out where it equals <paramref name="exceptAt"/>.</summary>
    public static void Purchase(Utf8JsonWriter json, PurchaseFacts purchase, Instant? exceptAt)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, purchase.Id);
        Text(json, "number"u8, purchase.Number);
        json.WriteString("kind"u8, PurchaseWords.Of(purchase.Kind));
        json.WriteBoolean("paid"u8, purchase.Paid);
        if (purchase.State != PurchaseState.Open) json.WriteString("state"u8, PurchaseWords.Of(purchase.State));
        if (purchase.UpdatedAt != exceptAt) json.WriteString("updated_at"u8, Written(purchase.UpdatedAt));
        json.WriteString("currency"u8, purchase.Currency.Code);
        Amount(json, "total"u8, purchase.Total);
        Amount(json, "subtotal"u8, purchase.Subtotal);
        Amount(json, "tax"u8, purchase.Tax);
        Amount(json, "shipping"u8, purchase.Shipping);
        Amount(json, "discount"u8, purchase.Discount);
        Amount(json, "refunded"u8, purchase.Refunded);
        Words(json, "codes"u8, purchase.Codes);
        Text(json, "status_url"u8, purchase.StatusUrl);
        Text(json, "channel"u8, purchase.Channel);
        if (purchase.Gift) json.WriteBoolean("gift"u8, true);
        Text(json, "company"u8, purchase.Company);
        Words(json, "tags"u8, purchase.Tags);
        Address(json, purchase.ShippingAddress);
        json.WriteStartArray("lines"u8);
        foreach (var line in purchase.Lines) PartWriter.Line(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> key, string? text)
    {
        if (text is not null) json.WriteString(key, text);
    }

    public static void Amount(Utf8JsonWriter json, ReadOnlySpan<byte> key, Money? money)
    {
        if (money is not { } amount) return;
        Span<byte> text = stackalloc byte[32];
        amount.Amount.TryFormat(text, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString(key, text[..length]);
    }

    private static void Customer(Utf8JsonWriter json, CustomerFacts customer)
    {
        json.WriteStartObject("customer"u8);
        Text(json, "email"u8, customer.Email);
        Text(json, "external_id"u8, customer.ExternalId);
        Text(json, "first_name"u8, customer.FirstName);
        Text(json, "last_name"u8, customer.LastName);
        Text(json, "phone"u8, customer.Phone);
        Text(json, "country"u8, customer.Country);
        Text(json, "time_zone"u8, customer.TimeZone);
        Text(json, "locale"u8, customer.Locale);
        Consent(json, customer.Consent);
        Free(json, "attributes"u8, customer.Attributes);
        if (customer.Tags is { } tags)
        {
            json.WriteStartArray("tags"u8);
            foreach (var tag in tags) json.WriteStringValue(tag);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Consent(Utf8JsonWriter json, ConsentFacts consent)
    {
        if (consent == ConsentFacts.Unknown) return;
        json.WriteStartObject("consent"u8);
        if (consent.Own is { } own) json.WriteBoolean("own"u8, own);
        if (consent.ThirdParty is { } third) json.WriteBoolean("third_party"u8, third);
        if (consent.Tracking is { } tracking) json.WriteBoolean("tracking"u8, tracking);
        json.WriteEndObject();
    }

    private static void Address(Utf8JsonWriter json, AddressFacts? address)
    {
        if (address is null) return;
        json.WriteStartObject("shipping_address"u8);
        Text(json, "name"u8, address.Name);
        Text(json, "street"u8, address.Street);
        Text(json, "zip"u8, address.Zip);
        Text(json, "city"u8, address.City);
        Text(json, "region"u8, address.Region);
        Text(json, "country"u8, address.Country);
        json.WriteEndObject();
    }

    private static void Words(Utf8JsonWriter json, ReadOnlySpan<byte> key, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return;
        json.WriteStartArray(key);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void Free(Utf8JsonWriter json, ReadOnlySpan<byte> key, FreeData data)
    {
        if (data.IsEmpty) return;
        json.WritePropertyName(key);
        json.WriteRawValue(data.Json, skipInputValidation: true);
    }

    private static string Written(Instant at) => InstantPattern.ExtendedIso.Format(at);
}
