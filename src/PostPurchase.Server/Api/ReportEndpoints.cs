using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Learning.Reports;
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

    public static void MapReports(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("/reports").Requires(ApiScopes.Read);
        read.MapGet("/funnel", (RunnerService runner, TimeProvider clock, string? from, string? to) => Of(clock, from, to, period => TypedResults.Json(Reports(runner).Funnel(period, runner.Engine.Journeys.Current.Current), ReportJson.Default.FunnelReport)))
            .WithSummary("What became of everybody, journey by journey and step by step.").Produces<FunnelReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/touches", (RunnerService runner, TimeProvider clock, string? from, string? to) => Of(clock, from, to, period => TypedResults.Json(Reports(runner).Touches(period), ReportJson.Default.TouchReport)))
            .WithSummary("Opens and clicks of people, machines and those that may be either, by day.").Produces<TouchReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/touches/rows", TouchRows).WithSummary("The opens or clicks of a step behind a number.").Produces<Items<TouchRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/deliverability", (RunnerService runner, TimeProvider clock, string? from, string? to) => Of(clock, from, to, period => TypedResults.Json(Reports(runner).Deliverability(period), ReportJson.Default.DeliverabilityReport)))
            .WithSummary("What mail servers said, and what came back later, by domain.").Produces<DeliverabilityReport>().Produces<ErrorAnswer>(400);
        read.MapGet("/cohorts", (RunnerService runner) => TypedResults.Json(Reports(runner).Cohorts(), ReportJson.Default.CohortReport)).WithSummary("Repeat purchases by month of the first order.").Produces<CohortReport>();
        read.MapGet("/order-value", (RunnerService runner) => TypedResults.Json(Reports(runner).OrderValue(), ReportJson.Default.OrderValueReport)).WithSummary("Average order before and after the first journey.").Produces<OrderValueReport>();
        read.MapGet("/next-order", (RunnerService runner) => TypedResults.Json(Reports(runner).NextOrder(), ReportJson.Default.NextOrderReport)).WithSummary("Time to the next order.").Produces<NextOrderReport>();
        read.MapGet("/revenue", (RunnerService runner) => TypedResults.Json(Reports(runner).Revenue(), ReportJson.Default.RevenueReport)).WithSummary("Own revenue and commission by month.").Produces<RevenueReport>();
        read.MapGet("/repeat", (RunnerService runner) => TypedResults.Json(Reports(runner).Repeat(), ReportJson.Default.RepeatReport)).WithSummary("Customers by number of orders, and how many click.").Produces<RepeatReport>();
        read.MapGet("/holdout", (RunnerService runner, TimeProvider clock) => TypedResults.Json(HoldoutReports.Of(runner.Engine.Learning.Decisions, runner.Stores, clock.Now()), ReportJson.Default.HoldoutReport))
            .WithSummary("What marketing brought against customers who got none.").Produces<HoldoutReport>();
        read.MapGet("/{name}/csv", Csv).WithSummary("A report as CSV.").Produces<string>(200, "text/csv").Produces<ErrorAnswer>(404);
        read.MapGet("/rows", FigureRows).WithSummary("The customers behind a figure.").Produces<Items<FigureRow>>().Produces<ErrorAnswer>(400);
    }

    /// <summary>A period of whole days, the last 28 where none is given; null where a date is none or they are the wrong way round.</summary>
    public static DateInterval? PeriodOf(string? from, string? to, Instant now)
    {
        var today = now.InUtc().Date;
        var (end, isEnd) = Date(to, today);
        var (start, isStart) = Date(from, end.PlusDays(1 - DefaultDays));
        return isEnd && isStart && start <= end ? new DateInterval(start, end) : null;
    }

    private static (LocalDate, bool) Date(string? text, LocalDate otherwise) =>
        string.IsNullOrEmpty(text) ? (otherwise, true) : LocalDatePattern.Iso.Parse(text) is { Success: true } date ? (date.Value, true) : (otherwise, false);

    private static IResult Of(TimeProvider clock, string? from, string? to, Func<DateInterval, IResult> report) =>
        PeriodOf(from, to, clock.Now()) is { } period ? report(period) : Answer.Error(400, "expected days such as 2026-01-31, the first one not after the last", "from");

    private static IResult Csv(string name, RunnerService runner, TimeProvider clock, string? from = null, string? to = null)
    {
        if (ReportCatalog.All.FirstOrDefault(report => report.Name == name) is not { } report) return Answer.Error(404, $"there is no report '{name}'; there are {string.Join(", ", ReportCatalog.All.Select(known => known.Name))}");
        return Of(clock, from, to, period =>
        {
            var table = ReportTable.Of(report.Make(new ReportLook(runner.Engine.Learning, runner.Stores, runner.Engine.Journeys.Current.Current, period, clock.Now())));
            // A spreadsheet takes a file for UTF-8 by its mark; RFC 4180 ends lines with CR LF.
            var text = "\uFEFF" + string.Concat(table.Csv().Select(line => line + "\r\n"));
            return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", $"{name}.csv");
        });
    }

    private static IResult TouchRows(RunnerService runner, string journey, string step, string kind = "click", string actor = "human", string? before = null)
    {
        if (!Enum.TryParse<TouchKind>(kind, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return Answer.Error(400, "expected open or click", "kind");
        if (!Enum.TryParse<TouchActor>(actor, ignoreCase: true, out var who) || !Enum.IsDefined(who)) return Answer.Error(400, "expected human, machine or unsure", "actor");
        long older = long.MaxValue;
        if (!string.IsNullOrEmpty(before) && !Form.TryId(before, out older)) return Answer.Error(400, "expected the cursor of the page before", "before");
        var rows = Behind(runner).Touches((journey, step), (wanted, who), older, PageSize);
        return TypedResults.Json(new Items<TouchRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReportJson.Default.ItemsTouchRow);
    }

    private static IResult FigureRows(RunnerService runner, string figure, string a, string? b = null, string? after = null)
    {
        if (!Enum.TryParse<TallyKind>(figure.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return Answer.Error(400, $"there is no figure '{figure}'; there are {string.Join(", ", Enum.GetValues<TallyKind>().Select(Form.Word))}", "figure");
        if (Key(a) is not { } first) return Answer.Error(400, "expected a number or a month such as 2026-01", "a");
        if (Key(b ?? "0") is not { } second) return Answer.Error(400, "expected a number", "b");
        long newer = 0;
        if (!string.IsNullOrEmpty(after) && !Form.TryId(after, out newer)) return Answer.Error(400, "expected the cursor of the page before", "after");
        var rows = Behind(runner).Customers(new TallyKey(kind, first, second), newer, PageSize);
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
