using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>The ways in which networks write instants. One without a zone is UTC, as Awin documents its own.</summary>
internal static class ReportDates
{
    private static readonly IReadOnlyList<LocalDateTimePattern> s_local =
    [
        .. new[] { "uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFF", "uuuu'-'MM'-'dd HH':'mm':'ss;FFFFFFF", "uuuu'-'MM'-'dd HH':'mm", "uuuu'-'MM'-'dd" }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    private static readonly IReadOnlyList<LocalDateTimePattern> s_american =
    [
        .. new[] { "M'/'d'/'uuuu H':'mm':'ss", "M'/'d'/'uuuu h':'mm':'ss tt", "M'/'d'/'uuuu" }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    private static readonly OffsetDateTimePattern s_browser = OffsetDateTimePattern.CreateWithInvariantCulture("ddd MMM dd uuuu HH':'mm':'ss 'GMT'o<+HHmm>");

    /// <summary>Reads ISO 8601 with or without a zone, epoch seconds or milliseconds, and, where the network writes so, month first.</summary>
    public static bool TryRead(string text, bool hasUsDates, out Instant at)
    {
        at = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return TryEpoch(number, out at);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var exact }) return Kept(exact.ToInstant(), out at);
        // Rakuten writes as browsers do: Mon Jan 05 2026 10:00:00 GMT+0000 (UTC).
        if (hasUsDates && s_browser.Parse(text.Split(" (")[0]) is { Success: true, Value: var spoken }) return Kept(spoken.ToInstant(), out at);
        foreach (var pattern in hasUsDates ? s_local.Concat(s_american) : s_local)
        {
            if (pattern.Parse(text) is { Success: true, Value: var local }) return Kept(local.InUtc().ToInstant(), out at);
        }

        return false;
    }

    private static bool TryEpoch(long number, out Instant at)
    {
        at = default;
        return number switch
        {
            >= 1_000_000_000 and < 10_000_000_000 => Kept(Instant.FromUnixTimeSeconds(number), out at),
            >= 1_000_000_000_000 and < 10_000_000_000_000 => Kept(Instant.FromUnixTimeMilliseconds(number), out at),
            _ => false,
        };
    }

    private static bool Kept(Instant instant, out Instant at)
    {
        at = instant;
        return true;
    }
}
