namespace PostPurchase.Mail.Reading;

/// <summary>A part's body as text.</summary>
internal static class PartText
{
    private const int MaxBytes = 1 << 20;

    public static string Decode(MailPart part)
    {
        var body = part.Body.Length > MaxBytes ? part.Body[..MaxBytes] : part.Body;
        var bytes = TransferDecoding.Decode(body, part.RawHeader("Content-Transfer-Encoding"));
        var text = Charsets.Decode(bytes.Span, part.Parameter("charset"));
        return text.ReplaceLineEndings("\n");
    }
}
