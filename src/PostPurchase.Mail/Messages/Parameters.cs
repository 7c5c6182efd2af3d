using System.Buffers;
using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>Parameters of Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2231), each on a line of its own.</summary>
internal static class Parameters
{
    private const int LongestSection = 56; // of the value on one line, so that name and section number stay under 78

    private static readonly SearchValues<byte> AttributeText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`{|}~"u8);

    /// <summary>Writes a parameter of any text: quoted when short ASCII, percent-encoded UTF-8 in numbered sections otherwise.</summary>
    public static void Write(WireBuffer output, string name, string value)
    {
        if (value.Length <= LongestSection && HeaderWriter.CanStayPlain(value))
        {
            WritePlain(output, name, value);
            return;
        }
        var encoded = Sections(value);
        for (var i = 0; i < encoded.Count; i++)
        {
            var section = encoded.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"*{i}");
            output.Append($";\r\n {name}{section}*={(i == 0 ? "utf-8''" : "")}");
            output.Append(encoded[i]);
        }
    }

    /// <summary>Writes a quoted parameter for readers that know no RFC 2231: what is not ASCII becomes an underscore.</summary>
    public static void WriteFallback(WireBuffer output, string name, string value)
    {
        var dot = value.LastIndexOf('.');
        var extension = dot > 0 && value.Length - dot <= 12 ? value[dot..] : "";
        var stem = value[..(value.Length - extension.Length)];
        if (stem.Length > LongestSection - extension.Length) stem = stem[..(LongestSection - extension.Length)];
        var ascii = string.Create(stem.Length + extension.Length, stem + extension, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = source[i] is >= ' ' and <= '~' and not ('"' or '\\' or '=') ? source[i] : '_';
        });
        WritePlain(output, name, ascii);
    }

    private static void WritePlain(WireBuffer output, string name, string value) =>
        output.Append($";\r\n {name}={HeaderWriter.Quote(value)}");

    private static List<string> Sections(string value)
    {
        var sections = new List<string>();
        var section = new StringBuilder();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var bytes = utf8[..rune.EncodeToUtf8(utf8)];
            if (section.Length + (3 * bytes.Length) > LongestSection)
            {
                sections.Add(section.ToString());
                section.Clear();
            }
            foreach (var b in bytes)
            {
                if (AttributeText.Contains(b)) section.Append((char)b);
                else section.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
        sections.Add(section.ToString());
        return sections;
    }
}
