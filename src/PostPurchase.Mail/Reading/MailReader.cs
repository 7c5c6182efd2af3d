namespace PostPurchase.Mail.Reading;

/// <summary>
/// Reads a message as the world writes them (RFC 5322, 2045-2049), never throwing on its bytes. Bounded: 16 MiB of a message,
/// 8 levels, 500 parts; what lies beyond stays undivided text.
/// </summary>
public static class MailReader
{
    private const int MaxBytes = 16 << 20;
    private const int MaxDepth = 8;
    private const int MaxParts = 500;

    /// <summary>The message as a tree of parts. An mbox <c>From </c> line before the headers is skipped.</summary>
    public static MailPart Read(ReadOnlyMemory<byte> message)
    {
        var left = MaxParts;
        return Part(message.Length > MaxBytes ? message[..MaxBytes] : message, 0, ref left);
    }

    private static MailPart Part(ReadOnlyMemory<byte> bytes, int depth, ref int left)
    {
        left--;
        var headers = HeaderBlock.Parse(bytes.Span, out var bodyStart);
        var body = bytes[bodyStart..];
        var type = ContentType.Parse(Find(headers, "Content-Type"));
        return new MailPart(headers, type, body, depth < MaxDepth && left > 0 ? Children(headers, type, body, depth, ref left) : []);
    }

    private static List<MailPart> Children(List<MailHeader> headers, ContentType type, ReadOnlyMemory<byte> body, int depth, ref int left)
    {
        if (type.MediaType is "message/rfc822" or "message/global")
            return [Part(TransferDecoding.Decode(body, Find(headers, "Content-Transfer-Encoding")), depth + 1, ref left)];
        var multipart = type.MediaType.StartsWith("multipart/", StringComparison.Ordinal);
        if (!multipart && (depth > 0 || !type.MediaType.StartsWith("text/", StringComparison.Ordinal))) return [];

        var pieces = multipart && type.Parameter("boundary") is { Length: > 0 } boundary ? Multipart.Split(body.Span, boundary) : [];
        if (pieces.Count == 0 && Multipart.GuessBoundary(body.Span) is { } guess) pieces = Multipart.Split(body.Span, guess);
        var children = new List<MailPart>(pieces.Count);
        foreach (var piece in pieces)
        {
            if (left <= 0) break;
            children.Add(Part(body[piece], depth + 1, ref left));
        }

        // Text that quotes a whole message shows boundaries too; only a report without its Content-Type is worth dividing.
        return multipart || children.Exists(c => c.MediaType.StartsWith("message/delivery-status", StringComparison.Ordinal)) ? children : [];
    }

    private static string? Find(List<MailHeader> headers, string name)
    {
        foreach (var header in headers)
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return header.Value;
        return null;
    }
}
