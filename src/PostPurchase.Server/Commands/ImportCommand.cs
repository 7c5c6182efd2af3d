using System.CommandLine;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>import FILE --kind K</c>: loads history. Nothing is loaded from a file with a bad line, and nothing starts unless <c>--enroll</c> says so.</summary>
internal static class ImportCommand
{
    private const string Source = "import";
    private const string Commissions = "commissions";
    private const int TogetherAtMost = 1_000;

    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "What to load." };
        var kind = new Option<string>("--kind") { Description = "purchases-csv, events-jsonl, shopify-csv, customers-csv or commissions.", Required = true };
        kind.AcceptOnlyFromAmong("purchases-csv", "events-jsonl", "shopify-csv", "customers-csv", Commissions);
        var network = new Option<string?>("--network") { Description = "Of commissions: the network, or the name of one of your Networks." };
        var asOf = new Option<string?>("--as-of") { Description = "Of commissions: when the report was made, such as 2026-01-31T09:00:00Z." };
        var enroll = new Option<bool>("--enroll") { Description = "Start journeys, however old the orders are." };
        var preview = new Option<bool>("--preview") { Description = "With --enroll: say who would enter which journey; nothing is loaded." };
        var json = Options.Json();
        var (data, workflows, templates) = (Options.Data(), Options.Workflows(), Options.Templates());
        var command = new Command("import", "Loads purchases, customers and events of the past.") { file, kind, network, asOf, enroll, preview, json, data, workflows, templates, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = new RunnerFolders(
                new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))), shell.PathOf(parsed.GetRequiredValue(workflows)), shell.PathOf(parsed.GetRequiredValue(templates)));
            var path = parsed.GetRequiredValue(file);
            if (parsed.GetValue(preview) && !parsed.GetValue(enroll)) throw CommandException.Wrong("--preview goes with --enroll: without it nobody enters");
            if (parsed.GetRequiredValue(kind) == Commissions)
            {
                var of = parsed.GetValue(network) ?? throw CommandException.Wrong("--kind commissions needs --network: the report of which network is it?");
                return await ImportCommissions.LoadAsync(shell, path, of, Day(parsed.GetValue(asOf)), folders, parsed.GetValue(json), cancellationToken);
            }

            var events = parsed.GetRequiredValue(kind) == "events-jsonl" ? EventFiles.Read(shell, path) : ImportTable.Read(shell, path, parsed.GetRequiredValue(kind));
            var isJson = parsed.GetValue(json);
            return parsed.GetValue(preview) ? await PreviewAsync(shell, events, folders, isJson, cancellationToken) : await LoadAsync(shell, events, folders, (parsed.GetValue(enroll), isJson), cancellationToken);
        });
        return command;
    }

    private static Instant? Day(string? text) =>
        text is null ? null
        : InstantPattern.General.Parse(text) is { Success: true, Value: var at } ? at
        : throw CommandException.Wrong($"--as-of {text}: expected an instant such as 2026-01-31T09:00:00Z");

    private static async Task<int> LoadAsync(Shell shell, IReadOnlyList<StoreEvent> events, RunnerFolders folders, (bool Enroll, bool Json) how, CancellationToken cancellationToken)
    {
        var entries = new ImportEntries();
        var stored = await StoreAsync(shell, (events, how.Enroll), Setup(shell, folders) with { Enrolled = entries.Add }, cancellationToken);
        if (how.Json)
        {
            await shell.Out.WriteLineAsync(Json(stored, events.Count, how.Enroll ? entries : null, isPreview: false));
            return Exit.Fine;
        }

        await shell.Out.WriteLineAsync($"stored {stored}, known already {events.Count - stored}");
        if (how.Enroll) await shell.Out.WriteLineAsync($"started {entries.Counts}");
        return Exit.Fine;
    }

    // The same import into a copy that is thrown away: no second reading of what admits whom.
    private static async Task<int> PreviewAsync(Shell shell, IReadOnlyList<StoreEvent> events, RunnerFolders folders, bool json, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-preview-").FullName;
        try
        {
            var copy = Path.Combine(folder, "copy.db");
            if (File.Exists(folders.Data.DatabaseFile))
            {
                await using var database = folders.Data.OpenExisting();
                Backups.Copy(database, copy);
            }

            var entries = new ImportEntries();
            var stored = await StoreAsync(shell, (events, true), Setup(shell, folders) with { DatabaseFile = copy, IsDurable = false, Enrolled = entries.Add }, cancellationToken);
            if (json)
            {
                await shell.Out.WriteLineAsync(Json(stored, events.Count, entries, isPreview: true));
                return Exit.Fine;
            }

            await shell.Out.WriteLineAsync($"would store {stored}, known already {events.Count - stored}");
            await shell.Out.WriteLineAsync($"would start {entries.Counts}");
            foreach (var line in entries.People) await shell.Out.WriteLineAsync(line);
            return Exit.Fine;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Json(int stored, int count, ImportEntries? entries, bool isPreview) =>
        JsonSerializer.Serialize(new Imported(isPreview, stored, count - stored, entries?.Started), CommandJson.Default.Imported);

    private static EngineSetup Setup(Shell shell, RunnerFolders folders) => RunnerService.SetupOf(SettingsReader.Read(shell, folders.Data), folders, shell.Clock) with { Node = DataFolder.GuestNode };

    private static async Task<int> StoreAsync(Shell shell, (IReadOnlyList<StoreEvent> Events, bool Enroll) what, EngineSetup setup, CancellationToken cancellationToken)
    {
        await using var engine = await PostPurchaseEngine.OpenAsync(setup, shell.Now, cancellationToken);
        if (what.Events.FirstOrDefault(one => !engine.Stores.Stores.ContainsKey(one.Store)) is { } foreign)
            throw CommandException.Failed($"event {foreign.Id}: {ReportEndpoints.NoStore(engine.Stores, foreign.Store)}; nothing was stored. Run the import with the settings of the server");
        return await Progress.ShowAsync(shell, "events", what.Events.Count, async tell =>
        {
            var (count, done) = (0, 0);
            foreach (var some in what.Events.Chunk(TogetherAtMost))
            {
                var answers = await Task.WhenAll(some.Select(one => engine.Intake.AcceptAsync(DeliveryOf(one, what.Enroll), shell.Now, cancellationToken)));
                count += answers.Count(answer => !answer.IsDuplicate);
                tell(done += some.Length);
            }
            return count;
        });
    }

    private static Delivery DeliveryOf(StoreEvent fact, bool enroll) => new()
    {
        Source = Source,
        Body = System.Text.Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact)),
        Events = [fact],
        IsHistory = !enroll,
        EnrollOld = enroll,
    };
}

/// <param name="Preview">Whether nothing was loaded.</param>
/// <param name="Stored">How many events were new.</param>
/// <param name="Known">How many were there before.</param>
/// <param name="Started">With <c>--enroll</c> the runs that started, or would.</param>
internal sealed record Imported(bool Preview, int Stored, int Known, IReadOnlyList<ImportedRun>? Started);

internal sealed record ImportedRun(string Journey, string Customer);
