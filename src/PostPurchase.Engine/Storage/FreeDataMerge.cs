using System.Text.Json;
using System.Text.Json.Nodes;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>Free data laid over free data, key by key.</summary>
internal static class FreeDataMerge
{
    /// <summary>The keys of both; of a key that both have, the value of <paramref name="above"/>.</summary>
    public static FreeData Over(FreeData below, FreeData above)
    {
        if (below.IsEmpty) return above;
        if (above.IsEmpty || below == above) return below;
        var merged = Parsed(below);
        foreach (var (key, value) in Parsed(above)) merged[key] = value?.DeepClone();
        return new FreeData(merged.ToJsonString(JsonSerializerOptions.Web));
    }

    private static JsonObject Parsed(FreeData data) => JsonNode.Parse(data.Json)!.AsObject();
}
