using System.Net;

namespace PostPurchase.Mail.Dns;

/// <summary>Looks up what a sender has published and says what mailbox providers will make of it.</summary>
public static class SenderDoctor
{
    /// <summary>
    /// Asks for SPF, DKIM, DMARC and MX of the identity and, for each address that mail leaves from, whether its name leads back to
    /// it. One finding for each check and each DKIM key, two where there is advice besides; in the order spf, dkim, dmarc, mx, ptr.
    /// </summary>
    /// <param name="identity">Who sends.</param>
    /// <param name="sendingAddresses">Public addresses of the machines that hand mail to the recipients' servers; empty when a relay does that.</param>
    /// <param name="dns">Where to ask.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<IReadOnlyList<DnsFinding>> CheckAsync(
        SenderIdentity identity, IReadOnlyList<IPAddress> sendingAddresses, DnsClient dns, CancellationToken cancellationToken = default)
    {
        var findings = new List<DnsFinding>();
        findings.AddRange(RecordRules.CheckSpf(identity, await dns.AskAsync(identity.SpfName, DnsRecordType.Txt, cancellationToken)));
        if (identity.DkimRecords.Count == 0) findings.Add(RecordRules.NoDkimKey);
        foreach (var key in identity.DkimRecords) findings.AddRange(RecordRules.CheckDkim(key, await dns.AskAsync(key.Name, DnsRecordType.Txt, cancellationToken)));
        findings.AddRange(RecordRules.CheckDmarc(identity, await AskDmarcAsync(identity.Domain, dns, cancellationToken)));
        findings.Add(RecordRules.CheckMx(identity, await dns.AskAsync(identity.SpfName, DnsRecordType.Mx, cancellationToken)));
        foreach (var address in sendingAddresses) findings.Add(await CheckPtrAsync(address, dns, cancellationToken));
        return findings;
    }

    // a domain without a record of its own takes that of the nearest one above it (RFC 7489 6.6.3, without the list of public suffixes)
    private static async Task<DnsAnswer> AskDmarcAsync(string domain, DnsClient dns, CancellationToken cancellationToken)
    {
        DnsAnswer answer = new DnsAnswer.Nothing();
        for (var name = domain; name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            answer = await dns.AskAsync($"_dmarc.{name}", DnsRecordType.Txt, cancellationToken);
            if (answer is not DnsAnswer.Nothing) return answer;
        }
        return answer;
    }

    private static async Task<DnsFinding> CheckPtrAsync(IPAddress address, DnsClient dns, CancellationToken cancellationToken)
    {
        var names = await dns.AskAsync(DnsClient.ReverseName(address), DnsRecordType.Name, cancellationToken);
        if (names is DnsAnswer.Failed failed) return new("ptr", DnsState.Unknown, $"the name of {address} could not be asked for: {failed.Reason}");
        var type = address.GetAddressBytes().Length == 4 ? DnsRecordType.A : DnsRecordType.Aaaa;
        foreach (var name in names.ValuesOrEmpty)
        {
            var back = await dns.AskAsync(name, type, cancellationToken);
            if (back is DnsAnswer.Failed unknown) return new("ptr", DnsState.Unknown, $"{name} could not be asked for: {unknown.Reason}");
            if (back.ValuesOrEmpty.Contains(address.ToString())) return new("ptr", DnsState.Fine, $"{address} is {name} and back");
        }
        return new("ptr", DnsState.Wrong, names.ValuesOrEmpty.Count == 0
            ? $"{address} has no name; Gmail refuses it (5.7.25): ask its provider for a PTR record"
            : $"{address} is called {string.Join(", ", names.ValuesOrEmpty)}, which does not lead back to it: publish that address record");
    }
}
