using System.CommandLine;
using System.Text.Json;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary><c>verify</c> audits the ledger; exit 0 when nothing is found.</summary>
internal static class VerifyCommand
{
    public static Command Create(Shell shell)
    {
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("verify", "Looks for duplicates, gaps and orphans in the ledger.") { data, json };
        command.SetAction(async (parsed, _) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var findings = LedgerAudit.Run(database);
            foreach (var finding in findings) await shell.Out.WriteLineAsync(parsed.GetValue(json) ? Json(finding) : Text(finding));
            if (findings.Count == 0 && !parsed.GetValue(json)) await shell.Out.WriteLineAsync("the ledger is sound: no duplicates, no gaps, no orphans");
            foreach (var doubt in parsed.GetValue(json) ? [] : LedgerAudit.Doubts(database)) await shell.Out.WriteLineAsync(Text(doubt));
            return findings.Count == 0 ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    private static string Text(AuditFinding finding) => $"{finding.Rule}: {finding.Count}: {finding.Meaning} ({string.Join(", ", finding.Examples)}{(finding.Count > finding.Examples.Count ? ", ..." : "")})";

    private static string Json(AuditFinding finding) =>
        JsonSerializer.Serialize(new AuditLine(finding.Rule, finding.Meaning, finding.Count, [.. finding.Examples.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))]), CommandJson.Default.AuditLine);
}

internal sealed record AuditLine(string Rule, string Meaning, int Count, IReadOnlyList<string> Examples);
