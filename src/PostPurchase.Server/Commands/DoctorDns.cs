using System.CommandLine;
using System.Net;
using System.Text.Json;
using PostPurchase.Mail.Dns;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>doctor --domain D</c>: the records that a sender has to publish, and whether they are there: SPF, DKIM, DMARC, MX and PTR.</summary>
internal sealed class DoctorDns
{
    private readonly Option<string?> _domain = new("--domain") { Description = "The domain that mail is from: checks what it has published in DNS." };
    private readonly Option<string?> _selector = new("--selector") { Description = "The DKIM selector of the RSA key (default: that of the settings)." };
    private readonly Option<string?> _server = new("--dns") { Description = "The name server to ask, ADDRESS or ADDRESS:PORT (default: the setting Dns:Server, else this machine's)." };
    private readonly Option<string[]> _spf = new("--spf") { Description = "Who may send, such as include:relay.example or ip4:192.0.2.1.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _from = new("--sends-from") { Description = "Public address that mail leaves from, for the check of its name (PTR); none where a provider sends.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _returnPath = new("--return-path") { Description = "Domain of the return path, where it is another." };
    private readonly Option<bool> _json = Commands.Options.Json();

    public IEnumerable<Option> Options => [_domain, _selector, _server, _spf, _from, _returnPath, _json];

    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_domain) is not null;

    public async Task<int> RunAsync(Shell shell, ParseResult parsed, CancellationToken cancellationToken)
    {
        var domain = DomainOf(parsed.GetValue(_domain)!, "--domain");
        var keys = KeysOf(shell, domain, parsed.GetValue(_selector));
        var spf = parsed.GetValue(_spf) is { Length: > 0 } given ? given : ["include:<the domain of your mail provider>"];
        var returnPath = parsed.GetValue(_returnPath) is { } other ? DomainOf(other, "--return-path") : null;
        var identity = new SenderIdentity(domain, keys, spf, null, returnPath);
        var addresses = (parsed.GetValue(_from) ?? []).Select(text => IPAddress.TryParse(text, out var address) ? address : throw CommandException.Wrong($"--sends-from {text}: expected an address such as 192.0.2.1")).ToList();
        var findings = await SenderDoctor.CheckAsync(identity, addresses, new DnsClient(ServerOf(shell, parsed.GetValue(_server)), shell.Clock), cancellationToken);
        if (parsed.GetValue(_json)) await shell.Out.WriteLineAsync(Json(identity, findings));
        else await WriteAsync(shell, identity, findings);
        return findings.Any(finding => finding.State is DnsState.Wrong or DnsState.Unknown) ? Exit.Failed : Exit.Fine;
    }

    private static async Task WriteAsync(Shell shell, SenderIdentity identity, IReadOnlyList<DnsFinding> findings)
    {
        await shell.Out.WriteLineAsync($"records to publish for {identity.Domain}:");
        foreach (var record in identity.RecordsToPublish()) await shell.Out.WriteLineAsync(record.ToZoneLine());
        if (identity.DkimRecords.Count == 0) await shell.Out.WriteLineAsync($"(no DKIM record: set Dkim:Domain={identity.Domain}, Dkim:Selector and Dkim:KeyFile)");
        await shell.Out.WriteLineAsync("what is published:");
        foreach (var finding in findings) await shell.Out.WriteLineAsync($"{WordOf(finding.State),-6} {finding.Check,-5} {finding.Text}");
    }

    private static string Json(SenderIdentity identity, IReadOnlyList<DnsFinding> findings) => JsonSerializer.Serialize(
        new DoctorAnswer(
            [.. identity.RecordsToPublish().Select(record => new DoctorRecord(record.Name, record.Type, record.Value))],
            [.. findings.Select(finding => new DoctorFinding(finding.Check, WordOf(finding.State).ToLowerInvariant(), finding.Text))]),
        CommandJson.Default.DoctorAnswer);

    private static string WordOf(DnsState state) => state switch
    {
        DnsState.Fine => "ok",
        DnsState.Advice => "advice",
        DnsState.Wrong => "FAIL",
        _ => "?",
    };

    private static string DomainOf(string text, string option)
    {
        if (Mail.Addresses.EmailAddress.TryParse($"x@{text}", out var address)) return address.Domain;
        throw CommandException.Wrong($"{option} {text}: expected a domain such as shop.example");
    }

    // Only keys whose domain covers this one can sign for it; another selector is that of the RSA key.
    private static IReadOnlyList<DnsRecord> KeysOf(Shell shell, string domain, string? selector)
    {
        if (SettingsReader.Read(shell).DkimFor(domain) is not { } dkim) return [];
        using var signer = (selector is null ? dkim : dkim with { Rsa = dkim.Rsa with { Selector = selector } }).Open();
        return signer.Records;
    }

    private static IPEndPoint ServerOf(Shell shell, string? text)
    {
        if (text is null) return SettingsReader.Read(shell).NameServer ?? DnsClient.SystemServer() ?? throw CommandException.Failed("this machine has no name server: give one with --dns");
        return NameServers.TryRead(text, out var server) ? server : throw CommandException.Wrong($"--dns {text}: expected ADDRESS or ADDRESS:PORT");
    }
}

internal sealed record DoctorAnswer(IReadOnlyList<DoctorRecord> Records, IReadOnlyList<DoctorFinding> Findings);

internal sealed record DoctorRecord(string Name, string Type, string Value);

internal sealed record DoctorFinding(string Check, string State, string Text);
