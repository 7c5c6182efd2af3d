using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace PostPurchase.Core.Customers;

/// <summary>
/// The time zone that most people of a postal address live in: for countries with one clock from the tz database, for the states of
/// the United States, Canada and Australia by their largest cities. It is a guess, and never replaces a zone that somebody named.
/// </summary>
public static class TimeZoneGuess
{
    private const string States =
        "US: America/New_York=CT,DC,DE,FL,GA,IN,KY,MA,MD,ME,MI,NC,NH,NJ,NY,OH,PA,RI,SC,VA,VT,WV America/Chicago=AL,AR,IA,IL,KS,LA,MN,MO,MS,ND,NE,OK,SD,TN,TX,WI "
        + "America/Denver=CO,ID,MT,NM,UT,WY America/Phoenix=AZ America/Los_Angeles=CA,NV,OR,WA America/Anchorage=AK Pacific/Honolulu=HI "
        + "CA: America/Toronto=ON,QC America/Halifax=NB,NS,PE America/St_Johns=NL America/Winnipeg=MB America/Regina=SK America/Edmonton=AB,NT America/Vancouver=BC "
        + "America/Whitehorse=YT AU: Australia/Sydney=ACT,NSW Australia/Melbourne=VIC Australia/Brisbane=QLD Australia/Adelaide=SA Australia/Darwin=NT "
        + "Australia/Perth=WA Australia/Hobart=TAS";

    private static readonly FrozenDictionary<string, string> ByState = Listed().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, string?> ByCountry = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An IANA zone; null where the country has several clocks and the state (its short code) does not tell, or is unknown.</summary>
    public static string? For(string? country, string? state)
    {
        if (country is not { Length: 2 }) return null;
        return state is not null && ByState.TryGetValue($"{country}-{state}", out var zone) ? zone : ByCountry.GetOrAdd(country, Only);
    }

    private static string? Only(string country)
    {
        var zones = TzdbDateTimeZoneSource.Default.ZoneLocations?
            .Where(location => string.Equals(location.CountryCode, country, StringComparison.OrdinalIgnoreCase))
            .Select(location => location.ZoneId).ToList() ?? [];
        return zones.Count > 0 && zones.All(zone => SameClock(zone, zones[0])) ? zones[0] : null;
    }

    // Germany has two zones (Büsingen) that have shown the same time for decades; three recent years decide.
    private static bool SameClock(string left, string right)
    {
        if (left == right) return true;
        var years = new Interval(Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));
        return Offsets(left, years).SequenceEqual(Offsets(right, years));
    }

    private static IEnumerable<(Instant End, Offset Offset)> Offsets(string zone, Interval years) =>
        DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(years).Select(part => (part.HasEnd ? part.End : Instant.MaxValue, part.WallOffset));

    private static IEnumerable<KeyValuePair<string, string>> Listed()
    {
        var country = "";
        foreach (var word in States.Split(' '))
        {
            if (word.EndsWith(':'))
            {
                country = word[..^1];
                continue;
            }

            var parts = word.Split('=');
            foreach (var state in parts[1].Split(',')) yield return new($"{country}-{state}", parts[0]);
        }
    }
}
