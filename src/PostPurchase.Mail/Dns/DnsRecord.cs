using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Dns;

/// <summary>A record to publish or one that was found.</summary>
/// <param name="Name">Full name without a final dot.</param>
/// <param name="Type">For example TXT.</param>
/// <param name="Value">Its text; for TXT in one piece.</param>
public sealed record DnsRecord(string Name, string Type, string Value)
{
    private const int LongestString = 255; // RFC 1035 3.3

    /// <summary>The line of a zone file; a long TXT value is cut into strings of at most 255 octets, which readers join (RFC 7208 3.3).</summary>
    public string ToZoneLine()
    {
        if (Type != "TXT") return $"{Name}. IN {Type} {Value}";
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Name}. IN TXT");
        for (var at = 0; at < Value.Length; at += LongestString)
        {
            var piece = Value.AsSpan(at, Math.Min(LongestString, Value.Length - at)).ToString();
            line.Append(" \"").Append(piece.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }
        return line.ToString();
    }
}
