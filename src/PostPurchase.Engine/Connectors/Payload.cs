using System.Text.Json;
using System.Text.Unicode;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Opens the JSON of a store: sound, an object, and then read tolerantly by <see cref="PayloadNode"/>.</summary>
internal static class Payload
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Runs <paramref name="read"/> over the payload's root, or says why there is none.</summary>
    public static HookReading Read(ReadOnlyMemory<byte> body, Func<PayloadNode, HookReading> read)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];

        if (Unsound(body.Span) is { } unsound) return new HookReading.Malformed(unsound.Path, unsound.Message);
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(new PayloadNode(document.RootElement))
                : new HookReading.Malformed("", "must be a JSON object");
        }
        catch (JsonException)
        {
            var problem = JsonSoundness.Problem(body.Span) ?? ("", "is not valid JSON");
            return new HookReading.Malformed(problem.Path, problem.Message);
        }
    }

    // Escapes are rare, and the only way to smuggle in NUL or half a character. The parser looks at the bytes of a text only when it is asked for; everything else it refuses by itself.
    private static (string Path, string Message)? Unsound(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\\u"u8) >= 0) return JsonSoundness.Problem(body);
        return Utf8.IsValid(body) ? null : ("", JsonSoundness.NotUtf8);
    }
}
