using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Offers;
using PostPurchase.Engine;
using PostPurchase.Engine.Learning;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>import FILE --kind commissions --network N</c>: loads a network's report. A row that cannot be read is set aside with its place and reason; the rest is loaded.</summary>
internal static class ImportCommissions
{
    private const int MostProblems = 1_000;

    /// <summary>Loads the file; 0 unless nothing of it could be read.</summary>
    /// <param name="shell">Where it is told.</param>
    /// <param name="path">The file, CSV or JSON.</param>
    /// <param name="network">Name of the account in the settings, or key of a network.</param>
    /// <param name="asOf">When the report was made, or null where nobody says.</param>
    /// <param name="folders">Where everything is.</param>
    /// <param name="json">Whether to answer for programs.</param>
    /// <param name="cancellationToken">Ends it between rows.</param>
    public static async Task<int> LoadAsync(Shell shell, string path, string network, Instant? asOf, RunnerFolders folders, bool json, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.Read(shell, folders.Data);
        var known = settings.Commission.Networks.GetValueOrDefault(network);
        var account = known
            ?? (NetworkLink.Known.Contains(network)
                ? new NetworkSettings { Name = network, IsSet = false, Network = network, Currency = settings.Store.Profile.Currency }
                : throw CommandException.Wrong($"--network {network}: expected {string.Join(", ", NetworkLink.Known.Order(StringComparer.Ordinal))}, or the name of one of your Networks"));
        var accounts = settings.Commission.Networks.Values.Where(one => one.Network == network).Select(one => one.Name).Order(StringComparer.Ordinal).ToList();
        if (known is null && accounts.Count > 1 && account.Reader().Dialect.HasIdsOfAccount)
            throw CommandException.Wrong($"--network {network}: several of your Networks are of this kind, and each numbers its own sales; expected {string.Join(" or ", accounts)}");
        var (reports, aside) = Read(shell, path, account.Reader(), asOf);
        var setup = RunnerService.SetupOf(settings, folders, shell.Clock) with { Node = DataFolder.GuestNode };
        await using var engine = await PostPurchaseEngine.OpenAsync(setup, shell.Now, cancellationToken);
        var outcomes = await engine.Conversions.AcceptAsync(reports, ReportWay.Import, shell.Now, known?.Store, cancellationToken);
        var result = new ImportedCommissions(
            outcomes.Count(outcome => outcome == ConversionOutcome.Recorded), outcomes.Count(outcome => outcome == ConversionOutcome.Known),
            outcomes.Count(outcome => outcome == ConversionOutcome.Held), Unmatched(engine, reports), aside);
        foreach (var row in aside.Take(MostProblems)) await shell.Error.WriteLineAsync($"{path}: {row.Place}: {row.Reason}");
        if (reports.Count > 0 && reports.TrueForAll(report => report.Commission is null))
            await shell.Error.WriteLineAsync($"{path}: no row says what you earn; if a column does, name it: Networks:{account.Name}:Fields:commission");
        if (Outdone(engine, reports, outcomes) is var outdone and > 0)
            await shell.Error.WriteLineAsync($"{path}: {Counted.Of(outdone, "known row")} without a date gave way to another amount that came later; if this report is the newer one, say when it was made: --as-of");
        await shell.Out.WriteLineAsync(json ? JsonSerializer.Serialize(result, CommandJson.Default.ImportedCommissions) : Sentence(result));
        return reports.Count == 0 && aside.Count > 0 ? Exit.Failed : Exit.Fine;
    }

    private static (List<ConversionReport> Reports, List<SetAside> Aside) Read(Shell shell, string path, ReportReader reader, Instant? asOf)
    {
        try
        {
            var (reports, aside) = (new List<ConversionReport>(), new List<SetAside>());
            foreach (var (place, row) in ReportText.Read(Options.ReadText(shell, path), reader.Dialect))
            {
                switch (row is null ? new ReportReading.Bad("row", "has too few or too many values") : reader.Read(row, asOf))
                {
                    case ReportReading.Sound sound: reports.Add(sound.Report); break;
                    case ReportReading.Bad bad: aside.Add(new(place, $"{bad.Field} {bad.Message}")); break;
                }
            }

            return (reports, aside);
        }
        catch (FormatException problem)
        {
            throw CommandException.Failed($"{path}: {problem.Message}");
        }
    }

    private static int Unmatched(PostPurchaseEngine engine, List<ConversionReport> reports) => engine.Database.Read(session => reports
        .DistinctBy(report => (report.Network, report.Scope, report.ConversionId)).Count(report => ConversionStore.Find(session, report) is { Match: ConversionMatch.None }));

    private static int Outdone(PostPurchaseEngine engine, List<ConversionReport> reports, IReadOnlyList<ConversionOutcome> outcomes) => engine.Database.Read(session => reports
        .Where((report, index) => outcomes[index] == ConversionOutcome.Known && report.AsOf is null)
        .Count(report => ConversionStore.Find(session, report) is { } found && CommissionLedger.IsOutdone(report, ConversionStore.Reports(session, found.Id).Select(stored => stored.Heard))));

    private static string Sentence(ImportedCommissions result)
    {
        var text = $"recorded {result.Recorded}, known already {result.Known}";
        if (result.Unmatched > 0) text += $", {result.Unmatched} conversions match no link of yours";
        if (result.Held > 0) text += $", {result.Held} over the cap are set aside until you let them";
        if (result.SetAside.Count > 0) text += $", {Counted.Of(result.SetAside.Count, "row")} could not be read";
        return text;
    }
}

/// <param name="Recorded">Rows that changed the ledger.</param>
/// <param name="Known">Rows that said what was known.</param>
/// <param name="Held">Rows over the cap.</param>
/// <param name="Unmatched">Conversions of the file that match no link.</param>
/// <param name="SetAside">Rows that could not be read.</param>
internal sealed record ImportedCommissions(int Recorded, int Known, int Held, int Unmatched, IReadOnlyList<SetAside> SetAside);

internal sealed record SetAside(string Place, string Reason);
