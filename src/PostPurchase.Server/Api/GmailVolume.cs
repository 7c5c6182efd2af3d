using NodaTime;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>How near a day comes to the volume from which Gmail takes a sender for a bulk sender, for good (Email sender guidelines, 2024: 5,000 a day of one primary domain).</summary>
internal static class GmailVolume
{
    private const long WarnedFrom = 4_000;
    private const long Bulk = 5_000;

    private static readonly LocalDate s_start = new(1970, 1, 1);

    private static readonly Sql s_today = new("""
        select ifnull(sum(sends), 0)
        from domain_day
        where day = @day and domain in ('gmail.com', 'googlemail.com') and state = 4
        """);

    /// <summary>One incident from 4,000 mails on a day of the default store's zone; none below.</summary>
    public static IEnumerable<Incident> Incidents(RunnerService runner, Instant now)
    {
        var count = runner.Database.Read(session => session[s_today].With(Period.DaysBetween(s_start, runner.Stores.Today("default", now))).First(row => row.Long(0)));
        if (count < WarnedFrom) yield break;
        yield return new(
            Form.At(now), $"{count} mails went to Gmail today",
            $"from {Bulk} on a day Gmail takes the sender for a bulk sender, for good: SPF, DKIM and DMARC that fit the sender's domain, one-click unsubscribe and under 0.3% complaints are then required (postpurchase doctor --domain checks the records)");
    }
}
