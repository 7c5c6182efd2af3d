using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>How many mails and runs stand where, of the whole ledger and with those of test orders; journeys and steps by their numbers, 0 for none.</summary>
internal static class LedgerFigures
{
    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Mails that are held or have ended, by journey, step and state.</summary>
    public static List<(long Journey, long Step, SendState State, long Count)> Mails(Session session) =>
        session[LedgerSql.Mails].All(row => (row.Long(0), row.Long(1), (SendState)row.Int(2), row.Long(3)));

    /// <summary>Mails that wait for their time, or are just on their way out.</summary>
    public static long Planned(Session session) => session[LedgerSql.Planned].First(row => row.Long(0));

    /// <summary>Mails that left, ever and on the day of an instant in a zone: what was captured did not.</summary>
    public static (long Ever, long Today) MailsThatLeft(Session session, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        var since = zone.AtStartOfDay(today).ToInstant();
        return session[LedgerSql.MailsThatLeft].With(DayOf(today)).With(since).First(row => (row.Long(0), row.Long(1)));
    }

    /// <summary>Accepted mails of the last days, the newest day last, by journey.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="today">The newest day.</param>
    /// <param name="days">How many.</param>
    public static ILookup<long, (int Day, long Count)> MailsOfDays(Session session, LocalDate today, int days)
    {
        var (from, to) = (DayOf(today) - days + 1, DayOf(today));
        return session[LedgerSql.MailsOfDays].With(from).With(to).All(row => (Journey: row.Long(0), Day: row.Int(1) - from, Count: row.Long(2))).ToLookup(row => row.Journey, row => (row.Day, row.Count));
    }

    /// <summary>Runs by journey and what became of them: 0 all that began, else the number of the status in which they ended.</summary>
    public static List<(long Journey, int What, long Count)> Runs(Session session) => session[LedgerSql.Runs].All(row => (row.Long(0), row.Int(1), row.Long(2)));

    /// <summary>Runs that have not ended.</summary>
    public static long Inside(Session session) => Runs(session).Sum(row => row.What == 0 ? row.Count : -row.Count);

    /// <summary>Parked mails by journey.</summary>
    public static List<(long Journey, long Count)> Parked(Session session) => session[LedgerSql.Parked].All(row => (row.Long(0), row.Long(1)));

    private static int DayOf(LocalDate day) => Period.DaysBetween(s_start, day);
}
