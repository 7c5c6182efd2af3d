namespace PostPurchase.Mail.Reading;

/// <summary>Lines of raw bytes, ended by CRLF, LF or the end of the bytes.</summary>
internal static class Lines
{
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, int at, out int next)
    {
        var rest = bytes[at..];
        var end = rest.IndexOf((byte)'\n');
        next = end < 0 ? bytes.Length : at + end + 1;
        var line = end < 0 ? rest : rest[..end];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
}
