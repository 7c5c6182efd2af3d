using System.Globalization;
using NodaTime;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>RFC 3339 instants: a date, a time to the second or finer (100 ns are kept), and an offset, which is never guessed.</summary>
internal static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Instant First = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant End = Instant.FromUtc(2200, 1, 1, 0, 0);

    public static bool TryParse(string text, out Instant instant)
    {
        instant = default;
        if (text.Length < 20 || !(text[^1] == 'Z' || text[^6] is '+' or '-')) return false;
        if (!DateTimeOffset.TryParseExact(Trimmed(text), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return false;
        instant = Instant.FromDateTimeOffset(at);
        return IsPlausible(instant);
    }

    /// <summary>Whether an instant lies in the years 1900 to 2199: beyond them nothing happens, and calendars run out.</summary>
    public static bool IsPlausible(Instant instant) => instant >= First && instant < End;

    // Some senders give nanoseconds; the platform's pattern takes seven digits.
    private static string Trimmed(string text)
    {
        if (text[19] != '.') return text;
        var end = 20;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end <= 27 ? text : string.Concat(text.AsSpan(0, 27), text.AsSpan(end));
    }
}
