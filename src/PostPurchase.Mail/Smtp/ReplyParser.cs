using System.Text;

namespace PostPurchase.Mail.Smtp;

/// <summary>Reads replies out of a byte buffer, however they were cut into segments.</summary>
internal static class ReplyParser
{
    /// <summary>Longest reply that is read, over all its lines; a server that says more is not listened to.</summary>
    public const int LongestReply = 16 * 1024;

    /// <summary>
    /// Takes one whole reply from the start of <paramref name="buffer"/>; false where its last line has not come yet.
    /// A line end is CRLF or a bare LF. Throws <see cref="SmtpLinkException"/> for what is no reply at all.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> buffer, bool keepText, out int used, out SmtpReply reply)
    {
        used = 0;
        reply = default;
        var code = 0;
        while (true)
        {
            var rest = buffer[used..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                CheckStart(rest);
                return false;
            }

            var line = rest[..end];
            if (line is [.., (byte)'\r']) line = line[..^1];
            used += end + 1;
            var lineCode = CodeOf(line);
            if (code != 0 && lineCode != code) throw SmtpLinkException.Protocol($"a reply changed its code from {code} to {lineCode}");
            code = lineCode;
            if (line is [_, _, _, (byte)'-', ..]) continue;
            reply = new SmtpReply(code, keepText || code >= 400 ? TextOf(buffer[..used]) : "");
            return true;
        }
    }

    private static int CodeOf(ReadOnlySpan<byte> line)
    {
        CheckStart(line);
        if (line.Length < 3) throw NoReply();
        return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    }

    private static void CheckStart(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < Math.Min(line.Length, 4); i++)
        {
            var good = i switch
            {
                0 => line[i] is >= (byte)'2' and <= (byte)'5',
                3 => line[i] is (byte)' ' or (byte)'-' or (byte)'\r',
                _ => line[i] is >= (byte)'0' and <= (byte)'9',
            };
            if (!good) throw NoReply();
        }
    }

    private static SmtpLinkException NoReply() => SmtpLinkException.Protocol("the server sent something that is no SMTP reply");

    private static string TextOf(ReadOnlySpan<byte> reply)
    {
        var text = new StringBuilder();
        foreach (var range in reply.Split((byte)'\n'))
        {
            var line = reply[range];
            if (line is [.., (byte)'\r']) line = line[..^1];
            if (line.Length <= 4) continue;
            if (text.Length > 0) text.Append('\n');
            text.Append(Encoding.UTF8.GetString(line[4..]));
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] != '\n') text[i] = ' ';
        }

        return text.ToString();
    }
}
