namespace PostPurchase.Mail.Dns;

/// <summary>Who sends, as the records in DNS must say it.</summary>
/// <param name="Domain">The domain of From, in A-labels.</param>
/// <param name="DkimRecords">The records of the keys that sign (<see cref="Signing.DkimSigner.Records"/>); empty when there is no key.</param>
/// <param name="SpfMechanisms">Who may send: for example <c>include:relay.example</c> or <c>ip4:192.0.2.1</c>. One with a blank to fill in (<c>include:&lt;...&gt;</c>) is printed and not asked for.</param>
/// <param name="ReportAddress">Where DMARC reports go, or null.</param>
/// <param name="ReturnPathDomain">The domain of the envelope sender when it is not <paramref name="Domain"/>; SPF is looked up there.</param>
public sealed record SenderIdentity(
    string Domain, IReadOnlyList<DnsRecord> DkimRecords, IReadOnlyList<string> SpfMechanisms, string? ReportAddress = null, string? ReturnPathDomain = null)
{
    /// <summary>The name that SPF is published at.</summary>
    public string SpfName => ReturnPathDomain ?? Domain;

    /// <summary>The records to publish, in the order SPF, DKIM, DMARC. The DMARC policy starts with <c>none</c>: tighten it when the reports are clean.</summary>
    public IReadOnlyList<DnsRecord> RecordsToPublish()
    {
        var records = new List<DnsRecord> { new(SpfName, "TXT", string.Join(' ', ["v=spf1", .. SpfMechanisms, "~all"])) };
        records.AddRange(DkimRecords);
        records.Add(new($"_dmarc.{Domain}", "TXT", "v=DMARC1; p=none" + (ReportAddress is null ? "" : $"; rua=mailto:{ReportAddress}")));
        return records;
    }
}
