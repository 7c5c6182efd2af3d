using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>Epoch milliseconds, as in columns.</summary>
internal sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Instant.FromUnixTimeMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}

/// <summary>The code.</summary>
internal sealed class CurrencyConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Currency.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

/// <summary>Currency and minor units in one text: <c>USD5990</c>.</summary>
internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString()!;
        return new Money(long.Parse(text.AsSpan(3), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), Currency.Parse(text[..3]));
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[24];
        value.Currency.Code.CopyTo(text);
        _ = value.Minor.TryFormat(text[3..], out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..(3 + length)]);
    }
}

/// <summary>ISO 8601.</summary>
internal sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => LocalDatePattern.Iso.Parse(reader.GetString()!).Value;

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>The object itself.</summary>
internal sealed class FreeDataConverter : JsonConverter<FreeData>
{
    public override FreeData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new FreeData(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, FreeData value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json, skipInputValidation: true);
}
