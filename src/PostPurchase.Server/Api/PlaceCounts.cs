using NodaTime;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

/// <summary>How many people are at one place of a journey.</summary>
/// <param name="Journey">Key.</param>
/// <param name="Version">Version of the journey.</param>
/// <param name="Step">Index of the step.</param>
/// <param name="Count">How many.</param>
internal sealed record PlaceCount(string Journey, string Version, int Step, long Count);

/// <summary>
/// Where people are. Nothing keeps these counts, since that would cost every step of every run; they are counted, which takes a second for a million people. Pages that show
/// them beside other numbers are content with a count that is a little old where there are many.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="few">So many are counted in a twentieth of a second or so, and each time anew; a count of more serves for a second for each so many.</param>
internal sealed class PlaceCounts(Database database, long few = 50_000)
{
    private readonly Lock _lock = new();
    private (Instant At, long People, List<PlaceCount> Places)? _last;

    /// <summary>As they are now.</summary>
    public List<PlaceCount> Now() => database.Read(Now);

    /// <summary>The same within a reading.</summary>
    public static List<PlaceCount> Now(Session session) =>
        [.. session[LedgerSql.Places].All(row => (Journey: row.Long(0), Version: row.Long(1), Step: row.Int(2), Count: row.Long(3)))
            .Select(row => new PlaceCount(session.Names.Text(row.Journey), EnrollmentStore.VersionHash(session, row.Version), row.Step, row.Count))];

    /// <summary>As they are now, or where there are many as they were shortly ago.</summary>
    /// <param name="now">The instant.</param>
    public List<PlaceCount> Lately(Instant now)
    {
        // Who comes while they are counted waits for that count.
        lock (_lock)
        {
            if (_last is { } last && last.People > few && now >= last.At && now - last.At < Duration.FromSeconds(last.People / (double)few)) return last.Places;
            var places = Now();
            _last = (now, places.Sum(place => place.Count), places);
            return places;
        }
    }
}
