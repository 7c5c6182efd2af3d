using System.CommandLine;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Engine.Simulation;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>simulate</c>: plays events through all journeys, drafts too, in virtual time; writes the timeline and the mails.</summary>
internal static class SimulateCommand
{
    private const int MostDays = 3660;

    public static Command Create(Shell shell)
    {
        var events = new Option<string>("--events") { Description = "File with one canonical event a line.", Required = true };
        var from = new Option<string>("--from") { Description = "Instant at which it starts; earlier events are history.", Required = true };
        var days = new Option<int>("--days") { Description = "How many days it runs.", Required = true };
        var (workflows, templates) = (Options.Workflows(), Options.Templates());
        var seed = new Option<int>("--seed") { Description = "Other numbers give other assignments.", DefaultValueFactory = _ => 0 };
        var mail = new Option<string>("--mail") { Description = "files keeps each mail, none does not.", DefaultValueFactory = _ => "files" };
        mail.AcceptOnlyFromAmong("none", "files");
        var (data, json) = (Options.ShopData(), Options.Json());
        var output = new Option<string>("--out") { Description = "Folder of the results.", Required = true };
        var command = new Command("simulate", "Plays events through all journeys in virtual time.") { events, from, days, workflows, templates, seed, mail, data, output, json, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var start = InstantOf(parsed.GetRequiredValue(from));
            if (parsed.GetRequiredValue(days) is < 1 or > MostDays) throw CommandException.Wrong($"--days: expected 1 to {MostDays}");
            var folder = shell.PathOf(parsed.GetRequiredValue(output));
            var shop = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            var settings = SettingsReader.Read(shell, shop);
            var request = new SimulationRequest
            {
                Events = EventFiles.Read(shell, parsed.GetRequiredValue(events)),
                From = start,
                Days = parsed.GetRequiredValue(days),
                Workflows = Existing(shell, parsed.GetRequiredValue(workflows)),
                Templates = Existing(shell, parsed.GetRequiredValue(templates)),
                Stores = EngineParts.Stores(settings) with { Looks = await StoredLooks.OfAsync(shop) },
                Senders = EngineParts.Senders(settings),
                HasPicture = ImageFolder.KnownIn(shop),
                Seed = parsed.GetRequiredValue(seed),
                MailFolder = parsed.GetRequiredValue(mail) == "files" ? Path.Combine(folder, "mail") : null,
            };
            RefuseBroken(shell, request);
            return await RunAsync(shell, request, (folder, parsed.GetValue(json)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, SimulationRequest request, (string Folder, bool Json) output, CancellationToken cancellationToken)
    {
        var folder = output.Folder;
        Directory.CreateDirectory(folder);
        if (request.MailFolder is { } mails && Directory.Exists(mails) && Directory.EnumerateFileSystemEntries(mails).Any())
        {
            throw CommandException.Failed($"{mails} is not empty: expected a new folder, so that no mail of another run is among these");
        }

        var timeline = await Progress.ShowAsync(shell, "days", request.Days, bar => Simulator.RunAsync(
            request, new Moved(now => bar((int)(now - request.From).TotalDays)), cancellationToken));
        await timeline.WriteAsync(Path.Combine(folder, "timeline.jsonl"), cancellationToken);
        var counts = timeline.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        if (output.Json)
        {
            var actions = new JsonObject(counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
            await shell.Out.WriteLineAsync(new JsonObject { ["timeline"] = Path.Combine(folder, "timeline.jsonl"), ["actions"] = actions }.ToJsonString());
            return Exit.Fine;
        }

        await shell.Out.WriteLineAsync(string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value}")));
        await shell.Out.WriteLineAsync(Path.Combine(folder, "timeline.jsonl"));
        return Exit.Fine;
    }

    private static void RefuseBroken(Shell shell, SimulationRequest request)
    {
        var problems = Validation.Check(SourceFiles.Read(shell, [request.Workflows, request.Templates])).Where(problem => problem.IsError).ToList();
        if (problems.Count > 0) throw new CommandException(Exit.Failed, [.. problems.Select(problem => problem.ToString())]);
    }

    private static Instant InstantOf(string text)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var exact }) return exact.ToInstant();
        return LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day }
            ? day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()
            : throw CommandException.Wrong($"--from {text}: expected an instant such as 2026-01-02T10:00:00Z");
    }

    private static string Existing(Shell shell, string path) =>
        Directory.Exists(shell.PathOf(path)) ? shell.PathOf(path) : throw CommandException.Failed($"{path}: there is no such folder");

    /// <summary>Tells at once, on the thread that moves; <see cref="Progress{T}"/> would come late and out of order.</summary>
    private sealed class Moved(Action<Instant> tell) : IProgress<Instant>
    {
        public void Report(Instant value) => tell(value);
    }
}
