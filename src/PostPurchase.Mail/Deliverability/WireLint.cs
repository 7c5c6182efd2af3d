using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Deliverability;

/// <summary>Rules on the bytes: which headers, how often, how long, signed by whom.</summary>
internal static class WireLint
{
    private const int LongestLine = 998;

    // RFC 5322 3.6, RFC 2369 3, RFC 8058, RFC 2045
    private static readonly string[] Single =
    [
        "From", "To", "Cc", "Reply-To", "Sender", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Feedback-ID",
    ];

    private static readonly string[] Required = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"];

    public static void Check(MailMessage message, ReadOnlySpan<byte> wire, bool isMarketing, List<LintFinding> findings)
    {
        var end = wire.IndexOf("\r\n\r\n"u8);
        var header = end < 0 ? wire : wire[..(end + 2)];
        var fields = HeaderFields.Split(header);
        foreach (var name in Single)
        {
            var count = fields.Count(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (count > 1) findings.Add(new("header_repeated", true, $"{name} stands {count} times; Gmail refuses mail that has it more than once"));
            if (count == 0 && Required.Contains(name)) findings.Add(new("header_missing", true, $"{name} is missing"));
        }
        if (Find(fields, "Message-ID") is { } id && !IsMessageId(id)) findings.Add(new("message_id_malformed", true, "Message-ID is not <left@right>"));
        CheckLines(wire, findings);
        CheckUnsubscribe(fields, isMarketing, findings);
        CheckSignature(fields, message.From.Address.Domain, findings);
    }

    private static string? Find(List<(string Name, string Value)> fields, string name) =>
        fields.Find(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool IsMessageId(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return value.StartsWith('<') && value.EndsWith('>') && at > 1 && at < value.Length - 2 && !value.Contains(' ', StringComparison.Ordinal);
    }

    private static void CheckLines(ReadOnlySpan<byte> wire, List<LintFinding> findings)
    {
        var longest = 0;
        var isBare = false;
        while (!wire.IsEmpty)
        {
            var end = wire.IndexOf((byte)'\n');
            var line = end < 0 ? wire : wire[..end];
            wire = end < 0 ? [] : wire[(end + 1)..];
            isBare |= line.IsEmpty || line[^1] != '\r' || line[..^1].Contains((byte)'\r');
            longest = Math.Max(longest, line.Length - 1);
        }
        if (longest > LongestLine) findings.Add(new("line_too_long", true, $"a line has {longest} octets; {LongestLine} are allowed"));
        if (isBare) findings.Add(new("bare_line_end", true, "a CR or LF stands alone; servers refuse that since SMTP smuggling"));
    }

    private static void CheckUnsubscribe(List<(string Name, string Value)> fields, bool isMarketing, List<LintFinding> findings)
    {
        var link = Find(fields, "List-Unsubscribe");
        var isOneClick = link is not null && link.Contains("<https://", StringComparison.OrdinalIgnoreCase)
            && Find(fields, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click";
        if (isMarketing && !isOneClick) findings.Add(new("one_click_missing", true, "marketing mail needs List-Unsubscribe with an https address and List-Unsubscribe-Post (RFC 8058)"));
    }

    private static void CheckSignature(List<(string Name, string Value)> fields, string from, List<LintFinding> findings)
    {
        var signatures = fields.Where(f => f.Name.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase)).Select(f => new DkimTags(f.Value)).ToList();
        if (signatures.Count == 0)
        {
            findings.Add(new("dkim_missing", true, "the message is not signed; set Dkim:Domain, Dkim:Selector and Dkim:KeyFile"));
            return;
        }
        var aligned = signatures.Where(s => s.IsAlignedWith(from)).ToList();
        if (aligned.Count == 0) findings.Add(new("dkim_not_aligned", true, $"no signature is of {from}, the domain of From: {string.Join(", ", signatures.Select(s => s.Domain))}"));
        foreach (var name in (string[])["List-Unsubscribe", "List-Unsubscribe-Post"])
            if (Find(fields, name) is not null && !signatures.Exists(s => s.Covers(name)))
                findings.Add(new("unsubscribe_unsigned", true, $"{name} is not covered by the signature, so one-click is ignored (RFC 8058 4)"));
    }

    /// <summary>The d= and h= of one DKIM-Signature.</summary>
    private sealed class DkimTags
    {
        private readonly string[] _names;

        public DkimTags(string value)
        {
            var tags = value.Split(';', StringSplitOptions.TrimEntries).Select(t => t.Split('=', 2)).Where(t => t.Length == 2).ToLookup(t => t[0].Trim(), t => t[1].Trim());
            Domain = tags["d"].FirstOrDefault() ?? "";
            _names = (tags["h"].FirstOrDefault() ?? "").Split(':', StringSplitOptions.TrimEntries);
        }

        public string Domain { get; }

        public bool Covers(string name) => _names.Contains(name, StringComparer.OrdinalIgnoreCase);

        // relaxed alignment (RFC 7489 3.1.1) without the list of public suffixes: one is the other or lies below it
        public bool IsAlignedWith(string from) => IsBelow(from, Domain) || IsBelow(Domain, from);

        private static bool IsBelow(string name, string parent) =>
            name.Equals(parent, StringComparison.OrdinalIgnoreCase) || (parent.Contains('.', StringComparison.Ordinal) && name.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase));
    }
}
