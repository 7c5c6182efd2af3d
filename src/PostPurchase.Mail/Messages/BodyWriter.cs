using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>
/// The content headers and the body: text alone, or multipart/alternative with text and HTML, the HTML inside multipart/related
/// when it shows images, all of it inside multipart/mixed when there are attachments.
/// </summary>
internal static class BodyWriter
{
    private const int BytesOnALine = 57; // 76 characters of base64

    /// <summary>Writes from Content-Type on; returns where the body starts.</summary>
    public static int Write(WireBuffer output, MailMessage message)
    {
        var text = message.Text ?? PlainText.FromHtml(message.Html!);
        if (message.Attachments.Count == 0) return WriteWhole(output, message, text);

        var boundary = Boundary(message.Id, 'm');
        var start = StartMultipart(output, "mixed", boundary);
        StartPart(output, boundary);
        WriteContent(output, message, text);
        foreach (var file in message.Attachments) WriteFile(output, boundary, file, "attachment");
        EndMultipart(output, boundary);
        return start;
    }

    private static int WriteWhole(WireBuffer output, MailMessage message, string text)
    {
        var start = WriteContent(output, message, text);
        if (!output.Written.EndsWith("\r\n"u8) || output.Length == start) output.NewLine();
        return start;
    }

    private static int WriteContent(WireBuffer output, MailMessage message, string text)
    {
        if (message.Html is null) return WriteText(output, "plain", text);
        var boundary = Boundary(message.Id, 'a');
        var start = StartMultipart(output, "alternative", boundary);
        StartPart(output, boundary);
        WriteText(output, "plain", text);
        StartPart(output, boundary);
        if (message.Images.Count == 0) WriteText(output, "html", message.Html);
        else WriteRelated(output, message);
        EndMultipart(output, boundary);
        return start;
    }

    private static void WriteRelated(WireBuffer output, MailMessage message)
    {
        var boundary = Boundary(message.Id, 'r');
        StartMultipart(output, "related; type=\"text/html\"", boundary);
        StartPart(output, boundary);
        WriteText(output, "html", message.Html!);
        foreach (var image in message.Images) WriteFile(output, boundary, image, "inline");
        EndMultipart(output, boundary);
    }

    private static int WriteText(WireBuffer output, string subtype, string text)
    {
        output.Append($"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        var start = output.Length;
        QuotedPrintable.Write(output, text);
        return start;
    }

    private static void WriteFile(WireBuffer output, string boundary, MailFile file, string disposition)
    {
        StartPart(output, boundary);
        output.Append($"Content-Type: {file.MediaType}");
        Parameters.WriteFallback(output, "name", file.Name);
        output.Append("\r\nContent-Transfer-Encoding: base64\r\n"u8);
        if (file.ContentId is not null) output.Append($"Content-ID: <{file.ContentId}>\r\n");
        output.Append($"Content-Disposition: {disposition}");
        Parameters.Write(output, "filename", file.Name);
        output.Append("\r\n\r\n"u8);
        for (var rest = file.Content.Span; !rest.IsEmpty; rest = rest[Math.Min(BytesOnALine, rest.Length)..])
        {
            Base64.EncodeToUtf8(rest[..Math.Min(BytesOnALine, rest.Length)], output.Reserve(78), out _, out var written);
            output.Advance(written);
            output.NewLine();
        }
    }

    private static int StartMultipart(WireBuffer output, string subtype, string boundary)
    {
        output.Append($"Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n\r\n");
        return output.Length;
    }

    private static void StartPart(WireBuffer output, string boundary) => output.Append($"\r\n--{boundary}\r\n");

    private static void EndMultipart(WireBuffer output, string boundary) => output.Append($"\r\n--{boundary}--\r\n");

    // "=_" can stand in no quoted-printable and in no base64 text (RFC 2045 6.7), so no content can hold the boundary.
    private static string Boundary(string id, char level)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(id), hash);
        return $"=_{level}{Convert.ToHexStringLower(hash[..12])}";
    }
}
