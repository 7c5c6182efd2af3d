using System.Security.Cryptography;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Signing;

/// <summary>The relaxed canonical forms of DKIM (RFC 6376 3.4.2 and 3.4.4).</summary>
internal static class Canonical
{
    /// <summary>
    /// Appends a header field: name in lower case, no folds, runs of white space as one space, none around the value, CRLF at the end.
    /// </summary>
    public static void AppendField(WireBuffer output, ReadOnlySpan<byte> field)
    {
        var target = output.Reserve(field.Length + 2);
        var written = 0;
        var colon = field.IndexOf((byte)':');
        foreach (var b in field[..colon].TrimEnd(" \t"u8)) target[written++] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        target[written++] = (byte)':';
        var valueStart = written;
        var pendingSpace = false;
        foreach (var b in field[(colon + 1)..])
        {
            if (b is (byte)' ' or (byte)'\t')
            {
                pendingSpace = written > valueStart;
            }
            else if (b is not ((byte)'\r' or (byte)'\n'))
            {
                if (pendingSpace) target[written++] = (byte)' ';
                pendingSpace = false;
                target[written++] = b;
            }
        }
        output.Advance(written);
        output.NewLine();
    }

    /// <summary>SHA-256 over the relaxed body: white space at line ends dropped, runs of it as one space, no empty lines at the end.</summary>
    public static void HashBody(ReadOnlySpan<byte> body, Span<byte> hash)
    {
        using var canonical = new WireBuffer(body.Length + 2);
        AppendBody(canonical, body);
        SHA256.HashData(canonical.Written, hash);
    }

    internal static void AppendBody(WireBuffer output, ReadOnlySpan<byte> body)
    {
        var target = output.Reserve(body.Length + 2);
        var written = 0;
        var emptyLines = 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf("\r\n"u8);
            var line = (end < 0 ? body : body[..end]).TrimEnd(" \t"u8);
            body = end < 0 ? [] : body[(end + 2)..];
            if (line.IsEmpty)
            {
                emptyLines++;
                continue;
            }
            for (; emptyLines > 0; emptyLines--) written = WriteNewLine(target, written);
            written += CopyLine(line, target[written..]);
            written = WriteNewLine(target, written);
        }
        output.Advance(written);
    }

    private static int WriteNewLine(Span<byte> target, int at)
    {
        target[at] = (byte)'\r';
        target[at + 1] = (byte)'\n';
        return at + 2;
    }

    private static int CopyLine(ReadOnlySpan<byte> line, Span<byte> target)
    {
        if (line.IndexOf((byte)'\t') < 0 && line.IndexOf("  "u8) < 0)
        {
            line.CopyTo(target);
            return line.Length;
        }
        var written = 0;
        var isAfterSpace = false;
        foreach (var b in line)
        {
            var isSpace = b is (byte)' ' or (byte)'\t';
            if (!isSpace) target[written++] = b;
            else if (!isAfterSpace) target[written++] = (byte)' ';
            isAfterSpace = isSpace;
        }
        return written;
    }
}
