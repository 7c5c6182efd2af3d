using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>Takes a header block apart.</summary>
internal static class HeaderFields
{
    /// <summary>Where each field lies, folds and line end included.</summary>
    public static List<Range> Ranges(ReadOnlySpan<byte> header)
    {
        var fields = new List<Range>(24);
        for (var start = 0; start < header.Length && header[start] != '\r';)
        {
            var end = start;
            do
            {
                var line = header[end..].IndexOf((byte)'\n');
                end = line < 0 ? header.Length : end + line + 1;
            }
            while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
            fields.Add(start..end);
            start = end;
        }
        return fields;
    }

    /// <summary>Each field's name and unfolded, trimmed value. A line without a colon is a field without a value.</summary>
    public static List<(string Name, string Value)> Split(ReadOnlySpan<byte> header)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var range in Ranges(header))
        {
            var text = Encoding.UTF8.GetString(header[range]).Replace("\r\n", "", StringComparison.Ordinal);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            fields.Add(colon < 0 ? (text.Trim(), "") : (text[..colon].Trim(), text[(colon + 1)..].Trim()));
        }
        return fields;
    }
}
