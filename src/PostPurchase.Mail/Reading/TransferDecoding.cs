namespace PostPurchase.Mail.Reading;

/// <summary>Undoes base64 and quoted-printable (RFC 2045 6.7, 6.8); what is not valid is kept as it stands.</summary>
internal static class TransferDecoding
{
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string? encoding) => encoding?.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(body.Span),
        "quoted-printable" => QuotedPrintable(body.Span, underscoreIsSpace: false),
        _ => body,
    };

    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var output = new byte[text.Length / 4 * 3 + 3];
        int length = 0, bits = 0, held = 0;
        foreach (var b in text)
        {
            var value = Value(b);
            if (b == (byte)'=') bits = held = 0; // padding ends a group; concatenated pieces go on after it
            if (value < 0) continue;
            held = (held << 6 | value) & 0xFFFFFF;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            output[length++] = (byte)(held >> bits);
        }
        return output[..length];
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text, bool underscoreIsSpace)
    {
        var output = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == (byte)'=' && i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                output[length++] = (byte)(high << 4 | low);
                i += 2;
            }
            else if (b == (byte)'=' && SoftBreak(text[(i + 1)..]) is > 0 and var skip) i += skip;
            else output[length++] = b == (byte)'_' && underscoreIsSpace ? (byte)' ' : b;
        }
        return output[..length];
    }

    // Length of white space and line end after '=', or 0 when this is no soft break.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        for (var i = 0; i < rest.Length && i < 80; i++)
        {
            if (rest[i] == (byte)'\n') return i + 1;
            if (rest[i] is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return 0;
        }
        return 0;
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };

    private static int Value(byte b) => b switch
    {
        >= (byte)'A' and <= (byte)'Z' => b - 'A',
        >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };
}
