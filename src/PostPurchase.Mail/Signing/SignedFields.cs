using System.Text;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Signing;

/// <summary>Which header fields a signature covers.</summary>
internal static class SignedFields
{
    // RFC 6376 5.4.1, RFC 8058 3.1 (both List-Unsubscribe fields) and Gmail's Feedback-ID
    private static readonly string[] Names =
    [
        "From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "List-Id",
        "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ];

    /// <summary>
    /// Appends the canonical form of the covered fields to <paramref name="signed"/> and returns their names for h=, one for each
    /// occurrence from the last to the first, with From and Subject once more at the end.
    /// </summary>
    public static List<string> Select(ReadOnlySpan<byte> header, WireBuffer signed)
    {
        var fields = HeaderFields.Ranges(header);
        var names = new List<string>(Names.Length + 2);
        foreach (var name in Names)
        {
            for (var i = fields.Count - 1; i >= 0; i--)
            {
                var field = header[fields[i]];
                if (!IsNamed(field, name)) continue;
                Canonical.AppendField(signed, field);
                names.Add(name);
            }
        }
        names.Add("From");
        names.Add("Subject");
        return names;
    }

    private static bool IsNamed(ReadOnlySpan<byte> field, string name) =>
        field.Length > name.Length && field[name.Length] == ':' && Ascii.EqualsIgnoreCase(field[..name.Length], name);
}
