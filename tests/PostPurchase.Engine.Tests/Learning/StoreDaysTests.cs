using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Runs, mails and touches of several stores: each on the days of its own zone, in reports of one store or of all.</summary>
public sealed class StoreDaysTests : IAsyncLifetime
{
    private const string Yaml = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: suggest
            email: { template: thanks, content: own, subject: Hello }
        """;

    // It is noon in UTC: the same day in New York, 01:00 of the next in Auckland.
    private static readonly LocalDate s_today = A.Noon.InUtc().Date;
    private JourneyRunner _runner = null!;

    public async Task InitializeAsync() => _runner = await JourneyRunner.WithAsync(Yaml);

    public async Task DisposeAsync() => await _runner.DisposeAsync();

    [Fact]
    public async Task A_mail_its_run_and_its_clicks_count_on_the_day_of_their_store()
    {
        var reports = (await JobAsync("America/New_York", "Pacific/Auckland")).Reports;
        await BuyAsync("jane", "default");
        await BuyAsync("karl", "auckland");
        await _runner.ClicksAsync("suggest");

        Assert.Equal((1L, 1L, 0L), Of(reports, s_today, "default"));
        Assert.Equal((0L, 0L, 0L), Of(reports, s_today, "auckland"));
        Assert.Equal((1L, 1L, 1L), Of(reports, s_today.PlusDays(1), "auckland"));
        Assert.Equal((1L, 1L, 1L), Of(reports, s_today.PlusDays(1), null));
        Assert.Equal(("Pacific/Auckland", null), (reports.Touches(Day(s_today), "auckland").TimeZone, reports.Touches(Day(s_today)).TimeZone));
    }

    [Theory]
    [InlineData("America/New_York", "Pacific/Auckland", 1)]
    [InlineData("Pacific/Auckland", "America/New_York", 1)]
    [InlineData("America/New_York", "Europe/Berlin", 0)]
    public void Today_of_all_stores_is_the_latest_day_of_any_of_them(string home, string other, int later) =>
        Assert.Equal((s_today.PlusDays(later), s_today.PlusDays(home == "Pacific/Auckland" ? 1 : 0)), (Stores(home, other).Today(null, A.Noon), Stores(home, other).Today("default", A.Noon)));

    [Fact]
    public async Task A_touch_counts_on_the_day_of_its_store_also_across_a_change_of_the_clocks()
    {
        var reports = (await JobAsync("America/New_York", "Pacific/Auckland")).Reports;
        await BuyAsync("jane", "default");
        // 04:30 UTC is before midnight in winter and after it in summer time, which begins on 8 March.
        await _runner.UntilAsync(Instant.FromUtc(2026, 3, 7, 4, 30));
        await _runner.ClicksAsync("suggest");
        await _runner.UntilAsync(Instant.FromUtc(2026, 3, 10, 4, 30));
        await _runner.ClicksAsync("suggest");

        Assert.Equal(["2026-03-06", "2026-03-10"], reports.Touches(new(new(2026, 3, 1), new(2026, 3, 31)), "default").Days.Where(day => day.Touches > 0).Select(day => day.Day));
    }

    [Fact]
    public async Task A_touch_of_a_mail_of_no_journey_is_behind_its_number_too()
    {
        var reports = (await JobAsync("America/New_York", "Pacific/Auckland")).Reports;
        await new HistoryStore(_runner.Database).AddAsync([ATouch.Click(new CustomerId(7), new SendId(7), A.Noon) with { LinkCount = 5 }]);

        var number = reports.Touches(Day(s_today)).Days.Sum(day => day.Touches);
        var rows = new RowsBehind(_runner.Database, Stores("America/New_York", "Pacific/Auckland")).Touches((TouchKind.Click, TouchActor.Human), (null, null), (Day(s_today), null), long.MaxValue, 9);

        Assert.Equal((1L, null, null, "7"), (number, Assert.Single(rows).Journey, rows[0].Step, rows[0].CustomerId));
    }

    [Fact]
    public async Task What_is_counted_by_day_as_it_happens_is_what_comes_out_from_scratch()
    {
        await JobAsync("America/New_York", "Pacific/Auckland");
        for (var i = 0; i < 6; i++)
        {
            await BuyAsync($"customer-{i % 3}", i % 2 == 0 ? "default" : "auckland");
            await _runner.ClicksAsync("suggest");
            await _runner.DaysPassAsync(i);
        }

        var kept = Counts();
        await _runner.Database.WriteAsync(
            session =>
            {
                DayCounts.Write(session, Stores("America/New_York", "Pacific/Auckland"));
                return 0;
            },
            default);

        Assert.NotEmpty(kept);
        Assert.Equal(kept, Counts());
    }

    [Fact]
    public async Task A_store_in_another_zone_than_before_has_all_its_days_and_months_counted_again()
    {
        var before = (await JobAsync("Etc/UTC", "Etc/UTC")).Reports;
        await BuyAsync("karl", "auckland");
        await _runner.ClicksAsync("suggest");
        var inUtc = Of(before, s_today, "auckland");

        var after = (await JobAsync("Etc/UTC", "Pacific/Auckland")).Reports;

        Assert.Equal(((1L, 1L, 1L), (0L, 0L, 0L), (1L, 1L, 1L)), (inUtc, Of(after, s_today, "auckland"), Of(after, s_today.PlusDays(1), "auckland")));
    }

    [Fact]
    public async Task Deliverability_is_of_one_store_or_of_all()
    {
        var reports = (await JobAsync("America/New_York", "Pacific/Auckland")).Reports;
        await BuyAsync("jane", "default");
        await BuyAsync("karl", "auckland");
        var mail = _runner.Sent[^1];
        await _runner.Database.WriteAsync(
            session =>
            {
                session.Execute($"insert into feedback (owner, send_id, kind, reason, domain, status, action, words, reported_at) values ({mail.Owner.Value}, {mail.Send.Value}, 3, 'abuse', 'example.com', '', 0, '', {A.Noon.ToUnixTimeMilliseconds()})");
                return 0;
            },
            default);
        var days = new DateInterval(s_today, s_today.PlusDays(1));

        Assert.Equal((0L, 0L), Complained(reports.Deliverability(days, "default")));
        Assert.Equal((1L, 1L), Complained(reports.Deliverability(days, "auckland")));
        Assert.Equal((1L, 1L), Complained(reports.Deliverability(days)));
        // The mail left on the next day there; what was reported at noon in UTC was, too.
        Assert.Equal((0L, 0L), Complained(reports.Deliverability(Day(s_today))));
    }

    [Fact]
    public async Task A_sale_is_listed_on_the_day_of_its_store()
    {
        await JobAsync("America/New_York", "Pacific/Auckland");
        await BuyAsync("jane", "default");
        await BuyAsync("karl", "auckland");
        await _runner.Database.WriteAsync(
            session =>
            {
                session.Execute($"insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at) select owner, owner, store_id, 'awin', 'x' || owner, 1, 1, {A.Noon.ToUnixTimeMilliseconds()}, 0 from customer");
                return 0;
            },
            default);

        Assert.Equal(["default"], SoldOn(s_today));
        Assert.Equal(["auckland"], SoldOn(s_today.PlusDays(1)));
        Assert.Empty(SoldOn(s_today, "auckland"));
    }

    private List<string> SoldOn(LocalDate date, string? store = null)
    {
        var day = Period.DaysBetween(new LocalDate(1970, 1, 1), date);
        return _runner.Database.Read(session => ConversionStore.Page(session, new ConversionFilter { Days = (day, day), Store = store }, 9).ConvertAll(sale => sale.Store));
    }

    private static (long, long) Complained(DeliverabilityReport report) => (report.Domains.Sum(domain => domain.Complaints), report.Domains.Sum(domain => domain.ComplaintsReported));

    private static (long Entered, long Sent, long Clicks) Of(ReportStore reports, LocalDate day, string? store)
    {
        var funnel = reports.Funnel(Day(day), [], store).Journeys;
        return (funnel.Sum(journey => journey.Entered), funnel.Sum(journey => journey.Steps.Sum(step => step.Accepted)), reports.Touches(Day(day), store).Days.Sum(touched => touched.Touches));
    }

    private static DateInterval Day(LocalDate day) => new(day, day);

    private Task BuyAsync(string who, string store) => _runner.HappensAsync(
        A.Order(A.Purchase($"{who}-{_runner.Now.ToUnixTimeMilliseconds()}"), A.Customer($"{who}@example.com")) with { Store = store, OccurredAt = _runner.Now });

    private async Task<LearningJob> JobAsync(string home, string other)
    {
        var stores = Stores(home, other);
        var job = LearningJob.With(_runner.Database, stores, new RateBook("no-folder", stores));
        await job.CatchUpWhollyAsync(_runner.Now);
        return job;
    }

    private static StoreDirectory Stores(string home, string other) => new()
    {
        Stores = new Dictionary<string, StoreProfile>
        {
            ["default"] = new() { Currency = A.Usd, TimeZone = DateTimeZoneProviders.Tzdb[home] },
            ["auckland"] = new() { Key = "auckland", Currency = A.Usd, TimeZone = DateTimeZoneProviders.Tzdb[other] },
        },
    };

    private List<string> Counts() => _runner.Database.Read(session => session[s_counts].All(row => row.Text(0)!));

    private static readonly Sql s_counts = new("""
        select 'run ' || day || ' ' || journey_id || ' ' || what || ' ' || store_id || ' ' || runs from run_day where runs <> 0
        union all select 'send ' || day || ' ' || step_id || ' ' || state || ' ' || store_id || ' ' || sends from send_day where sends <> 0
        union all select 'domain ' || day || ' ' || domain || ' ' || state || ' ' || store_id || ' ' || sends from domain_day where sends <> 0
        union all select 'touch ' || day || ' ' || step_id || ' ' || kind || ' ' || verdict || ' ' || store_id || ' ' || touches || ' ' || sends from touch_day where touches <> 0 or sends <> 0
        order by 1
        """);
}
