using System.Globalization;
using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>
/// A span of a journey file. <c>90m</c> and <c>36h</c> are exact; <c>3d</c> and <c>2w</c> are calendar days that keep the local wall time.
/// </summary>
/// <param name="Days">Calendar days, 0 or more.</param>
/// <param name="Exact">Exact elapsed time added after the days.</param>
public readonly record struct CalendarSpan(int Days, Duration Exact)
{
    /// <summary>No time at all.</summary>
    public static CalendarSpan Zero { get; } = new(0, Duration.Zero);

    /// <summary>The longest span that a journey file may name: ten years.</summary>
    public const int MaximumDays = 3653;

    // Nothing can be counted from the ends of the calendar: an instant that close to them stands for itself.
    private static readonly Instant s_earliest = Instant.FromUtc(-9900, 1, 1, 0, 0);
    private static readonly Instant s_latest = Instant.FromUtc(9900, 1, 1, 0, 0);

    /// <summary>Reads <c>30s</c>, <c>90m</c>, <c>36h</c>, <c>3d</c> or <c>2w</c>; a number and one unit, no sign, no fraction. False for anything else.</summary>
    public static bool TryParse(string text, out CalendarSpan span)
    {
        span = default;
        var trimmed = text.Trim();
        if (trimmed.Length < 2 || !int.TryParse(trimmed.AsSpan(0, trimmed.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        CalendarSpan? parsed = trimmed[^1] switch
        {
            's' => new(0, Duration.FromSeconds(count)),
            'm' => new(0, Duration.FromMinutes(count)),
            'h' => new(0, Duration.FromHours(count)),
            'd' => new(count, Duration.Zero),
            'w' when count <= MaximumDays / 7 => new(count * 7, Duration.Zero),
            _ => null,
        };
        if (parsed is not { } found || found.Days > MaximumDays || found.Exact.TotalDays > MaximumDays) return false;
        span = found;
        return true;
    }

    /// <summary>
    /// The instant this span after <paramref name="start"/> for someone living in <paramref name="zone"/>. A local time that does not exist
    /// moves forward, one that exists twice is the first. A start before the year -9900 or after 9900 comes back as it is.
    /// </summary>
    public Instant After(Instant start, DateTimeZone zone) =>
        IsFarOff(start) ? start : Days == 0 ? start + Exact : LocalClock.Resolve(start.InZone(zone).LocalDateTime.PlusDays(Days), zone) + Exact;

    /// <summary>The instant this span before or after <paramref name="at"/>, as <see cref="After"/> counts.</summary>
    public Instant From(Instant at, bool before, DateTimeZone zone) => before && !IsFarOff(at)
        ? (Days == 0 ? at : LocalClock.Resolve(at.InZone(zone).LocalDateTime.PlusDays(-Days), zone)) - Exact
        : After(at, zone);

    private static bool IsFarOff(Instant at) => at < s_earliest || at > s_latest;

    /// <inheritdoc/>
    public override string ToString() => (Days, Exact) switch
    {
        ( > 0, var exact) when exact == Duration.Zero => Days % 7 == 0 ? $"{Days / 7}w" : $"{Days}d",
        (0, var exact) when exact.TotalHours % 1 == 0 => $"{(long)exact.TotalHours}h",
        (0, var exact) when exact.TotalMinutes % 1 == 0 => $"{(long)exact.TotalMinutes}m",
        (0, var exact) => $"{(long)exact.TotalSeconds}s",
        _ => $"{Days}d {Exact}",
    };
}
