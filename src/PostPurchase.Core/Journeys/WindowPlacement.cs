using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>Where a window puts a run: when it goes on, and what it leaves to the mail behind it.</summary>
/// <param name="DueAt">When the run goes on.</param>
/// <param name="EndsAt">The first instant after the window.</param>
/// <param name="Passed">Whether the window was over when the run came to it.</param>
/// <param name="Slot">The days and hour within which the mail may be deferred.</param>
public sealed record WindowPlacement(Instant DueAt, Instant EndsAt, bool Passed, SendSlot Slot)
{
    /// <summary>Sends of one hour spread over this long from it.</summary>
    public static Duration SpreadOver { get; } = Duration.FromMinutes(60);

    /// <summary>
    /// Places a run that comes to a window at <paramref name="arrivedAt"/>: the first allowed day at the hour, spread by
    /// <paramref name="spread"/>; with no allowed weekday left, the last day; with no hour left on it, at once.
    /// </summary>
    /// <param name="window">Days count from the anchor's day: day 1 is the day after it; both ends included, to 24:00.</param>
    /// <param name="anchorAt">The anchor.</param>
    /// <param name="arrivedAt">When the run came to the window.</param>
    /// <param name="clock">The zone, the hour and the quiet hours that hold for this customer.</param>
    /// <param name="spread">0..1: this customer's place in the hour.</param>
    public static WindowPlacement Place(WaitRule.Window window, Instant anchorAt, Instant arrivedAt, WindowClock clock, double spread)
    {
        var zone = clock.Zone;
        var anchorDay = LocalClock.DateOf(anchorAt, zone);
        var slot = new SendSlot(anchorDay.PlusDays(window.FirstDay), anchorDay.PlusDays(window.LastDay), clock.At, window.Weekdays, zone.Id);
        var endsAt = LocalClock.StartOfDay(slot.Last.PlusDays(1), zone);
        if (arrivedAt >= endsAt) return new(arrivedAt, endsAt, Passed: true, slot);

        var delay = SpreadDelay(clock, spread);
        for (var day = Latest(slot.First, LocalClock.DateOf(arrivedAt, zone)); day <= slot.Last; day = day.PlusDays(1))
        {
            if (!slot.Allows(day.DayOfWeek)) continue;
            if (TimeOn(day, clock, delay, arrivedAt) is { } at) return new(at, endsAt, Passed: false, slot);
        }

        return new(TimeOn(slot.Last, clock, delay, arrivedAt) ?? arrivedAt, endsAt, Passed: false, slot);
    }

    /// <summary>How long after the hour this customer's mail leaves: up to an hour, cut short where quiet hours begin.</summary>
    /// <param name="clock">The hour and the quiet hours.</param>
    /// <param name="spread">0..1: this customer's place.</param>
    public static Duration SpreadDelay(WindowClock clock, double spread)
    {
        if (clock.At is not { } at) return Duration.Zero;
        var room = SpreadOver;
        if (clock.Quiet is { } quiet && !quiet.Covers(at))
        {
            var untilQuiet = Duration.FromTicks(((quiet.From.TickOfDay - at.TickOfDay) + NodaConstants.TicksPerDay) % NodaConstants.TicksPerDay);
            if (untilQuiet < room) room = untilQuiet;
        }

        var untilMidnight = Duration.FromTicks(NodaConstants.TicksPerDay - at.TickOfDay);
        if (untilMidnight < room) room = untilMidnight;
        return Duration.FromSeconds(Math.Floor(room.TotalSeconds * Math.Clamp(spread, 0, 0.9999)));
    }

    private static Instant? TimeOn(LocalDate day, WindowClock clock, Duration delay, Instant arrivedAt)
    {
        if (clock.At is { } at)
        {
            var planned = LocalClock.Resolve(day.At(at), clock.Zone) + delay;
            return planned >= arrivedAt ? planned : null;
        }

        var start = LocalClock.StartOfDay(day, clock.Zone);
        if (start >= arrivedAt) return start;
        return LocalClock.DateOf(arrivedAt, clock.Zone) == day ? arrivedAt : null;
    }

    private static LocalDate Latest(LocalDate a, LocalDate b) => a > b ? a : b;
}

/// <summary>What a clock means for one customer.</summary>
/// <param name="Zone">Zone in which days and hours count.</param>
/// <param name="At">Hour of the sends, or null for any.</param>
/// <param name="Quiet">Quiet hours, or null.</param>
public sealed record WindowClock(DateTimeZone Zone, LocalTime? At, QuietHours? Quiet);
