using System.CommandLine;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>report NAME</c>: the reports of the web app, as text, JSON or CSV.</summary>
internal static class ReportCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("report", "The reports, as text, JSON or CSV.");
        foreach (var report in ReportCatalog.All) command.Subcommands.Add(Create(shell, report));
        command.Subcommands.Add(ReportEarnings.Create(shell));
        command.Subcommands.Add(Rejudge(shell));
        return command;
    }

    private static Command Create(Shell shell, CatalogReport report)
    {
        var (data, workflows, json) = (Options.Data(), Options.Workflows(), Options.Json());
        var csv = new Option<bool>("--csv") { Description = "Print CSV." };
        var from = new Option<string?>("--from") { Description = "First day, as 2026-01-31; by default 27 days before the last." };
        var to = new Option<string?>("--to") { Description = "Last day; by default today. Days are UTC." };
        var command = new Command(report.Name, report.Summary) { data, workflows, json, csv, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv)) throw CommandException.Wrong("--json or --csv, not both");
            if (ReportEndpoints.PeriodOf(parsed.GetValue(from), parsed.GetValue(to), shell.Now) is not { } period)
                throw CommandException.Wrong("--from, --to: expected days such as 2026-01-31, the first one not after the last");
            var settings = SettingsReader.Read(shell);
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var stores = EngineParts.Stores(settings);
            var folder = shell.PathOf(parsed.GetRequiredValue(workflows));
            var learning = LearningJob.With(database, stores, new RateBook(folder, stores));
            var journeys = await new JourneyLibrary(database, folder, () => new()).LastInForceAsync();
            await learning.CatchUpWhollyAsync(cancellationToken);
            var answer = report.Make(new ReportLook(learning, stores, journeys, period, shell.Now));
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
}
