using System.CommandLine;
using System.Text.Json.Nodes;
using NodaTime.Text;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Dns;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>doctor</c>: says what is fine and what is not of settings, folders and database, and which DNS records the sender needs. Asks nobody outside, but with <c>--domain</c> a name server.</summary>
internal static class DoctorCommand
{
    public static Command Create(Shell shell)
    {
        var (data, workflows, templates) = (Options.Data(), Options.Workflows(), Options.Templates());
        var dns = new DoctorDns();
        var command = new Command("doctor", "Checks settings, folders and the database; prints the DNS records to publish; with --domain checks what is published.") { data, workflows, templates, SettingFlags.Option() };
        foreach (var option in dns.Options) command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (dns.IsWanted(parsed)) return await dns.RunAsync(shell, parsed, cancellationToken);
            var findings = new List<(bool IsFine, string Text)>();
            var kept = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            var settings = ReadSettings(shell, kept, findings);
            foreach (var folder in (IReadOnlyList<string>)[parsed.GetRequiredValue(workflows), parsed.GetRequiredValue(templates)]) CheckFolder(shell, folder, findings);
            await CheckDatabaseAsync(kept, shell.PathOf(parsed.GetRequiredValue(workflows)), findings);
            var json = parsed.GetValue<bool>("--json");
            foreach (var (isFine, text) in findings)
                await shell.Out.WriteLineAsync(json ? new JsonObject { ["is_fine"] = isFine, ["text"] = text }.ToJsonString() : $"{(isFine ? "ok  " : "FAIL")} {text}");
            if (settings is not null && !json) await WriteRecordsAsync(shell, settings);
            return findings.TrueForAll(finding => finding.IsFine) ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    private static ServerSettings? ReadSettings(Shell shell, DataFolder data, List<(bool IsFine, string Text)> findings)
    {
        try
        {
            var settings = SettingsReader.Read(shell, data);
            findings.Add((true, $"settings: mail is {settings.Mail.Mode.ToString().ToLowerInvariant()}, {Counted.Of(settings.Sources.Count, "source")}, {Counted.Of(settings.Stores.Count, "store")}"));
            findings.AddRange(settings.Stores.Where(store => !store.Value.IsBaseUrlSet).Select(store => (true, Unreached(store.Key))));
            findings.AddRange(settings.Stores.Where(store => store.Value.Profile.Url is null).Select(store => (true, Unlinked(store.Key))));
            return settings;
        }
        catch (CommandException problem)
        {
            findings.AddRange(problem.Lines.Select(line => (false, line)));
            return null;
        }
    }

    private static string Unlinked(string store) =>
        $"{SectionOf(store)}:Url is not set: mails have no button where it leads to the shop; set it to the shop's own address, such as https://your-shop.example";

    private static string Unreached(string store) =>
        $"{SectionOf(store)}:BaseUrl is not set: links in mails lead to where serve listens ({ServedAddress.Usual}, or the first of --urls), which customers may not reach";

    private static string SectionOf(string store) => store == "default" ? "Store" : $"Stores:{store}";

    private static void CheckFolder(Shell shell, string folder, List<(bool IsFine, string Text)> findings)
    {
        if (!Directory.Exists(shell.PathOf(folder)))
        {
            findings.Add((false, $"{folder}: there is no such folder"));
            return;
        }
        var sources = SourceFiles.Read(shell, [folder]);
        var errors = Validation.Check(sources).Count(problem => problem.IsError);
        findings.Add((errors == 0, $"{folder}: {Counted.Of(sources.Count, "file")}, {Counted.Of(errors, "error")}{(errors == 0 ? "" : " (see: postpurchase validate)")}"));
    }

    private static async Task CheckDatabaseAsync(DataFolder folder, string workflows, List<(bool IsFine, string Text)> findings)
    {
        if (!File.Exists(folder.DatabaseFile))
        {
            findings.Add((true, $"{folder.DatabaseFile}: not there yet, serve makes it"));
            return;
        }
        await using var database = folder.OpenExisting();
        var audit = LedgerAudit.Run(database);
        findings.Add((audit.Count == 0, $"{folder.DatabaseFile}: {(audit.Count == 0 ? "the ledger is sound" : "the ledger is not sound (see: postpurchase verify)")}"));
        foreach (var job in JobState.All(database).Values)
            findings.Add((job.Problem is null, job.Problem is null ? $"job {job.Name}: {job.Outcome}, last at {InstantPattern.General.Format(job.StartedAt)}" : $"job {job.Name} failed at {InstantPattern.General.Format(job.StartedAt)}: {job.Problem}"));
        CheckCoupons(database, workflows, findings);
        if (RunnerLease.QuarantineOf(database) is { } why) findings.Add((false, $"sending is off: {why}"));
    }

    private static void CheckCoupons(Database database, string workflows, List<(bool IsFine, string Text)> findings)
    {
        if (!Directory.Exists(workflows)) return;
        var shelf = new OfferShelf(workflows);
        shelf.Reload();
        var plans = new JourneyLibrary(database, workflows, () => FileCatalog.Open).InFiles();
        var alarms = new CouponDesk(database, shelf, new() { Stores = new Dictionary<string, StoreProfile>() }, isSample: false).Alarms(new JourneySet(plans, [], new Dictionary<string, Condition>()));
        findings.AddRange(alarms.Select(alarm => (false, $"{alarm.Problem} (add some: postpurchase offers codes FILE --pool {alarm.Pool.Key})")));
    }

    private static async Task WriteRecordsAsync(Shell shell, ServerSettings settings)
    {
        if (settings.Store.FromAddress is not { } from) return;
        using var signer = settings.Dkim?.Open();
        var identity = new SenderIdentity(from.Domain, signer?.Records ?? [], ["include:<the domain of your mail provider>"]);
        await shell.Out.WriteLineAsync($"records for {from.Domain}:");
        foreach (var record in identity.RecordsToPublish()) await shell.Out.WriteLineAsync(record.ToZoneLine());
    }
}
