namespace PostPurchase.Engine.Storage;

/// <summary>
/// The day of an instant in the zone of its store, counted from 1970, in words of SQL: the one place where statements have it from. SQLite keeps no functions, and one that
/// this program registered would be missing where somebody else writes, so that the triggers that count by day have these words written out. PostgreSQL gets a function.
/// </summary>
internal static class StoreDay
{
    /// <summary>The day, as an expression.</summary>
    /// <param name="store">Expression for the number of the store; 0 for none.</param>
    /// <param name="at">Expression for the instant.</param>
    public static string Of(string store, string at) => $"""
        ({at} + coalesce(
          (select offset_ms from store_zone as z where z.store_id = {store} and z.from_at <= {at} order by z.from_at desc limit 1),
          (select offset_ms from store_zone as z where z.store_id = 0 and z.from_at <= {at} order by z.from_at desc limit 1), 0)) / 86400000
        """;
}
