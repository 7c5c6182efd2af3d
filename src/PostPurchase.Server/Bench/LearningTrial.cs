using System.Diagnostics;
using System.Globalization;
using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Bench;

/// <summary>How fast verdicts are given again, and how long reports over many touches take to open.</summary>
internal static class LearningTrial
{
    private const int TouchesOfMail = 5;
    private const int Runs = 5;
    private static readonly LocalDate s_last = new(2025, 12, 31);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await using var database = Database.Open(Path.Combine(trial.Folder, "touches.db"), isDurable: false);
        await FillAsync(database, trial.Size.Touches);
        var (_, first) = await JudgeAsync(database, cancellationToken);
        var (perSecond, again) = await JudgeAsync(database, cancellationToken);
        if (first == 0 || again != 0) throw new InvalidOperationException($"{first} verdicts changed the first time, {again} the second; expected many and none");
        var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() } };
        var reports = LearningJob.With(database, stores, new RateBook(trial.Folder, stores)).Reports;
        var (month, year) = (new DateInterval(s_last.PlusDays(-27), s_last), new DateInterval(s_last.PlusDays(-364), s_last));
        return
        [
            new Figure("opens and clicks judged again", perSecond, "/s") { AtLeast = 200_000, Note = $"of {trial.Size.Touches:N0}" },
            Opened("the journeys report of 28 days opens", () => reports.Funnel(month, [])),
            Opened("the journeys report of a year opens", () => reports.Funnel(year, [])),
            Opened("opens and clicks of a year open", () => reports.Touches(year)),
            Opened("deliverability of 28 days and 1,000 domains opens", () => reports.Deliverability(month)),
            Opened($"the counts that every page shows, of {trial.Size.Touches / TouchesOfMail:N0} mails", () => database.Read(Counts)),
        ];
    }

    private static async Task<(double PerSecond, long Changed)> JudgeAsync(Database database, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var (judged, changed) = await new TouchJudging(database).RunAsync(isAgain: true, cancellationToken);
        return (judged / watch.Elapsed.TotalSeconds, changed);
    }

    private static object Counts(Session session) =>
        (LedgerFigures.Mails(session), LedgerFigures.Planned(session), LedgerFigures.Inside(session), LedgerFigures.MailsThatLeft(session, s_last.AtMidnight().InUtc().ToInstant(), DateTimeZone.Utc));

    // The slowest of a few, the first one too.
    private static Figure Opened(string name, Func<object> report)
    {
        var slowest = 0.0;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            _ = report();
            slowest = Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
        }

        return new Figure(name, slowest, "ms") { AtMost = 300 };
    }

    // Five touches a mail, two mails a customer, over a year: people, proxies, a crawler; verdicts as if nothing were known yet.
    private static Task<int> FillAsync(Database database, int touches) => database.WriteAsync(
        session =>
        {
            foreach (var number in Enumerable.Range(1, 25)) session.Names.Id(number <= 5 ? NameKind.Journey : NameKind.Step, $"name-{number}");
            session.Execute("""
                insert into agent (id, text) values
                  (1, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'), (2, 'Mozilla/5.0'),
                  (3, 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'), (4, 'curl/8.5.0');
                """);
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {touches})
                insert into touch (owner, id, send_id, journey_id, step_id, kind, slot, role, verdict, reason, touched_at, delivered_at, agent_id, network, address_class, method, link_count)
                select 1 + i / {TouchesOfMail * 2}, i + 1, 1 + i / {TouchesOfMail}, 1 + (i / 10) % 5, 6 + (i / 5) % 20, 1 + (i % 5 > 1), nullif(i % 5, 0), 1 + i % 2, 1, 0,
                  1735689600000 + (i % 365) * 86400000 + (i % 5) * 40000, 1735689600000 + (i % 365) * 86400000 - 3600000, 1 + (i * 7) % 4, i % 3, 0, 0, 9
                from n;
                """));
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {touches / TouchesOfMail})
                insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, kind, state, planned_at, concluded_at, attempt_count, priority, address)
                select i + 1, 1 + i / 2, 1, 1, 1, i, 6 + i % 20, 1, 1 + (i / 2) % 5, 1, 4, 0, 1735689600000 + (i % 365) * 86400000, 1, 0, 'somebody@domain-' || i % 1000 || '.example'
                from n;
                """));
            session.Execute($"""
                insert into touch_day (day, journey_id, step_id, kind, verdict, touches, sends)
                select touched_at / 86400000, journey_id, step_id, kind, verdict, count(*), count(distinct send_id) from touch group by 1, 2, 3, 4, 5;
                insert into send_day (day, journey_id, step_id, state, sends)
                select day, journey_id, step_id, s.value, sum(sends) from touch_day join json_each('[4,6,8,9]') as s group by 1, 2, 3, 4;
                with recursive d(i) as (select 0 union all select i + 1 from d where i < 364), n(i) as (select 0 union all select i + 1 from n where i < 999)
                insert into domain_day (day, domain, state, sends) select 20089 + d.i, 'domain-' || n.i || '.example', 4, 30 from d join n;
                """);
            return touches;
        },
        default);
}
