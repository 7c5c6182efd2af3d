using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PostPurchase.Core.Purchases.Canonical;

namespace PostPurchase.Core.Purchases;

/// <summary>
/// The canonical JSON of events: what <c>POST /api/v1/events</c>, standard webhooks and files carry, and what exports write. Reading
/// is strict: unknown and repeated keys, invalid Unicode, NUL characters, nesting beyond 32 levels and amounts finer than their
/// currency are refused with their path. Writing then reading gives an equal event.
/// </summary>
public static class CanonicalEvents
{
    /// <summary>The longest list that one body may carry.</summary>
    public const int MaxEvents = 1_000;

    /// <summary>Reads one event from UTF-8 JSON. Never throws for what the text holds.</summary>
    public static EventReading Read(ReadOnlySpan<byte> utf8) => ReadMany(utf8) switch
    {
        EventsReading.One one => one.Event,
        EventsReading.Malformed malformed => new EventReading.Malformed(null, malformed.Path, malformed.Message),
        _ => new EventReading.Malformed(null, "", "must be an object, not a list"),
    };

    /// <summary>Reads one event, or a list of at most <see cref="MaxEvents"/>, from UTF-8 JSON. Never throws for what the text holds.</summary>
    public static EventsReading ReadMany(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8)) return new EventsReading.Malformed("", JsonSoundness.NotUtf8);
        try
        {
            var json = new JsonCursor(utf8);
            json.Read();
            var reading = json.Token == JsonTokenType.StartArray ? List(ref json) : new EventsReading.One(Next(ref json));
            if (reading is EventsReading.Malformed || !json.Read()) return reading;
            return new EventsReading.Malformed("", "has more text after its end");
        }
        catch (JsonException e)
        {
            return new EventsReading.Malformed("", JsonSoundness.NotJson(e));
        }
    }

    /// <summary>Writes one event as a single line of UTF-8 JSON, without a line end.</summary>
    public static void Write(StoreEvent storeEvent, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, EventWriter.Options);
        EventWriter.Event(json, storeEvent);
    }

    /// <summary>The same as text.</summary>
    public static string Write(StoreEvent storeEvent)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(storeEvent, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static EventsReading List(ref JsonCursor json)
    {
        List<EventReading> readings = [];
        for (var index = -1; json.NextItem(ref index);)
        {
            if (index == MaxEvents) return new EventsReading.Malformed("", $"holds more than {MaxEvents} events");
            readings.Add(Next(ref json));
        }

        return new EventsReading.Many(readings);
    }

    // Leaves the cursor at the end of the event, sound or not.
    private static EventReading Next(ref JsonCursor json)
    {
        var start = json;
        if (EventReader.Event(ref json) is { } sound) return new EventReading.Sound(sound);
        var malformed = new EventReading.Malformed(IdOf(start), json.Path, json.Error!);
        json = start;
        json.Skip();
        return malformed;
    }

    private static string? IdOf(JsonCursor json)
    {
        if (json.Token != JsonTokenType.StartObject) return null;
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            var isId = json.IsKey("id"u8);
            json.Read();
            if (isId) return json.Id();
            json.Skip();
        }

        return null;
    }
}
