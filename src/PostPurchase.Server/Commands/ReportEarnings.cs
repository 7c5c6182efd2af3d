using System.CommandLine;
using System.Text.Json;
using PostPurchase.Engine;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>report earnings</c>: what mails earned, as a table, as CSV or as JSON.</summary>
internal static class ReportEarnings
{
    public static Command Create(Shell shell)
    {
        var by = new Option<string>("--by") { Description = $"One row for each {string.Join(", ", EarningsEndpoint.Dimensions)}.", DefaultValueFactory = _ => "step" };
        var model = new Option<string>("--model") { Description = $"Who gets the store's own orders: {string.Join(", ", EarningsEndpoint.Models)}.", DefaultValueFactory = _ => "last_click" };
        var from = new Option<string?>("--from") { Description = "Mails that left from this day on. Default 30 days ago." };
        var to = new Option<string?>("--to") { Description = "And before this day." };
        var window = new Option<double?>("--window") { Description = "Days before an order in which a click counts. Default 5." };
        var store = new Option<string?>("--store") { Description = "Mails of this store, in its currency. Default: the default store." };
        var csv = new Option<bool>("--csv") { Description = "Print CSV." };
        var json = Options.Json();
        var (data, workflows, templates) = (Options.Data(), Options.Workflows(), Options.Templates());
        var command = new Command("earnings", "What mails earned, in the store's currency.") { by, model, from, to, window, store, csv, json, data, workflows, templates, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = new RunnerFolders(
                new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))), shell.PathOf(parsed.GetRequiredValue(workflows)), shell.PathOf(parsed.GetRequiredValue(templates)));
            var wish = new EarningsWish(parsed.GetValue(by), parsed.GetValue(model), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(window), parsed.GetValue(store));
            var answer = await ReadAsync(shell, folders, wish, cancellationToken);
            await (parsed.GetValue(json) ? shell.Out.WriteLineAsync(JsonSerializer.Serialize(answer, EarningsJson.Default.EarningsAnswer))
                : parsed.GetValue(csv) ? WriteCsvAsync(shell, answer)
                : WriteTableAsync(shell, answer));
            return Exit.Fine;
        });
        return command;
    }

    private static async Task<EarningsAnswer> ReadAsync(Shell shell, RunnerFolders folders, EarningsWish wish, CancellationToken cancellationToken)
    {
        var setup = RunnerService.SetupOf(SettingsReader.Read(shell, folders.Data), folders, shell.Clock) with { Node = DataFolder.GuestNode };
        await using var engine = await PostPurchaseEngine.OpenAsync(setup, shell.Now, cancellationToken);
        if (engine.Learning.Differences() is { Count: > 0 } differences) throw ReportCommand.OtherwiseCounted(differences);
        try
        {
            return EarningsEndpoint.Read(engine, wish, shell.Now);
        }
        catch (EarningsWishException problem)
        {
            throw CommandException.Wrong($"--{problem.Field.Replace("_days", "", StringComparison.Ordinal)} {problem.Message}");
        }
    }

    private static async Task WriteCsvAsync(Shell shell, EarningsAnswer answer)
    {
        foreach (var line in EarningsCsv.Lines(answer)) await shell.Out.WriteLineAsync(line);
    }

    private static async Task WriteTableAsync(Shell shell, EarningsAnswer answer)
    {
        await shell.Out.WriteLineAsync($"Mails that left from {answer.From} and before {answer.To}, by {answer.By}, in {answer.Currency}; own orders by {answer.Model.Replace('_', ' ')} within {answer.WindowDays:0.##} days");
        string[] titles = ["", "sends", "clicks", "conv.", "sale", "pending", "approved", "reversed", "paid", "commission", "per click", "per 1,000", "orders", "revenue"];
        var rows = answer.Rows.Select(row => EarningsCsv.Cells(row).ToArray()).Prepend(titles).ToList();
        var widths = Enumerable.Range(0, titles.Length).Select(column => rows.Max(row => (row[column] ?? "-").Length)).ToList();
        foreach (var row in rows) await shell.Out.WriteLineAsync(string.Join("  ", row.Select((cell, column) => column == 0 ? (cell ?? "").PadRight(widths[0]) : (cell ?? "-").PadLeft(widths[column]))));
        if (answer.Rows.Count == 0) await shell.Out.WriteLineAsync("nothing left in that time");
        if (answer.Unmatched > 0) await shell.Out.WriteLineAsync($"{answer.Unmatched} conversions match no link: {Text(answer.UnmatchedCommission)}");
        if (answer.WithoutRate.Count > 0) await shell.Out.WriteLineAsync($"without a rate, so in no figure: {Text(answer.WithoutRate)} (put rates into workflows/rates.csv)");
    }

    private static string Text(IReadOnlyList<MoneyAnswer> amounts) => amounts.Count == 0 ? "no commission" : string.Join(", ", amounts.Select(amount => $"{amount.Amount} {amount.Currency}"));
}
