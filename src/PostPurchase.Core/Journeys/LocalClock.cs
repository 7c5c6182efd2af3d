using NodaTime;
using NodaTime.TimeZones;

namespace PostPurchase.Core.Journeys;

/// <summary>Local wall times turned into instants: one that does not exist moves forward, one that exists twice is the first.</summary>
public static class LocalClock
{
    private static readonly ZoneLocalMappingResolver Lenient =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>The instant at which a clock in <paramref name="zone"/> first shows <paramref name="local"/>, or the first one after a gap that swallowed it.</summary>
    public static Instant Resolve(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Lenient).ToInstant();

    /// <summary>The first instant of <paramref name="date"/> in <paramref name="zone"/>.</summary>
    public static Instant StartOfDay(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date).ToInstant();

    /// <summary>The date that a clock in <paramref name="zone"/> shows at <paramref name="at"/>.</summary>
    public static LocalDate DateOf(Instant at, DateTimeZone zone) => at.InZone(zone).Date;
}
