using System.Text;

namespace PostPurchase.Mail.Reading;

/// <summary>Splits header fields from the body. Never fails: the first line that cannot be a header begins the body.</summary>
internal static class HeaderBlock
{
    private const int MaxHeaders = 1000;
    private const int MaxValue = 64 * 1024;
    private static readonly string[] WellKnown = ["Message-ID:", "Received:", "MIME-Version:", "Content-Type:", "Subject:", "From:", "To:", "Date:"];

    public static List<MailHeader> Parse(ReadOnlySpan<byte> bytes, out int bodyStart)
    {
        var headers = new List<MailHeader>();
        var at = 0;
        while (at < bytes.Length)
        {
            var line = Lines.Next(bytes, at, out var next);
            if (line.IsEmpty || (headers.Count > 0 && Lines.IsBlank(line)))
            {
                bodyStart = next;
                return headers;
            }
            if (!Take(headers, line, first: at == 0) && !(headers.Count > 0 && GoesOn(bytes, next) && Continue(headers, line)))
            {
                bodyStart = at;
                return headers;
            }
            at = next;
        }
        bodyStart = bytes.Length;
        return headers;
    }

    private static bool Take(List<MailHeader> headers, ReadOnlySpan<byte> line, bool first)
    {
        if (line[0] is (byte)' ' or (byte)'\t') return Continue(headers, line) || first;
        var colon = NameLength(line);
        if (colon > 0)
        {
            if (headers.Count < MaxHeaders) headers.Add(new MailHeader(Encoding.ASCII.GetString(line[..colon]).TrimEnd(), Value(line[(colon + 1)..])));
            return true;
        }
        if (first && (line.StartsWith("From "u8) || line.StartsWith(">From "u8))) return true;

        // Some gateways fold without the white space: a line after "…;" belongs to the field before it.
        return headers.Count > 0 && headers[^1].Value.EndsWith(';') && Continue(headers, line);
    }

    // Gateways that lost the white space of folded lines: still headers, when a well-known field follows before the blank line.
    private static bool GoesOn(ReadOnlySpan<byte> bytes, int at)
    {
        for (var lines = 0; lines < 40 && at < bytes.Length; lines++)
        {
            var line = Lines.Next(bytes, at, out at);
            if (Lines.IsBlank(line)) return false;
            foreach (var name in WellKnown)
                if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name)) return true;
        }
        return false;
    }

    private static bool Continue(List<MailHeader> headers, ReadOnlySpan<byte> line)
    {
        if (headers.Count == 0) return false;
        var last = headers[^1];
        if (last.Value.Length < MaxValue) headers[^1] = last with { Value = (last.Value + " " + Value(line)).Trim() };
        return true;
    }

    // Position of the colon when all before it is a field name (RFC 5322 2.2), else 0.
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < line.Length && i < 100; i++)
        {
            if (line[i] == (byte)':') return i;
            if (line[i] is < 33 or > 126 && !(line[i] is (byte)' ' or (byte)'\t' && i + 1 < line.Length && line[i + 1] == (byte)':')) return 0;
        }
        return 0;
    }

    private static string Value(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxValue) bytes = bytes[..MaxValue];
        return Charsets.Guess(bytes).Trim();
    }
}
