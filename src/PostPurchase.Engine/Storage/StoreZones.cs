using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Days of a store's zone in the database, which knows no zones: the offsets that hold from an instant on. Store 0 is the zone of stores that are not configured.
/// </summary>
internal static class StoreZones
{
    private const long Day = 86_400_000;
    private static readonly Instant s_first = NodaConstants.UnixEpoch;
    private static readonly Instant s_last = Instant.FromUtc(2100, 1, 1, 0, 0);

    private static readonly Sql s_clear = new("""
        delete from store_zone
        """);

    private static readonly Sql s_add = new("""
        insert into store_zone (store_id, from_at, offset_ms)
        values (@store_id, @from_at, @offset_ms)
        """);

    private static readonly Sql s_read = new("""
        select offset_ms, from_at,
          (select min(later.from_at) from store_zone as later where later.store_id = zone.store_id and later.from_at > zone.from_at)
        from store_zone as zone
        where store_id = @store_id and from_at <= @at
        order by from_at desc
        limit 1
        """);

    /// <summary>The offsets of a zone: one a change from 1970 to 2100, the first from 1970 on.</summary>
    public static IReadOnlyList<(long From, long Offset)> OffsetsOf(DateTimeZone zone) => [.. zone.GetZoneIntervals(s_first, s_last)
        .Select(part => (part.HasStart && part.Start > s_first ? part.Start.ToUnixTimeMilliseconds() : 0, (long)part.WallOffset.Milliseconds))];

    /// <summary>Keeps the zones of stores by number, instead of what was kept before.</summary>
    public static void Write(Session session, IEnumerable<(long Store, DateTimeZone Zone)> zones)
    {
        session[s_clear].Run();
        foreach (var (store, zone) in zones)
            foreach (var (from, offset) in OffsetsOf(zone)) session[s_add].With(store).With(from).With(offset).Run();
    }

    /// <summary>Gives the days of a store: since 1970, in its zone. What it reads it keeps, for instants of one season.</summary>
    public static Func<Instant, long> DaysOf(Session session, long store)
    {
        var (offset, from, before) = (0L, long.MaxValue, long.MinValue);
        return at =>
        {
            var instant = at.ToUnixTimeMilliseconds();
            if (instant < from || instant >= before) (offset, from, before) = Find(session, store, instant) ?? Find(session, 0, instant) ?? (0, long.MinValue, long.MaxValue);
            return (instant + offset) / Day;
        };
    }

    private static (long Offset, long From, long Before)? Find(Session session, long store, long at) =>
        session[s_read].With(store).With(at).First(row => ((long, long, long)?)(row.Long(0), row.Long(1), row.LongOrNull(2) ?? long.MaxValue));
}
