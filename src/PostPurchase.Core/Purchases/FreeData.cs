using System.Text.Json;
using System.Text.Json.Nodes;

namespace PostPurchase.Core.Purchases;

/// <summary>
/// Free data that came with an event or a customer (properties, attributes): one JSON object as text, already checked (no duplicate
/// keys, bounded depth, valid Unicode). Kept as text, since most of it is only stored; equal where the text is equal.
/// </summary>
public sealed record FreeData(string Json)
{
    /// <summary>No data: <c>{}</c>.</summary>
    public static FreeData Empty { get; } = new("{}");

    /// <summary>Whether there is no key at all.</summary>
    public bool IsEmpty => Json is "{}";

    /// <summary>The same with values given as JSON text, one a key; they replace what the key had.</summary>
    public FreeData With(IReadOnlyList<KeyValuePair<string, string>> set)
    {
        if (set.Count == 0) return this;
        var merged = Keys();
        foreach (var (key, json) in set) merged[key] = JsonNode.Parse(json);
        return Of(merged);
    }

    /// <summary>The keys of both; of a key that both have, the value of <paramref name="above"/>.</summary>
    public FreeData Under(FreeData above)
    {
        if (IsEmpty) return above;
        if (above.IsEmpty || this == above) return this;
        var merged = Keys();
        foreach (var (key, value) in above.Keys()) merged[key] = value?.DeepClone();
        return Of(merged);
    }

    internal JsonObject Keys() => JsonNode.Parse(Json)!.AsObject();

    internal static FreeData Of(JsonObject keys) => new(keys.ToJsonString(JsonSerializerOptions.Web));
}
