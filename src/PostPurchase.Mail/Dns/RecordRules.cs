namespace PostPurchase.Mail.Dns;

/// <summary>What the answers to the doctor's questions mean. Pure.</summary>
internal static class RecordRules
{
    private const int MostLookups = 10; // RFC 7208 4.6.4

    public static IEnumerable<DnsFinding> CheckSpf(SenderIdentity identity, DnsAnswer answer)
    {
        if (answer is DnsAnswer.Failed failed) return [Unknown("spf", identity.SpfName, failed)];
        var records = answer.ValuesOrEmpty.Where(v => v.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || v.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)).ToList();
        if (records.Count == 0) return [new("spf", DnsState.Wrong, $"{identity.SpfName} has no SPF record: publish {identity.RecordsToPublish()[0].ToZoneLine()}")];
        if (records.Count > 1) return [new("spf", DnsState.Wrong, $"{identity.SpfName} has {records.Count} SPF records, which counts as an error: merge them")];

        var terms = records[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        var missing = identity.SpfMechanisms.Where(m => !IsBlank(m) && !terms.Contains(m, StringComparer.OrdinalIgnoreCase)).ToList();
        if (missing.Count > 0) return [new("spf", DnsState.Wrong, $"the SPF record of {identity.SpfName} lacks {string.Join(' ', missing)}: \"{records[0]}\"")];
        if (terms.Any(t => t is "all" or "+all")) return [new("spf", DnsState.Wrong, $"the SPF record of {identity.SpfName} ends in +all and so lets everybody send: use ~all")];
        var lookups = terms.Count(NeedsLookup);
        if (lookups > MostLookups) return [new("spf", DnsState.Wrong, $"the SPF record of {identity.SpfName} needs at least {lookups} look-ups; {MostLookups} are allowed")];
        var fine = new DnsFinding("spf", DnsState.Fine, $"{identity.SpfName}: \"{records[0]}\"");
        var isEnded = terms.Any(t => t is "~all" or "-all" || t.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase));
        return isEnded ? [fine] : [fine, new("spf", DnsState.Advice, "the SPF record does not end in ~all or -all, so it says nothing about others")];
    }

    public static DnsFinding NoDkimKey { get; } = new("dkim", DnsState.Wrong, "no key is configured, so nothing is signed: set Dkim:Domain, Dkim:Selector and Dkim:KeyFile");

    /// <param name="ours">The record that our key needs.</param>
    /// <param name="answer">What is published at its name.</param>
    public static IEnumerable<DnsFinding> CheckDkim(DnsRecord ours, DnsAnswer answer)
    {
        if (answer is DnsAnswer.Failed failed) return [Unknown("dkim", ours.Name, failed)];
        if (answer.ValuesOrEmpty.Count == 0) return [new("dkim", DnsState.Wrong, $"{ours.Name} has no key: publish {ours.ToZoneLine()}")];
        if (answer.ValuesOrEmpty.Count > 1) return [new("dkim", DnsState.Wrong, $"{ours.Name} has {answer.ValuesOrEmpty.Count} records; verifiers take any one of them: leave one")];
        var (published, wanted) = (Tags(answer.ValuesOrEmpty[0]), Tags(ours.Value));
        var key = WithoutSpace(published.GetValueOrDefault("p", ""));
        if (key.Length == 0) return [new("dkim", DnsState.Wrong, $"the key at {ours.Name} is revoked or missing (p= is empty)")];
        var kind = published.GetValueOrDefault("k", "rsa"); // RFC 6376 3.6.1
        if (kind != wanted["k"]) return [new("dkim", DnsState.Wrong, $"the record at {ours.Name} says k={kind}, our key there is {wanted["k"]}: publish {ours.ToZoneLine()}")];
        if (key != wanted["p"]) return [new("dkim", DnsState.Wrong, $"the key at {ours.Name} is not that of the key file: publish the new one or take another selector")];
        var fine = new DnsFinding("dkim", DnsState.Fine, $"{ours.Name} has our key{(kind == "rsa" ? "" : $" ({kind})")}");
        var isTest = published.GetValueOrDefault("t", "").Split(':', StringSplitOptions.TrimEntries).Contains("y");
        return isTest ? [fine, new("dkim", DnsState.Advice, "the key is marked as a test (t=y), so verifiers may ignore it: remove that when all is well")] : [fine];
    }

    public static IEnumerable<DnsFinding> CheckDmarc(SenderIdentity identity, DnsAnswer answer)
    {
        var name = $"_dmarc.{identity.Domain}";
        if (answer is DnsAnswer.Failed failed) return [Unknown("dmarc", name, failed)];
        var records = answer.ValuesOrEmpty.Where(v => v.StartsWith("v=DMARC1", StringComparison.Ordinal)).ToList();
        if (records.Count != 1)
            return [new("dmarc", DnsState.Wrong, records.Count == 0 ? $"no policy at {name}: publish {identity.RecordsToPublish()[^1].ToZoneLine()}" : $"{records.Count} policies at {name}, which counts as none: leave one")];
        var tags = Tags(records[0]);
        if (!tags.TryGetValue("p", out var policy) || policy is not ("none" or "quarantine" or "reject"))
            return [new("dmarc", DnsState.Wrong, $"the policy at {name} has no p= of none, quarantine or reject: \"{records[0]}\"")];
        var fine = new DnsFinding("dmarc", DnsState.Fine, $"{name}: \"{records[0]}\"");
        if (tags.GetValueOrDefault("adkim") == "s" || tags.GetValueOrDefault("aspf") == "s")
            return [fine, new("dmarc", DnsState.Advice, $"alignment is strict: From and the signature must both be of {identity.Domain} exactly")];
        return tags.ContainsKey("rua") ? [fine] : [fine, new("dmarc", DnsState.Advice, "no reports are asked for (rua=), so nobody would see that mail fails")];
    }

    public static DnsFinding CheckMx(SenderIdentity identity, DnsAnswer answer) => answer switch
    {
        DnsAnswer.Failed failed => Unknown("mx", identity.SpfName, failed),
        DnsAnswer.Found { Values: var values } when !values.Any(v => v.EndsWith(' ')) => new("mx", DnsState.Fine, $"{identity.SpfName}: {string.Join(", ", values)}"),
        _ => new("mx", DnsState.Wrong, $"{identity.SpfName} receives no mail, so bounces are lost and some servers refuse it: publish an MX record"),
    };

    // What the reader has to fill in, as include:<the domain of your mail provider>.
    private static bool IsBlank(string mechanism) => mechanism.Contains('<', StringComparison.Ordinal);

    private static DnsFinding Unknown(string check, string name, DnsAnswer.Failed failed) => new(check, DnsState.Unknown, $"{name} could not be asked for: {failed.Reason}");

    private static bool NeedsLookup(string term)
    {
        var name = term.TrimStart('+', '-', '~', '?');
        return name is "a" or "mx" or "ptr" || name.StartsWith("include:", StringComparison.OrdinalIgnoreCase) || name.StartsWith("a:", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("a/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("mx:", StringComparison.OrdinalIgnoreCase) || name.StartsWith("mx/", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("exists:", StringComparison.OrdinalIgnoreCase) || name.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ptr:", StringComparison.OrdinalIgnoreCase);
    }

    private static Dictionary<string, string> Tags(string record)
    {
        var tags = new Dictionary<string, string>();
        foreach (var part in record.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            tags.TryAdd(pair[0].Trim(), pair.Length == 2 ? pair[1].Trim() : "");
        }
        return tags;
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
