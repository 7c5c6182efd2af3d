using System.Text;
using System.Text.Json;

namespace PostPurchase.Templates.Functions;

/// <summary><c>object.from_json</c> and <c>object.to_json</c>.</summary>
internal static class JsonFunctions
{
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("object", "from_json", [Take.Text("json")], ParameterKind.Any, "The value of a JSON text.", FromJson),
        new("object", "to_json", [Take.Any("value")], ParameterKind.Text, "The value as JSON, with what means something in HTML escaped.", ToJson),
    ];

    private static Value FromJson(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { Length: > 0 } text) return default;
        call.Budget.Allocate(text.Length);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = call.Budget.Limits.ValueDepth });
        try
        {
            reader.Read();
            var value = Read(call, ref reader);
            return reader.Read() ? throw new JsonException("there is more than one value") : value;
        }
        catch (JsonException e)
        {
            throw call.Fail($"The text `{Arguments.Shown(text)}` is not JSON: {e.Message}");
        }
    }

    private static Value Read(CallContext call, ref Utf8JsonReader reader)
    {
        call.Budget.Allocate(1);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new ValueObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    map.Set(name, Read(call, ref reader));
                }
                return Value.From(map);
            case JsonTokenType.StartArray:
                var list = new ValueArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Read(call, ref reader));
                return Value.From(list);
            case JsonTokenType.String: return Value.From(reader.GetString());
            case JsonTokenType.Number: return Number(ref reader);
            case JsonTokenType.True: return Value.True;
            case JsonTokenType.False: return Value.False;
            default: return default;
        }
    }

    private static Value Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer)) return Value.From(integer);
        return reader.TryGetDecimal(out var exact) ? Value.From(exact) : Value.From(reader.GetDouble());
    }

    private static Value ToJson(CallContext call, ReadOnlySpan<Value> args)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Unchecked)) Write(call, writer, args[0], 0);
        call.Budget.Allocate(buffer.Length);
        return Value.From(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void Write(CallContext call, Utf8JsonWriter writer, Value value, int depth)
    {
        if (depth > call.Budget.Limits.ValueDepth)
            throw call.Fail($"Structure is too deeply nested or contains reference loops: more than {call.Budget.Limits.ValueDepth} levels", ErrorCode.Limit);
        call.Budget.Allocate(value.IsText ? 1 + value.AsText().Length : 1);
        switch (value.Kind)
        {
            case ValueKind.Object: WriteObject(call, writer, value.AsObject(), depth); break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.AsArray().Items) Write(call, writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            case ValueKind.Range:
                writer.WriteStartArray();
                for (long i = 0; i < value.AsRange().Count; i++) Write(call, writer, Value.From(value.AsRange()[i]), depth + 1);
                writer.WriteEndArray();
                break;
            default: WriteScalar(writer, value); break;
        }
    }

    private static void WriteObject(CallContext call, Utf8JsonWriter writer, ValueObject map, int depth)
    {
        writer.WriteStartObject();
        for (var i = 0; i < map.Count; i++)
        {
            call.Budget.Allocate(map.NameAt(i).Length);
            writer.WritePropertyName(map.NameAt(i));
            Write(call, writer, map.ValueAt(i), depth + 1);
        }
        writer.WriteEndObject();
    }

    // JSON has no word for functions and for what is not a number: null, as in JavaScript.
    private static void WriteScalar(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Bool: writer.WriteBooleanValue(value.AsBool()); break;
            case ValueKind.Int: writer.WriteNumberValue(value.AsInt()); break;
            case ValueKind.BigInt: writer.WriteRawValue(value.AsBigInt().ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            case ValueKind.Float when double.IsFinite(value.AsFloat()): writer.WriteNumberValue(value.AsFloat()); break;
            case ValueKind.Decimal: writer.WriteNumberValue(value.AsDecimal()); break;
            case ValueKind.String or ValueKind.Html: writer.WriteStringValue(value.AsText()); break;
            case ValueKind.Date: writer.WriteStringValue(value.AsDate()); break;
            case ValueKind.TimeSpan: writer.WriteStringValue(value.AsTimeSpan().ToString("c")); break;
            default: writer.WriteNullValue(); break;
        }
    }
}
