using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using PostPurchase.Core.Purchases.Canonical;

namespace PostPurchase.Core.Purchases;

/// <summary>Checks a JSON text that is read tolerantly afterwards for what no reader should meet.</summary>
public static class JsonSoundness
{
    /// <summary>What is wrong with bytes that are no UTF-8.</summary>
    public const string NotUtf8 = "is not valid UTF-8";

    /// <summary>
    /// The first problem and its path, or null: invalid UTF-8, invalid syntax, nesting beyond 32 levels, a key that stands twice, a NUL
    /// character, half of a surrogate pair. Never throws for what the text holds.
    /// </summary>
    public static (string Path, string Message)? Problem(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return ("", NotUtf8);
        try
        {
            var json = new JsonCursor(utf8);
            json.Read();
            json.CheckValue();
            if (json.Error is { } message) return (json.Path, message);
            return json.Read() ? ("", "has more text after its end") : null;
        }
        catch (JsonException e)
        {
            return ("", NotJson(e));
        }
    }

    internal static string NotJson(JsonException e) => string.Create(
        CultureInfo.InvariantCulture,
        $"is not valid JSON, or is nested deeper than {JsonCursor.MaxDepth} levels: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
}
