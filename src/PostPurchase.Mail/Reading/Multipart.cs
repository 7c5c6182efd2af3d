using System.Text;

namespace PostPurchase.Mail.Reading;

/// <summary>Finds the pieces between the boundary lines of a multipart body (RFC 2046 5.1.1), also when the boundary was lost.</summary>
internal static class Multipart
{
    public const int MaxPieces = 200;

    /// <summary>The pieces in order; empty when no boundary line is there. A missing end line is no fault.</summary>
    public static List<Range> Split(ReadOnlySpan<byte> body, string boundary)
    {
        var pieces = new List<Range>();
        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var start = -1;
        for (var at = 0; at < body.Length && pieces.Count < MaxPieces;)
        {
            var found = Delimiter(body, delimiter, at, out var next, out var last);
            if (found < 0) break;
            if (start >= 0) pieces.Add(start..Math.Max(start, BeforeLineEnd(body, found)));
            start = last ? -1 : next;
            if (last) break;
            at = next;
        }
        if (start >= 0 && pieces.Count < MaxPieces) pieces.Add(start..body.Length);
        return pieces;
    }

    /// <summary>A boundary that stands in the text itself: a line <c>--something</c> directly before a Content field. Null where there is none.</summary>
    public static string? GuessBoundary(ReadOnlySpan<byte> body)
    {
        for (var at = 0; at < body.Length;)
        {
            var line = Lines.Next(body, at, out var next);
            if (line.Length is > 8 and < 120 && line.StartsWith("--"u8) && line[2] != (byte)'-' && next < body.Length)
            {
                var following = Lines.Next(body, next, out _);
                if (following.Length > 8 && Encoding.Latin1.GetString(following[..8]).Equals("content-", StringComparison.OrdinalIgnoreCase))
                    return Encoding.Latin1.GetString(line[2..]).TrimEnd();
            }
            at = next;
        }
        return null;
    }

    private static int Delimiter(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int at, out int next, out bool last)
    {
        while (true)
        {
            var offset = body[at..].IndexOf(delimiter);
            next = 0;
            last = false;
            if (offset < 0) return -1;
            var found = at + offset;
            var end = found + delimiter.Length;
            var rest = Lines.Next(body, end, out next);
            last = rest.StartsWith("--"u8);
            if ((found == 0 || body[found - 1] == (byte)'\n') && (last || Lines.IsBlank(rest))) return found;
            at = end;
            if (at >= body.Length) return -1;
        }
    }

    private static int BeforeLineEnd(ReadOnlySpan<byte> body, int at)
    {
        if (at > 0 && body[at - 1] == (byte)'\n') at--;
        if (at > 0 && body[at - 1] == (byte)'\r') at--;
        return at;
    }
}
