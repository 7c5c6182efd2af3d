namespace PostPurchase.Mail.Reading;

/// <summary>A message or one part of it, read tolerantly: whatever the bytes are, this is the best that they mean.</summary>
public sealed class MailPart
{
    private readonly ContentType _type;
    private string? _text;

    internal MailPart(IReadOnlyList<MailHeader> headers, ContentType type, ReadOnlyMemory<byte> body, IReadOnlyList<MailPart> children)
    {
        Headers = headers;
        _type = type;
        Body = body;
        Children = children;
    }

    /// <summary>The header fields in their order; at most 1,000.</summary>
    public IReadOnlyList<MailHeader> Headers { get; }

    /// <summary>Lower-case type and subtype, <c>text/plain</c> where none is given.</summary>
    public string MediaType => _type.MediaType;

    /// <summary>The body as received, its transfer encoding not undone.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The parts of a multipart, or the one message inside a <c>message/rfc822</c>; empty for all else.</summary>
    public IReadOnlyList<MailPart> Children { get; }

    /// <summary>The body as text: transfer encoding and charset undone, line ends as <c>\n</c>. At most 1 MiB of the body is read.</summary>
    public string Text => _text ??= PartText.Decode(this);

    /// <summary>The first field of that name, decoded (RFC 2047); null where there is none.</summary>
    public string? Header(string name) => RawHeader(name) is { } value ? EncodedWords.Decode(value) : null;

    /// <summary>All fields of that name in their order, decoded (RFC 2047).</summary>
    public IEnumerable<string> HeaderValues(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => EncodedWords.Decode(h.Value));

    /// <summary>A parameter of Content-Type such as <c>charset</c> or <c>report-type</c>; null where there is none.</summary>
    public string? Parameter(string name) => _type.Parameter(name);

    /// <summary>This part and all below it, depth first, in the order of the message.</summary>
    public IEnumerable<MailPart> Walk()
    {
        yield return this;
        foreach (var child in Children)
            foreach (var part in child.Walk())
                yield return part;
    }

    internal string? RawHeader(string name)
    {
        foreach (var header in Headers)
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return header.Value;
        return null;
    }
}
