using System.CommandLine;
using System.Text.Json;
using NodaTime;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>report NAME</c>: the reports of the web app, as text, JSON or CSV.</summary>
internal static class ReportCommand
{
    // Another report is another line here.
    private static readonly IReadOnlyList<Report> s_reports =
    [
        new("funnel", "What became of everybody, journey by journey and step by step.", look => Json(look.Learning.Reports.Funnel(look.Period), ReportJson.Default.FunnelReport)),
        new("experiments", "Experiments and what they say.", look => Json(new Items<ExperimentAnswer>([.. look.Learning.Decisions.All(look.Now).Select(ExperimentAnswer.Of)], null), ReportJson.Default.ItemsExperimentAnswer)),
        new("holdout", "What marketing brought against customers who got none.", look => Json(HoldoutReports.Of(look.Learning.Decisions, EngineParts.Stores(look.Settings), look.Now), ReportJson.Default.HoldoutReport)),
        new("touches", "Opens and clicks of people, machines and those that may be either.", look => Json(look.Learning.Reports.Touches(look.Period), ReportJson.Default.TouchReport)),
        new("deliverability", "What mail servers said, by domain.", look => Json(look.Learning.Reports.Deliverability(look.Period), ReportJson.Default.DeliverabilityReport)),
        new("cohorts", "Repeat purchases by month of the first order.", look => Json(look.Learning.Reports.Cohorts(), ReportJson.Default.CohortReport)),
        new("order-value", "Average order before and after the first journey.", look => Json(look.Learning.Reports.OrderValue(), ReportJson.Default.OrderValueReport)),
        new("next-order", "Time to the next order.", look => Json(look.Learning.Reports.NextOrder(), ReportJson.Default.NextOrderReport)),
        new("revenue", "Own revenue and commission by month.", look => Json(look.Learning.Reports.Revenue(), ReportJson.Default.RevenueReport)),
        new("repeat", "Customers by number of orders, and how many click.", look => Json(look.Learning.Reports.Repeat(), ReportJson.Default.RepeatReport)),
    ];

    public static Command Create(Shell shell)
    {
        var command = new Command("report", "The reports, as text, JSON or CSV.");
        foreach (var report in s_reports) command.Subcommands.Add(Create(shell, report));
        command.Subcommands.Add(ReportEarnings.Create(shell));
        command.Subcommands.Add(Rejudge(shell));
        return command;
    }

    private static Command Create(Shell shell, Report report)
    {
        var (data, json) = (Options.Data(), Options.Json());
        var csv = new Option<bool>("--csv") { Description = "Print CSV." };
        var from = new Option<string?>("--from") { Description = "First day, as 2026-01-31; by default 27 days before the last." };
        var to = new Option<string?>("--to") { Description = "Last day; by default today. Days are UTC." };
        var command = new Command(report.Name, report.Summary) { data, json, csv, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv)) throw CommandException.Wrong("--json or --csv, not both");
            if (ReportEndpoints.PeriodOf(parsed.GetValue(from), parsed.GetValue(to), shell.Now) is not { } period)
                throw CommandException.Wrong("--from, --to: expected days such as 2026-01-31, the first one not after the last");
            var settings = SettingsReader.Read(shell);
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var learning = LearningJob.Over(database, EngineParts.Stores(settings));
            await learning.CatchUpWhollyAsync(cancellationToken);
            var answer = report.Make(new Look(learning, settings, period, shell.Now));
            var lines = parsed.GetValue(json) ? [answer.GetRawText()] : parsed.GetValue(csv) ? ReportTable.Of(answer).Csv() : ReportTable.Of(answer).Text();
            foreach (var line in lines) await shell.Out.WriteLineAsync(line);
            return Exit.Fine;
        });
        return command;
    }

    private static Command Rejudge(Shell shell)
    {
        var data = Options.Data();
        var command = new Command("rejudge", "Judges all opens and clicks again by the rules of this version.") { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var (judged, changed) = await new TouchJudging(database).RunAsync(isAgain: true, cancellationToken);
            await shell.Out.WriteLineAsync($"{judged} opens and clicks judged again, {changed} verdicts changed");
            return Exit.Fine;
        });
        return command;
    }

    private static JsonElement Json<T>(T answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(answer, type);

    private sealed record Report(string Name, string Summary, Func<Look, JsonElement> Make);

    private sealed record Look(LearningJob Learning, ServerSettings Settings, DateInterval Period, Instant Now);
}
