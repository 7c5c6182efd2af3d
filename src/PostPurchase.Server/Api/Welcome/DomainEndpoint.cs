using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Dns;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>What the domain of a sender has published, and what it has to: as <c>doctor --domain</c> says it.</summary>
internal static class DomainEndpoint
{
    private const string Provider = "include:<the domain of your mail provider>";

    public static async Task<IResult> CheckAsync(DomainBody body, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(body.Address ?? "", out var address)) return Answer.Error(400, "expected the address that mail is from", "address");
        if ((runner.Settings.NameServer ?? DnsClient.SystemServer()) is not { } server) return Answer.Error(409, "this server cannot look domains up: whoever runs it can give it a name server (Dns:Server). You can go on without");
        using var signer = runner.Settings.DkimFor(address.Domain)?.Open();
        var identity = new SenderIdentity(address.Domain, signer?.Records ?? [], [Provider]);
        var findings = await SenderDoctor.CheckAsync(identity, [], new DnsClient(server, clock), cancellationToken);
        return TypedResults.Json(
            new DomainAnswer(
                address.Domain, signer is not null, [.. identity.RecordsToPublish().Select(record => new DomainRecord(record.Name, record.Type, record.Value))],
                [.. findings.Select(finding => new DomainFinding(finding.Check, WordOf(finding.State), finding.Text))]),
            WelcomeJson.Default.DomainAnswer);
    }

    private static string WordOf(DnsState state) => state switch
    {
        DnsState.Fine => "ok",
        DnsState.Advice => "advice",
        DnsState.Wrong => "wrong",
        _ => "unknown",
    };
}

/// <param name="Address">The address that mail is from.</param>
internal sealed record DomainBody(string? Address);

/// <param name="Domain">That was asked about.</param>
/// <param name="Signs">Whether a key signs for it here.</param>
/// <param name="Records">To publish.</param>
/// <param name="Findings">What is published.</param>
internal sealed record DomainAnswer(string Domain, bool Signs, IReadOnlyList<DomainRecord> Records, IReadOnlyList<DomainFinding> Findings);

internal sealed record DomainRecord(string Name, string Type, string Value);

/// <param name="Check">spf, dkim, dmarc or mx.</param>
/// <param name="State">ok, advice, wrong or unknown (nobody answered).</param>
/// <param name="Text">For people.</param>
internal sealed record DomainFinding(string Check, string State, string Text);
