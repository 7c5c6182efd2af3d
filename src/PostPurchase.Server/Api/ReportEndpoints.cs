using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>Reports, and the rows behind their numbers.</summary>
internal static class ReportEndpoints
{
    private const int DefaultDays = 28;
    private const int PageSize = 50;
    private const string FirstDay = "1970-01-01";
    private const string LastDay = "2200-12-31";

    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>What to say of a period that is none.</summary>
    public const string ExpectedDays = "expected days such as 2026-01-31, from 1970 to 2200, the first one not after the last";

    public static void MapReports(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("/reports").Requires(ApiScopes.Read);
        read.MapGet("/funnel", (RunnerService runner, TimeProvider clock, string? from, string? to, string? store) => Of(runner, clock, (from, to, store), period => TypedResults.Json(Reports(runner).Funnel(period, runner.Engine.Journeys.Current.Current, store), ReportJson.Default.FunnelReport)))
            .WithSummary("What became of everybody, journey by journey and step by step.").Produces<FunnelReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/touches", (RunnerService runner, TimeProvider clock, string? from, string? to, string? store) => Of(runner, clock, (from, to, store), period => TypedResults.Json(Reports(runner).Touches(period, store), ReportJson.Default.TouchReport)))
            .WithSummary("Opens and clicks of people, machines and those that may be either, by day.").Produces<TouchReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/touches/rows", TouchRows).WithSummary("The opens or clicks behind a number: on these days, of this store; of a step all of them where no days are given.").Produces<Items<TouchRow>>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        read.MapGet("/deliverability", (RunnerService runner, TimeProvider clock, string? from, string? to, string? store) => Of(runner, clock, (from, to, store), period => TypedResults.Json(Reports(runner).Deliverability(period, store), ReportJson.Default.DeliverabilityReport)))
            .WithSummary("What mail servers said, and what came back later, by domain.").Produces<DeliverabilityReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/cohorts", (RunnerService runner, TimeProvider clock, string? store) => OfStore(runner, store, money => TypedResults.Json(money.Cohorts(store, clock.Now()), ReportJson.Default.CohortReport))).WithSummary("Repeat purchases by month of the first order.").Produces<CohortReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/order-value", (RunnerService runner, string? store) => OfStore(runner, store, money => TypedResults.Json(money.OrderValue(store), ReportJson.Default.OrderValueReport))).WithSummary("Average order before and after the first journey.").Produces<OrderValueReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/next-order", (RunnerService runner, string? store) => OfStore(runner, store, money => TypedResults.Json(money.NextOrder(store), ReportJson.Default.NextOrderReport))).WithSummary("Time to the next order.").Produces<NextOrderReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/revenue", (RunnerService runner, string? store) => OfStore(runner, store, money => TypedResults.Json(money.Revenue(store), ReportJson.Default.RevenueReport))).WithSummary("Own revenue and commission by month.").Produces<RevenueReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/repeat", (RunnerService runner, string? store) => OfStore(runner, store, money => TypedResults.Json(money.Repeat(store), ReportJson.Default.RepeatReport))).WithSummary("Customers by number of orders, and how many click.").Produces<RepeatReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/holdout", (RunnerService runner, TimeProvider clock) => TypedResults.Json(HoldoutReports.Of(runner.Engine.Learning.Decisions, runner.Stores, clock.Now()), ReportJson.Default.HoldoutReport))
            .WithSummary("What marketing brought against customers who got none.").Produces<HoldoutReport>();
        read.MapGet("/stores", (RunnerService runner) => TypedResults.Json(new Items<ReportStoreAnswer>([.. runner.Stores.Stores.OrderBy(store => store.Key, StringComparer.Ordinal).Select(store => new ReportStoreAnswer(store.Key, store.Value.Name, store.Value.Currency.Code, store.Value.TimeZone.Id))], null), ReportJson.Default.ItemsReportStoreAnswer))
            .WithSummary("The stores that a report may be about.").Produces<Items<ReportStoreAnswer>>();
        read.MapGet("/{name}/csv", Csv).WithSummary("A report as CSV.").Produces<string>(200, "text/csv").Produces<ErrorAnswer>(404);
        read.MapGet("/runs", Runs).WithSummary("The runs behind how many entered a journey, finished it or left it early: on these days, of this store.").Produces<Items<RunRow>>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        read.MapGet("/rows", FigureRows).WithSummary("The customers behind a figure; of what they did, with did=true only those who did it, which unsubscribes and complaints of an experiment list in any case unless did=false.").Produces<Items<FigureRow>>().Produces<ErrorAnswer>(400);
    }

    /// <summary>A period of whole days, the last 28 where none is given; null where a date is none, or before 1970 or after 2200, or they are the wrong way round.</summary>
    /// <param name="from">First day, or null.</param>
    /// <param name="to">Last day, or null for today.</param>
    /// <param name="today">As <see cref="StoreDirectory.Today"/>.</param>
    public static DateInterval? PeriodOf(string? from, string? to, LocalDate today)
    {
        var (end, isEnd) = Date(to, today);
        var (start, isStart) = Date(from, end.PlusDays(1 - DefaultDays));
        return isEnd && isStart && start <= end && start.Year >= 1970 && end.Year <= 2200 ? new DateInterval(start, end) : null;
    }

    /// <summary>Days since 1970, both included; true with null where none is asked for, false where they are none or out of range.</summary>
    /// <param name="from">First day, or null.</param>
    /// <param name="to">Last day, or null.</param>
    /// <param name="days">The days.</param>
    public static bool TryDays(string? from, string? to, out (long From, long To)? days)
    {
        days = null;
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to)) return true;
        if (PeriodOf(string.IsNullOrEmpty(from) ? FirstDay : from, string.IsNullOrEmpty(to) ? LastDay : to, s_start) is not { } period) return false;
        days = (Period.DaysBetween(s_start, period.Start), Period.DaysBetween(s_start, period.End));
        return true;
    }

    private static (LocalDate, bool) Date(string? text, LocalDate otherwise) =>
        string.IsNullOrEmpty(text) ? (otherwise, true) : LocalDatePattern.Iso.Parse(text) is { Success: true } date ? (date.Value, true) : (otherwise, false);

    private static IResult Of(RunnerService runner, TimeProvider clock, (string? From, string? To, string? Store) asked, Func<DateInterval, IResult> report) => OfStore(runner, asked.Store, _ =>
        PeriodOf(asked.From, asked.To, runner.Stores.Today(asked.Store, clock.Now())) is { } period ? report(period) : Answer.Error(400, ExpectedDays, "from"));

    private static IResult OfStore(RunnerService runner, string? store, Func<MoneyReports, IResult> report) =>
        string.IsNullOrEmpty(store) || runner.Stores.Stores.ContainsKey(store) ? report(runner.Engine.Learning.Money) : Answer.Error(400, NoStore(runner.Stores, store), "store");

    /// <summary>What to say of a store that is not configured.</summary>
    public static string NoStore(StoreDirectory stores, string store) => $"there is no store '{store}'; there are {string.Join(", ", stores.Stores.Keys.Order(StringComparer.Ordinal))}";

    private static IResult Csv(string name, RunnerService runner, TimeProvider clock, string? from = null, string? to = null, string? store = null)
    {
        if (ReportCatalog.All.FirstOrDefault(report => report.Name == name) is not { } report) return Answer.Error(404, $"there is no report '{name}'; there are {string.Join(", ", ReportCatalog.All.Select(known => known.Name))}");
        return Of(runner, clock, (from, to, store), period =>
        {
            var table = ReportTable.Of(report.Table(new ReportLook(runner.Engine.Learning, runner.Stores, runner.Engine.Journeys.Current.Current, period, clock.Now()) { Store = store }));
            // A spreadsheet takes a file for UTF-8 by its mark; RFC 4180 ends lines with CR LF.
            var text = "\uFEFF" + string.Concat(table.Csv().Select(line => line + "\r\n"));
            return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", $"{name}.csv");
        });
    }

    private static IResult TouchRows(
        RunnerService runner, TimeProvider clock, string? journey = null, string? step = null, string kind = "click", string actor = "human", string? from = null, string? to = null, string? store = null,
        string? before = null)
    {
        if (!Enum.TryParse<TouchKind>(kind, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return Answer.Error(400, "expected open or click", "kind");
        if (!Enum.TryParse<TouchActor>(actor, ignoreCase: true, out var who) || !Enum.IsDefined(who)) return Answer.Error(400, "expected human, machine or unsure", "actor");
        long older = long.MaxValue;
        if (!string.IsNullOrEmpty(before) && !Form.TryId(before, out older)) return Answer.Error(400, Cursors.Expected, "before");
        if (AskedJourney.Missing(runner, journey, step) is { } missing) return missing;
        var isEver = !string.IsNullOrEmpty(step) && string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to);
        return Of(runner, clock, isEver ? (FirstDay, LastDay, store) : (from, to, store), period =>
        {
            var rows = Behind(runner).Touches((wanted, who), (journey, step), (period, store), older, PageSize);
            return TypedResults.Json(new Items<TouchRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReportJson.Default.ItemsTouchRow);
        });
    }

    private static IResult Runs(RunnerService runner, TimeProvider clock, string journey, string what = "entered", string? from = null, string? to = null, string? store = null, string? before = null)
    {
        EnrollmentStatus? status = what switch
        {
            "entered" => EnrollmentStatus.Open,
            "finished" => EnrollmentStatus.Finished,
            "exited" => EnrollmentStatus.Exited,
            "parked" => EnrollmentStatus.Parked,
            _ => null,
        };
        if (status is not { } wanted) return Answer.Error(400, "expected entered, finished, exited or parked", "what");
        long older = long.MaxValue;
        if (!string.IsNullOrEmpty(before) && !Form.TryId(before, out older)) return Answer.Error(400, Cursors.Expected, "before");
        if (AskedJourney.Missing(runner, journey) is { } missing) return missing;
        return Of(runner, clock, (from, to, store), period =>
        {
            var rows = Behind(runner).Runs(journey, wanted, (period, store), older, PageSize);
            return TypedResults.Json(new Items<RunRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReportJson.Default.ItemsRunRow);
        });
    }

    private static IResult FigureRows(RunnerService runner, TimeProvider clock, string figure, string a, string? b = null, string? after = null, string? store = null, bool? did = null)
    {
        if (!Enum.TryParse<TallyKind>(figure.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return Answer.Error(400, $"there is no figure '{figure}'; there are {string.Join(", ", Enum.GetValues<TallyKind>().Select(Form.Word))}", "figure");
        if (!string.IsNullOrEmpty(store) && !runner.Stores.Stores.ContainsKey(store)) return Answer.Error(400, NoStore(runner.Stores, store), "store");
        if (!string.IsNullOrEmpty(store) && kind.IsOfExperiment()) return Answer.Error(400, "figures of experiments are of all stores, in the currency of the default one", "store");
        if (Key(a) is not { } first) return Answer.Error(400, "expected a number or a month such as 2026-01", "a");
        if (Key(b ?? "0") is not { } second) return Answer.Error(400, "expected a number", "b");
        // What the mailed earned is shown beside a holdout, and may be opened.
        if (kind is TallyKind.ArmClick or TallyKind.ArmConversion && runner.Engine.Learning.Decisions.Find(first, clock.Now()) is { IsHoldout: true } holdout)
            return Answer.Error(400, $"a holdout is compared by {string.Join(", ", holdout.Metrics)}, unsubscribes and complaints: the held-out have no links", "figure");
        if (did is not null && !kind.IsOfWhoDid()) return Answer.Error(400, "only figures of what customers did, such as arm_click, list those who did it", "did");
        long newer = 0;
        if (!string.IsNullOrEmpty(after) && !Form.TryId(after, out newer)) return Answer.Error(400, Cursors.Expected, "after");
        var rows = Behind(runner).Customers(new TallyKey(kind, first, second), (store, did ?? kind.IsGuard()), newer, PageSize);
        return TypedResults.Json(
            new Items<FigureRow>([.. rows.Select(row => new FigureRow(Form.Id(row.Owner), row.Name, row.Sum.Customers, row.Total))], rows.Count == PageSize ? Form.Id(rows[^1].Owner) : null),
            ReportJson.Default.ItemsFigureRow);
    }

    // 2026-01 is the month that tallies count as year * 12 + month - 1.
    private static long? Key(string text)
    {
        if (LocalDatePattern.Iso.Parse($"{text}-01") is { Success: true, Value: var month } && text.Length == 7) return (month.Year * 12L) + month.Month - 1;
        return long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ReportStore Reports(RunnerService runner) => runner.Engine.Learning.Reports;

    private static RowsBehind Behind(RunnerService runner) => new(runner.Database, runner.Stores);
}

/// <summary>A store that a report may be about, the currency of its money and the zone of its days.</summary>
internal sealed record ReportStoreAnswer(string Key, string Name, string Currency, string TimeZone);
