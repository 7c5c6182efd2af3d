using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine;
using PostPurchase.Engine.Intake;
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
        var json = Options.Json();
        var (data, workflows, templates) = (Options.Data(), Options.Workflows(), Options.Templates());
        var command = new Command("import", "Loads purchases, customers and events of the past.") { file, kind, network, asOf, enroll, json, data, workflows, templates };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = new RunnerFolders(
                new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))), shell.PathOf(parsed.GetRequiredValue(workflows)), shell.PathOf(parsed.GetRequiredValue(templates)));
            var path = parsed.GetRequiredValue(file);
            if (parsed.GetRequiredValue(kind) == Commissions)
            {
                var of = parsed.GetValue(network) ?? throw CommandException.Wrong("--kind commissions needs --network: the report of which network is it?");
                return await ImportCommissions.LoadAsync(shell, path, of, Day(parsed.GetValue(asOf)), folders, parsed.GetValue(json), cancellationToken);
            }

            var events = parsed.GetRequiredValue(kind) == "events-jsonl" ? EventFiles.Read(shell, path) : ImportTable.Read(shell, path, parsed.GetRequiredValue(kind));
            return await LoadAsync(shell, events, folders, parsed.GetValue(enroll), cancellationToken);
        });
        return command;
    }

    private static Instant? Day(string? text) =>
        text is null ? null
        : InstantPattern.General.Parse(text) is { Success: true, Value: var at } ? at
        : throw CommandException.Wrong($"--as-of {text}: expected an instant such as 2026-01-31T09:00:00Z");

    private static async Task<int> LoadAsync(Shell shell, IReadOnlyList<StoreEvent> events, RunnerFolders folders, bool enroll, CancellationToken cancellationToken)
    {
        var setup = RunnerService.SetupOf(SettingsReader.Read(shell), folders, shell.Clock) with { Node = DataFolder.GuestNode };
        await using var engine = await PostPurchaseEngine.OpenAsync(setup, shell.Now, cancellationToken);
        var stored = await Progress.ShowAsync(shell, "events", events.Count, async tell =>
        {
            var (count, done) = (0, 0);
            foreach (var some in events.Chunk(TogetherAtMost))
            {
                var answers = await Task.WhenAll(some.Select(one => engine.Intake.AcceptAsync(DeliveryOf(one, enroll), shell.Now, cancellationToken)));
                count += answers.Count(answer => !answer.IsDuplicate);
                tell(done += some.Length);
            }
            return count;
        });
        await shell.Out.WriteLineAsync($"stored {stored}, known already {events.Count - stored}");
        return Exit.Fine;
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
