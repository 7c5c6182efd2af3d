using System.Text;
using System.Text.Json;
using NodaTime;
using PostPurchase.Engine.Connectors;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class SignatureVectorTests
{
    private static readonly Dictionary<string, SourceKind> Schemes = new()
    {
        ["standard-webhooks"] = SourceKind.Standard,
        ["stripe"] = SourceKind.Stripe,
        ["shopify"] = SourceKind.Shopify,
        ["woocommerce"] = SourceKind.WooCommerce,
    };

    [ConformanceFact]
    public void Every_published_vector_of_the_four_schemes_is_judged_as_published()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Conformance.PathTo("webhooks", "signature_vectors.json")));
        var vectors = file.RootElement.GetProperty("vectors").EnumerateArray()
            .Where(vector => Schemes.ContainsKey(vector.GetProperty("scheme").GetString()!)).ToList();

        var wrong = vectors.Where(vector => IsSigned(vector) != (vector.GetProperty("expect").GetString() == "valid"))
            .Select(vector => vector.GetProperty("id").GetString());

        Assert.Empty(wrong);
        Assert.Equal(15, vectors.Count);
    }

    // "Signed" is anything but a bad signature: most of these bodies are no orders.
    private static bool IsSigned(JsonElement vector)
    {
        var headers = vector.GetProperty("headers").EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!));
        var now = vector.TryGetProperty("now", out var seconds) && seconds.ValueKind == JsonValueKind.Number ? seconds.GetInt64() : 0;
        var reading = Hooks.Read(
            new HookSource(Schemes[vector.GetProperty("scheme").GetString()!], vector.GetProperty("secret").GetString()!),
            new HookHeaders(headers),
            Body(vector),
            Instant.FromUnixTimeSeconds(now));
        return reading is not HookReading.BadSignature;
    }

    private static byte[] Body(JsonElement vector) => vector.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String
        ? Text(body)
        : [0xED, 0xA0, 0x80];

    private static byte[] Text(JsonElement body)
    {
        try
        {
            return Encoding.UTF8.GetBytes(body.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair has no UTF-8; the bytes that a careless sender makes of it
            return [0xED, 0xA0, 0x80];
        }
    }
}
