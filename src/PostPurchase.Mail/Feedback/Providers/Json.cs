using System.Text;
using System.Text.Json;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>Reads what providers send: any member may be missing or of another kind, nothing throws.</summary>
internal static class Json
{
    private static readonly JsonReaderOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>The first JSON value of the bytes; what follows it is not looked at. Null when there is none.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) return null;
        var reader = new Utf8JsonReader(bytes, Tolerant);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // not JSON: the caller says so
        }
    }

    public static JsonElement? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static JsonElement? Member(this JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } e) return null;
        try
        {
            return e.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair in the escape of some member's name
        }
    }

    /// <summary>A string or number as text; empty for all else.</summary>
    public static string Text(this JsonElement? element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } value => Read(value),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => "",
    };

    public static IEnumerable<JsonElement?> Items(this JsonElement? element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(1000).Select(e => (JsonElement?)e) : [];

    /// <summary>The members of an object that are text or numbers, at most 50; an array gives its first element.</summary>
    public static Dictionary<string, string> Map(this JsonElement? element)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element is not { ValueKind: JsonValueKind.Object } e) return map;
        foreach (var member in e.EnumerateObject())
        {
            if (map.Count >= 50) break;
            var value = member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() > 0 ? member.Value[0] : member.Value;
            if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number && Name(member) is { } name)
                map[name] = value.ValueKind is JsonValueKind.String ? Read(value) : value.GetRawText();
        }
        return map;
    }

    private static string? Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // as in Read
        }
    }

    public static string Read(this JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // half a surrogate pair in an escape cannot become a string
        }
    }
}
