using System.Text.Json;

namespace PostPurchase.Templates;

/// <summary>Models from JSON: numbers without fraction or exponent are integers, others exact decimals (floats where they do not fit).</summary>
public static class JsonModel
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>Reads one JSON value; objects and lists come frozen. Throws <see cref="JsonException"/> where the text is not JSON, deeper than 64 levels, or repeats a key.</summary>
    public static Value Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        var value = Read(ref reader);
        if (reader.Read()) throw new JsonException("there is more than one JSON value");
        ValueObject.Freeze(value);
        return value;
    }

    private static Value Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => Value.From(reader.GetString()),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        _ => default,
    };

    private static Value ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer)) return Value.From(integer);
        return reader.TryGetDecimal(out var exact) ? Value.From(exact) : Value.From(reader.GetDouble());
    }

    private static Value ReadArray(ref Utf8JsonReader reader)
    {
        var list = new ValueArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Read(ref reader));
        return Value.From(list);
    }

    private static Value ReadObject(ref Utf8JsonReader reader)
    {
        var map = new ValueObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (map.Contains(name)) throw new JsonException($"the key \"{name}\" is there twice");
            reader.Read();
            map.Set(name, Read(ref reader));
        }
        return Value.From(map);
    }
}
