using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>The ways in which networks write instants. One without a zone is UTC, as Awin documents its own.</summary>
internal static class ReportDates
{
    // Before affiliate networks there were none of their sales; what lies outside stands for no date or for one that never comes, and the zone of a store may have no such day.
    private const int FirstYear = 1990;
    private const int LastYear = 2099;

    /// <summary>What is wrong with a text that is none of these.</summary>
    public static string Expected { get; } = string.Create(CultureInfo.InvariantCulture, $"is no date of the years {FirstYear} to {LastYear}");

    private static readonly IReadOnlyList<LocalDateTimePattern> s_local =
    [
        .. new[] { "uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFF", "uuuu'-'MM'-'dd HH':'mm':'ss;FFFFFFF", "uuuu'-'MM'-'dd HH':'mm", "uuuu'-'MM'-'dd" }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    private static readonly IReadOnlyList<LocalDateTimePattern> s_american =
    [
        .. new[] { "M'/'d'/'uuuu H':'mm':'ss", "M'/'d'/'uuuu h':'mm':'ss tt", "M'/'d'/'uuuu" }.Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    private static readonly OffsetDateTimePattern s_browser = OffsetDateTimePattern.CreateWithInvariantCulture("ddd MMM dd uuuu HH':'mm':'ss 'GMT'o<+HHmm>");

    /// <summary>Reads ISO 8601 with or without a zone, epoch seconds or milliseconds, and, where the network writes so, month first. No date that is outside the years 1990 to 2099.</summary>
    public static bool TryRead(string text, bool hasUsDates, out Instant at)
    {
        at = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return TryEpoch(number, out at);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var exact }) return Kept(exact, out at);
        // Rakuten writes as browsers do: Mon Jan 05 2026 10:00:00 GMT+0000 (UTC).
        if (hasUsDates && s_browser.Parse(text.Split(" (")[0]) is { Success: true, Value: var spoken }) return Kept(spoken, out at);
        foreach (var pattern in hasUsDates ? s_local.Concat(s_american) : s_local)
        {
            if (pattern.Parse(text) is { Success: true, Value: var local }) return Kept(local.WithOffset(Offset.Zero), out at);
        }

        return false;
    }

    private static bool TryEpoch(long number, out Instant at)
    {
        at = default;
        return number switch
        {
            >= 1_000_000_000 and < 10_000_000_000 => Kept(Instant.FromUnixTimeSeconds(number).WithOffset(Offset.Zero), out at),
            >= 1_000_000_000_000 and < 10_000_000_000_000 => Kept(Instant.FromUnixTimeMilliseconds(number).WithOffset(Offset.Zero), out at),
            _ => false,
        };
    }

    private static bool Kept(OffsetDateTime said, out Instant at)
    {
        at = default;
        if (said.Year is < FirstYear or > LastYear) return false;
        at = said.ToInstant();
        return true;
    }
}
