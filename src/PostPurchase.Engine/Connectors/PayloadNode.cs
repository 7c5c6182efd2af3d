using System.Globalization;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>One value of a store's payload, or nothing: asking for what is missing, or is of another kind, gives null and never throws.</summary>
internal readonly struct PayloadNode(JsonElement element)
{
    // The years 1900 to 2199, as in the canonical form.
    private static readonly Instant First = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant End = Instant.FromUtc(2200, 1, 1, 0, 0);

    public PayloadNode this[string key] =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? new PayloadNode(value) : default;

    public bool IsPresent => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    /// <summary>A string, trimmed, or a number digit by digit; null for an empty one.</summary>
    public string? Text => element.ValueKind switch
    {
        JsonValueKind.String when element.GetString()!.Trim() is { Length: > 0 } text => text,
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    /// <summary>An id: as <see cref="Text"/>, where 0 means none.</summary>
    public string? Id => Text is { } text && text != "0" ? text : null;

    /// <summary>True or false, also as the words and digits that plugins write.</summary>
    public bool? Flag => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Text?.ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "1" or "ON" => true,
            "FALSE" or "NO" or "0" or "OFF" => false,
            _ => null,
        },
    };

    /// <summary>A number, or a string that is one; null beyond what money is ever read to, so that sums have room.</summary>
    public decimal? Number =>
        decimal.TryParse(
            Text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number) && Math.Abs(number) <= Money.MaxRead ? number : null;

    /// <summary>A number of pieces: at least 0, rounded up, 1 where there is none.</summary>
    public int Quantity => (int)Math.Clamp(Math.Ceiling(Number ?? 1), 0, 1_000_000);

    /// <summary>An instant: Unix seconds, or ISO 8601 that is UTC where it names no offset.</summary>
    public Instant? At
    {
        get
        {
            if (element.ValueKind == JsonValueKind.Number)
                return element.TryGetInt64(out var seconds) && seconds > 0 && seconds < End.ToUnixTimeSeconds() ? Instant.FromUnixTimeSeconds(seconds) : null;
            return DateTimeOffset.TryParse(
                Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                && Instant.FromDateTimeOffset(at) is var instant && instant >= First && instant < End
                ? instant
                : null;
        }
    }

    /// <summary>The items of a list; none for anything else.</summary>
    public IEnumerable<PayloadNode> Items => IsList ? element.EnumerateArray().Select(item => new PayloadNode(item)) : [];

    /// <summary>The keys and values of an object; none for anything else.</summary>
    public IEnumerable<(string Key, PayloadNode Value)> Keys =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(pair => (pair.Name, new PayloadNode(pair.Value))) : [];
}
