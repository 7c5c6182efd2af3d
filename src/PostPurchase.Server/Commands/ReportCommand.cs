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
        var from = new Option<string?>("--from") { Description = "First day, as 2026-01-31; by default 27 days before the last.", Hidden = !report.IsOfDays };
        var to = new Option<string?>("--to") { Description = "Last day; by default today. Days are those of the store; of all stores the last is the latest of any.", Hidden = !report.IsOfDays };
        var store = new Option<string?>("--store") { Description = "Of one store, with money in its own currency; by default of all, in that of the default store by your rates.", Hidden = !report.IsOfStore };
        var command = new Command(report.Name, report.Summary) { data, workflows, json, csv, from, to, store, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv)) throw CommandException.Wrong("--json or --csv, not both");
            if (!report.IsOfDays && (parsed.GetValue(from) ?? parsed.GetValue(to)) is not null) throw CommandException.Wrong($"--from, --to: the report {report.Name} is of all days; leave them out");
            if (!report.IsOfStore && parsed.GetValue(store) is not null) throw CommandException.Wrong($"--store: the report {report.Name} is of all stores; leave it out");
            var kept = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            var settings = SettingsReader.Read(shell, kept);
            await using var database = kept.OpenExisting();
            var stores = EngineParts.Stores(settings);
            if (parsed.GetValue(store) is { } key && !stores.Stores.ContainsKey(key)) throw CommandException.Wrong($"--store: {ReportEndpoints.NoStore(stores, key)}");
            if (ReportEndpoints.PeriodOf(parsed.GetValue(from), parsed.GetValue(to), stores.Today(parsed.GetValue(store), shell.Now)) is not { } period)
                throw CommandException.Wrong($"--from, --to: {ReportEndpoints.ExpectedDays}");
            var folder = Options.FolderOf(shell, parsed, workflows);
            var learning = LearningJob.With(database, stores, new RateBook(folder, stores));
            var journeys = await new JourneyLibrary(database, folder, () => new()).LastInForceAsync();
            if (await learning.CatchUpWhereAlikeAsync(shell.Now, cancellationToken) is { Count: > 0 } differences) throw OtherwiseCounted(differences);
            var look = new ReportLook(learning, stores, journeys, period, shell.Now) { Store = parsed.GetValue(store) };
            var lines = parsed.GetValue(json) ? [report.Make(look).GetRawText()] : parsed.GetValue(csv) ? ReportTable.Of(report.Table(look)).Csv() : ReportTable.Of(report.Table(look)).Text();
            foreach (var line in lines) await shell.Out.WriteLineAsync(line);
            return Exit.Fine;
        });
        return command;
    }

    // Whoever counts by other settings changes the figures of a server that runs, and it counts all of them again.
    public static CommandException OtherwiseCounted(IReadOnlyList<string> differences) => CommandException.Failed(
        $"the figures were counted with other {string.Join(", and other ", differences)}: run it with the settings and the workflows folder of the server, which takes up changes of its own within ten minutes");

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
